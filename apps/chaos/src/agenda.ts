import { setTimeout as wait } from 'node:timers/promises';

/** All that goes on beside the main line of a wave. A job that fails makes the wave fail. */
export class Agenda {
  readonly #jobs = new Set<Promise<void>>();
  #failure: Error | undefined;

  start(job: () => Promise<void>): void {
    const running = job()
      .catch((error: unknown) => {
        this.#failure ??= new Error('A job of the wave failed.', { cause: error });
      })
      .finally(() => this.#jobs.delete(running));
    this.#jobs.add(running);
  }

  /** True when everything ended, and what it started; false when that took too long. */
  async idle(limitMs: number): Promise<boolean> {
    const limit = new AbortController();
    const timeout = wait(limitMs, false, { signal: limit.signal }).catch(() => false);
    while (this.#jobs.size > 0) {
      const ended = Promise.all(this.#jobs).then(() => true);
      if (!(await Promise.race([ended, timeout]))) return false;
    }
    limit.abort();
    this.check();
    return true;
  }

  /** Resolves when the last job has ended; `afterEach` is done whenever one has. */
  async ended(afterEach: () => Promise<unknown>): Promise<void> {
    while (this.#jobs.size > 0) {
      await Promise.race(this.#jobs);
      await afterEach();
    }
  }

  /** Throws what a job failed with. */
  check(): void {
    if (this.#failure) throw this.#failure;
  }
}
