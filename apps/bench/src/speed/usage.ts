import { readdirSync, readFileSync } from 'node:fs';

/** What a process and its children took of the processors, in seconds. */
export interface Usage {
  cpu: number;
  /** For so long it could have run, but another had its core. */
  waited: number;
}

/** From `/proc/…/schedstat`: nanoseconds run, nanoseconds waited, number of slices. */
export function parseSchedstat(text: string): Usage {
  const [run = 0, waited = 0] = text.trim().split(/\s+/).map(Number);
  return { cpu: run / 1e9, waited: waited / 1e9 };
}

/** From `/proc/…/status`: bytes that are in memory. */
export function parseRss(text: string): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1] ?? NaN) * 1024;
}

export function add(one: Usage, other: Usage): Usage {
  return { cpu: one.cpu + other.cpu, waited: one.waited + other.waited };
}

export function difference(after: Usage, before: Usage): Usage {
  return { cpu: after.cpu - before.cpu, waited: after.waited - before.waited };
}

/**
 * What `/proc/PID/stat` counts as user and system time, but in nanoseconds instead of hundredths of a second, and over
 * all threads and children.
 */
export function usageOf(pid: number): Usage {
  return family(pid)
    .flatMap((member) =>
      readdirSync(`/proc/${member}/task`).map((task) => `${member}/task/${task}`),
    )
    .map((task) => parseSchedstat(readFileSync(`/proc/${task}/schedstat`, 'utf8')))
    .reduce(add, { cpu: 0, waited: 0 });
}

export function rssOf(pid: number): number {
  return family(pid)
    .map((member) => parseRss(readFileSync(`/proc/${member}/status`, 'utf8')))
    .reduce((sum, bytes) => sum + bytes, 0);
}

function family(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return [pid, ...(children === '' ? [] : children.split(' ').map(Number))];
}
