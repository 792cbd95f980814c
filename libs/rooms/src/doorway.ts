import { LIMITS, type Access, type Knocker, type UserId } from '@chat/protocol';
import { RoomError } from './room-error.ts';
import type { Person } from './room-store.ts';

/** People of the past who still get into a locked room, or who do not get into any; older ones are forgotten. */
const REMEMBERED = 1_000;

/** A knock, with the connections that wait by it: of one person one knock is heard, however many tabs they have. */
type Waiting = { knocker: Knocker; waiters: Set<string> };

/** Who gets into one room: whom it knows, whom it keeps out, and who knocks [RS6], [RS24]-[RS27]. */
export class Doorway {
  readonly #acquainted = new Set<UserId>();
  readonly #removed = new Set<UserId>();
  readonly #knocks = new Map<UserId, Waiting>();
  /** Who was refused, and when. */
  readonly #refused = new Map<UserId, number>();
  /** How often who has knocked since then: to knock and go again and again would be a noise. */
  readonly #attempts = new Map<UserId, { since: number; count: number }>();

  constructor(access: Access | undefined) {
    this.restore(access);
  }

  /** Takes over what a seal says. */
  restore(access: Access | undefined): void {
    for (const id of access?.keptOut ?? []) this.keepOut(id);
    for (const id of access?.letIn ?? []) remember(this.#acquainted, id);
  }

  isAcquainted(id: UserId): boolean {
    return this.#acquainted.has(id);
  }

  isKeptOut(id: UserId): boolean {
    return this.#removed.has(id);
  }

  letIn(id: UserId): void {
    remember(this.#acquainted, id);
  }

  /** Everybody is a stranger from then on, also who came and went. */
  forgetAll(): void {
    this.#acquainted.clear();
  }

  /** Is a stranger from then on. */
  forget(id: UserId): void {
    this.#acquainted.delete(id);
  }

  keepOut(id: UserId): void {
    this.forget(id);
    remember(this.#removed, id);
  }

  /** For a seal: the newest of each. */
  access(): Access {
    const newest = (ids: Set<UserId>) => [...ids].slice(-LIMITS.sealedPeople);
    return { keptOut: newest(this.#removed), letIn: newest(this.#acquainted) };
  }

  /** Who waits for an answer; who waited for too long is not among them. */
  knocks(now: number): Knocker[] {
    for (const [id, { knocker }] of this.#knocks) {
      if (knocker.at + LIMITS.knockMs <= now) this.#knocks.delete(id);
    }
    return [...this.#knocks.values()].map(({ knocker }) => knocker);
  }

  /** The knock, or undefined when this person knocks already: then this one waits, too. */
  knock({ id, name }: Person, waiter: string, now: number): Knocker | undefined {
    const waiting = this.knocks(now);
    const known = this.#knocks.get(id);
    if (known) {
      known.waiters.add(waiter);
      return undefined;
    }
    const refusedAt = this.#refused.get(id) ?? -Infinity;
    if (now < refusedAt + LIMITS.knockPauseMs) throw new RoomError('too-fast');
    this.#countAttempt(id, now);
    if (waiting.length >= LIMITS.knocks) throw new RoomError('too-many-knocks');
    const knocker = Object.freeze({ id, name, at: now });
    this.#knocks.set(id, { knocker, waiters: new Set([waiter]) });
    return knocker;
  }

  #countAttempt(id: UserId, now: number): void {
    for (const [past, { since }] of this.#attempts) {
      if (since + LIMITS.knockPauseMs <= now) this.#attempts.delete(past);
    }
    const attempts = this.#attempts.get(id) ?? { since: now, count: 0 };
    if (attempts.count >= LIMITS.knocksInPause) throw new RoomError('too-fast');
    this.#attempts.set(id, { ...attempts, count: attempts.count + 1 });
  }

  /** One does not wait any more; says whether it was the last of this knock. */
  withdraw(id: UserId, waiter: string): boolean {
    const waiters = this.#knocks.get(id)?.waiters;
    return waiters !== undefined && waiters.delete(waiter) && waiters.size === 0;
  }

  /** Whether there was such a knock. */
  endKnock(id: UserId): boolean {
    return this.#knocks.delete(id);
  }

  refuse(id: UserId, now: number): void {
    for (const [past, at] of this.#refused) {
      if (at + LIMITS.knockPauseMs <= now) this.#refused.delete(past);
    }
    this.#refused.set(id, now);
  }
}

/** Adds an id as the youngest; too many, and the oldest goes. */
function remember(ids: Set<UserId>, id: UserId): void {
  ids.delete(id);
  ids.add(id);
  const [oldest] = ids;
  if (ids.size > REMEMBERED && oldest !== undefined) ids.delete(oldest);
}
