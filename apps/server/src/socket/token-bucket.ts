export type Allowance = {
  /** What may be taken at once by somebody who took nothing for long. */
  burst: number;
  /** What comes back in a second. */
  perSecond: number;
};

/** A token bucket that lends: taking never fails, it only says how long to wait before going on. */
export class TokenBucket {
  readonly #allowance: Allowance;
  readonly #now: () => number;
  #tokens: number;
  #countedAt: number;

  /** `now` is a clock in milliseconds that never goes back. */
  constructor(allowance: Allowance, now: () => number) {
    this.#allowance = allowance;
    this.#now = now;
    this.#tokens = allowance.burst;
    this.#countedAt = now();
  }

  /** Whether nothing has to come back any more: it is as good as a new one. */
  get isFull(): boolean {
    this.#count();
    return this.#tokens >= this.#allowance.burst;
  }

  /** Takes tokens and gives the milliseconds to wait for them; 0 when they were there. */
  take(tokens: number): number {
    this.#count();
    this.#tokens -= tokens;
    return this.#tokens >= 0 ? 0 : Math.round((-this.#tokens / this.#allowance.perSecond) * 1_000);
  }

  #count(): void {
    const now = this.#now();
    const back = ((now - this.#countedAt) / 1_000) * this.#allowance.perSecond;
    this.#tokens = Math.min(this.#allowance.burst, this.#tokens + back);
    this.#countedAt = now;
  }
}
