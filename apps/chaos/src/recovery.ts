import type { Bot } from './bot.ts';
import type { FaultKind } from './schedule.ts';
import { until } from './until.ts';

/** How long after each fault all whom it hit were back: joined again, with the whole log up to that moment. */
export class Recovery {
  readonly times = new Map<FaultKind, number[]>();

  /**
   * Resolves when all are back. `since` is when the fault began, `hasReturned` whether a tab has got anything since: an
   * answer to `join` holds all that was missed [P13], so that to be let in again is to have converged.
   */
  async watch(kind: FaultKind, since: number, returns: Promise<void>[]): Promise<void> {
    await Promise.all(returns);
    const times = this.times.get(kind) ?? [];
    times.push(performance.now() - since);
    this.times.set(kind, times);
  }

  get all(): number[] {
    return [...this.times.values()].flat();
  }
}

/** Resolves when the tab is let in anew; at once when it is closed for good. */
export function joinsAnew(bot: Bot): Promise<void> {
  const before = bot.joins;
  return until(bot, () => bot.isOver || (bot.joins > before && bot.isJoined));
}

/** Resolves when the tab is in and has heard something. */
export function hearsAnew(bot: Bot): Promise<void> {
  const before = bot.frames;
  return until(bot, () => bot.isOver || (bot.frames > before && bot.isJoined));
}

/** The value below which the share `p` of all values is; 0 for none. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * p) - 1)] ?? 0;
}
