import type { ClientFrame, HangUpReason } from '@chat/protocol';

export type CallEndReason = HangUpReason | 'declined' | 'busy';

/** Calls whose end is remembered: both ends may tell of it. */
const REMEMBERED = 1_000;

/**
 * Which calls ended, and why, by what clients say of them in signals whose form the schema knows: `hang-up` and `decline`.
 * Nothing else of a signal is looked at. Each call counts once on each server; one whose ends both vanished says nothing.
 */
export class CallEnds {
  readonly #ended = new Set<string>();

  /** Why a call ended, if this frame says it as the first. */
  reasonOf(frame: ClientFrame): CallEndReason | undefined {
    if (frame.type !== 'signal') return undefined;
    const { signal } = frame;
    // `elsewhere` is said to a second device that answered as well: the call itself goes on [P33].
    const isEnd = signal.kind === 'hang-up' || signal.kind === 'decline';
    if (!isEnd || signal.reason === 'elsewhere' || this.#ended.has(signal.callId)) return undefined;
    this.#remember(signal.callId);
    return signal.reason;
  }

  #remember(callId: string): void {
    const [oldest] = this.#ended;
    if (oldest !== undefined && this.#ended.size >= REMEMBERED) this.#ended.delete(oldest);
    this.#ended.add(callId);
  }
}
