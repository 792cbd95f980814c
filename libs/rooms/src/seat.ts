import type { OwnPresence, UserId } from '@chat/protocol';
import type { RoomSession } from './room-session.ts';
import type { Person } from './room-store.ts';

/** Of what the connections of one person say [P65]. */
const COUNTS_MOST = ['in-call', 'online', 'away'] as const satisfies readonly OwnPresence[];

/** Milliseconds from the drop of the last connection until the others are told [P15]. */
export type GraceDelays = { reconnectingMs: number; graceMs: number };

type GraceSteps = { onReconnecting: () => void; onLost: () => void };

/**
 * One person's place in a room on this server: the connections, the grace after the last one dropped, and the steps on
 * the store that concern this person, which run one after another so that the store ends as the connections did.
 */
export class Seat {
  readonly userId: UserId;
  readonly sessions = new Set<RoomSession>();
  name: string;
  #timers: NodeJS.Timeout[] = [];
  #tail: Promise<unknown> = Promise.resolve();
  #pending = 0;

  constructor({ id, name }: Person) {
    this.userId = id;
    this.name = name;
  }

  /** What the connections say of this person together [P65]. */
  get presence(): OwnPresence {
    const said = [...this.sessions].map(({ presence }) => presence);
    return COUNTS_MOST.find((presence) => said.includes(presence)) ?? 'online';
  }

  /** Nobody is connected and no grace runs: this person is to be out. */
  get isVacant(): boolean {
    return this.sessions.size === 0 && this.#timers.length === 0;
  }

  /** Vacant, and no step is under way: nothing needs this seat any more. */
  get isDone(): boolean {
    return this.isVacant && this.#pending === 0;
  }

  startGrace({ reconnectingMs, graceMs }: GraceDelays, steps: GraceSteps): void {
    this.stopGrace();
    const lost = setTimeout(() => {
      this.stopGrace();
      steps.onLost();
    }, graceMs);
    this.#timers = [lost.unref()];
    if (reconnectingMs < graceMs) {
      this.#timers.push(setTimeout(steps.onReconnecting, reconnectingMs).unref());
    }
  }

  stopGrace(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
  }

  /** Runs a step after all earlier ones of this person, whether they failed or not. */
  async run<T>(step: () => Promise<T>): Promise<T> {
    this.#pending += 1;
    const result = this.#tail.then(step);
    this.#tail = result.catch(() => undefined);
    try {
      return await result;
    } finally {
      this.#pending -= 1;
    }
  }
}
