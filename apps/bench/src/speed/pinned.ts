import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { cpus } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

/** Servers run on one core, the load on another, so that neither takes from what the other is measured by. */
export const CORES = { server: 0, load: Math.min(1, cpus().length - 1) };

const START_MS = 30_000;
const END_MS = 5_000;
const POLL_MS = 50;

export interface Program {
  command: readonly string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

export function isInstalled(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

/** Starts a program on one core. It does not outlive this process, however that ends. */
export function startPinned(core: number, { command, cwd, env }: Program): ChildProcess {
  const pinned = ['--pdeathsig', 'KILL', 'taskset', '-c', String(core), ...command];
  const child = spawn('setpriv', pinned, {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** Gives what stands behind "ready at", as soon as the program says it. */
export function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = () => reject(new Error(`${child.spawnargs.join(' ')} did not start:\n${said}`));
    const timeout = setTimeout(fail, START_MS);
    child.once('exit', fail);
    const listen = (data: Buffer) => {
      said = (said + data.toString()).slice(-10_000);
      const port = /ready at (?:\S*:)?(\d+)/.exec(said)?.[1];
      if (port === undefined) return;
      clearTimeout(timeout);
      child.off('exit', fail);
      resolve(Number(port));
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
  });
}

/** Waits until a program that cannot say so takes connections. */
export async function whenOpen(child: ChildProcess, port: number): Promise<void> {
  const startedAt = performance.now();
  while (performance.now() - startedAt < START_MS && child.exitCode === null) {
    const socket = connect({ port, host: '127.0.0.1' });
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await pause(POLL_MS);
  }
  throw new Error(`${child.spawnargs.join(' ')} did not start.`);
}

/** Ends it with this signal, or by force when that takes too long. */
export async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  const timeout = setTimeout(() => child.kill('SIGKILL'), END_MS);
  await gone;
  clearTimeout(timeout);
}
