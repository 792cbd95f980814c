import { spawn } from 'node:child_process';

const running = new Set();

/**
 * Runs one command to its end, or ends it with everything that it started when its time is over.
 * Resolves to whether it succeeded.
 */
export function runCommand(command, { cwd, env, timeoutMs, startTimer = setTimeout }) {
  const child = spawn(command[0], command.slice(1), {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  running.add(child);
  return new Promise((resolve) => {
    const deadline = startTimer(() => {
      console.log(`${command.join(' ')}: not done after ${Math.round(timeoutMs / 1000)} s, ended.`);
      endGroup(child, 'SIGTERM');
      setTimeout(() => endGroup(child, 'SIGKILL'), 5_000).unref();
    }, timeoutMs);
    const finish = (succeeded) => {
      clearTimeout(deadline);
      running.delete(child);
      resolve(succeeded);
    };
    child.once('error', () => finish(false));
    child.once('close', (code) => finish(code === 0));
  });
}

function endGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended by itself.
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    for (const child of running) endGroup(child, 'SIGTERM');
    process.exit(130);
  });
}
