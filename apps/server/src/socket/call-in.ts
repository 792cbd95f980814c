/** Timers of Node count to 2^31 - 1 milliseconds, 24 days, and no further. */
const LONGEST_MS = 2 ** 31 - 1;

/** Calls once, after any number of milliseconds. Keeps no process alive. */
export function callIn(ms: number, callback: () => void): { cancel: () => void } {
  let timer: NodeJS.Timeout;
  const wait = (left: number) => {
    const next = Math.min(Math.max(left, 0), LONGEST_MS);
    timer = setTimeout(() => (left > next ? wait(left - next) : callback()), next).unref();
  };
  wait(ms);
  return { cancel: () => clearTimeout(timer) };
}
