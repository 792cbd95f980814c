import { monitorEventLoopDelay } from 'node:perf_hooks';

// Loaded into the server before its own code: tells the parent what a process sees of itself, four times a second.

const TICK_MS = 250;
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const seen = { rejections: 0, exceptions: 0 };
process.on('unhandledRejection', () => (seen.rejections += 1));
process.on('uncaughtExceptionMonitor', () => (seen.exceptions += 1));

const tell = () => {
  const { user, system } = process.cpuUsage();
  process.send?.({
    ...seen,
    delayP99Ms: delay.percentile(99) / 1e6,
    delayMaxMs: delay.max / 1e6,
    rssMiB: process.memoryUsage.rss() / 2 ** 20,
    cpuSeconds: (user + system) / 1e6,
  });
};
setInterval(tell, TICK_MS).unref();
process.channel?.unref();
