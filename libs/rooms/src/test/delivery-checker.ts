import type { Entry, Position, ServerFrame } from '@chat/protocol';
import { fold, shownOf, type Shown } from './shown.ts';

/** A broken invariant of `design/protocol.md`. */
export class InvariantError extends Error {
  constructor(invariant: string, detail: string) {
    super(`${invariant}: ${detail}`);
    this.name = 'InvariantError';
  }
}

/** What one tab has at a moment. */
export type Sight = {
  view: readonly Shown[];
  position: Position | undefined;
};

/** `open`: a change may be refused, when its message is not kept any more or was deleted. */
export type Soundness = 'sound' | 'unsound' | 'open';
type Author = { tab: string; index: number; is: Soundness };

/**
 * Knows what was written and what the log really got, and compares what is delivered and shown with that. Knows nothing
 * of how any of it comes about.
 */
export class DeliveryChecker {
  readonly #room: string;
  /** Every log there ever was, by epoch. */
  readonly #logs = new Map<string, Entry[]>();
  /** What each log amounted to with each of its entries, from none on. */
  readonly #messages = new Map<string, (readonly Shown[])[]>();
  readonly #written = new Map<string, Author>();
  /** In which log a change was refused, by its id. */
  readonly #refused = new Map<string, string>();
  #epoch = '';
  /** How many frames of each type were delivered and looked at. */
  readonly counts = new Map<string, number>();

  constructor(room: string) {
    this.#room = room;
  }

  wrote(id: string, author: Author): void {
    this.#written.set(id, author);
  }

  /**
   * Its author was told that this change will not be posted to this log. A late copy of it may be all the same, wherever;
   * that it undoes no later change to the same is for the client to see to, so it is left to the model of the SDK.
   */
  refused(id: string, epoch: string): void {
    this.#refused.set(id, epoch);
  }

  began(epoch: string): void {
    this.#epoch = epoch;
    this.#logs.set(epoch, []);
    this.#messages.set(epoch, [[]]);
  }

  /** The log got an entry [I2], [I3], [I4], [I5]. */
  appended(epoch: string, entry: Entry): void {
    const log = [...this.#logOf(epoch)];
    // Whatever is wrong with it: this is what the log has got.
    this.#logOf(epoch).push(entry);
    const messages = this.#messages.get(epoch) ?? [];
    messages.push(fold(messages.at(-1) ?? [], entry));
    const author = this.#written.get(entry.id);
    ensure(
      author !== undefined && author.is !== 'unsound',
      'I2',
      `${entry.id} in the log was never to be in one`,
    );
    ensure(!log.some(({ id }) => id === entry.id), 'I3', `${entry.id} is twice in the log`);
    ensure(entry.seq === log.length + 1, 'I4', `number ${entry.seq} after ${log.length}`);
    if (author.is === 'open' && this.#refused.get(entry.id) === epoch) return;
    for (const { id } of log) {
      const earlier = this.#written.get(id);
      const isOvertaken = earlier?.tab === author.tab && earlier.index > author.index;
      ensure(!isOvertaken, 'I5', `${entry.id} stands after ${id}, which was written later`);
    }
  }

  /** The server hands a frame to a connection that asked from `asked` on [I6], [I7], [I13]. */
  delivered(frame: ServerFrame, asked: Position | undefined): void {
    this.counts.set(frame.type, (this.counts.get(frame.type) ?? 0) + 1);
    if ('room' in frame) ensure(frame.room === this.#room, 'I13', `a frame of ${frame.room}`);
    if (frame.type === 'entry-posted') this.#checkIsIn(frame.epoch, frame.entry);
    if (frame.type === 'snapshot') this.#checkSnapshot(frame);
    if (frame.type === 'resumed') this.#checkRange(frame, asked);
  }

  /** What a tab shows is a gapless part of one log, each message once [I3], [I4]. */
  sees({ view, position }: Sight): void {
    const ids = new Set(view.map(({ id }) => id));
    ensure(ids.size === view.length, 'I3', 'a message is shown twice');
    if (!position) return;
    const isPart = isEndOf(this.#messagesOf(position.epoch, position.seq), view);
    ensure(isPart, 'I4', 'what is shown is no part of the log');
  }

  /** Nothing happens any more: nothing sound is missing, and everybody is at the end [I1], [I10]. */
  settled(sights: readonly Sight[]): void {
    const log = this.#logOf(this.#epoch);
    const ids = new Set(log.map(({ id }) => id));
    for (const [id, { is }] of this.#written) {
      ensure(is !== 'sound' || ids.has(id), 'I1', `${id} lost`);
    }
    for (const sight of sights) {
      this.sees(sight);
      const isAtEnd = sight.position?.epoch === this.#epoch && sight.position.seq === log.length;
      ensure(isAtEnd, 'I10', `one is at ${sight.position?.seq} of ${log.length}`);
    }
  }

  #checkIsIn(epoch: string, { id, seq }: Entry): void {
    ensure(this.#logOf(epoch)[seq - 1]?.id === id, 'I6', `${id} is told but not at ${seq}`);
  }

  /** What was read may be old by the time that it is delivered, but it is a whole. */
  #checkSnapshot({ epoch, seq, messages }: Extract<ServerFrame, { type: 'snapshot' }>): void {
    const isThere = this.#logOf(epoch).length >= seq;
    const isWhole = isEndOf(this.#messagesOf(epoch, seq), messages.map(shownOf));
    ensure(isThere && isWhole, 'I7', `a snapshot to ${seq} is not what was then`);
  }

  #checkRange(
    { epoch, seq, entries }: Extract<ServerFrame, { type: 'resumed' }>,
    asked: Position | undefined,
  ): void {
    const seqs = entries.map((entry) => entry.seq);
    const from = asked?.seq ?? -1;
    const isExact = asked?.epoch === epoch && seqs.every((at, n) => at === from + n + 1);
    ensure(isExact && seq === from + seqs.length, 'I7', `${seqs.join()} after ${from} to ${seq}`);
    for (const entry of entries) this.#checkIsIn(epoch, entry);
  }

  /** What the log amounted to when it had come to `seq`. */
  #messagesOf(epoch: string, seq: number): readonly Shown[] {
    const messages = this.#messages.get(epoch);
    if (!messages) throw new InvariantError('I8', `an epoch that never was: ${epoch}`);
    return messages[seq] ?? messages.at(-1) ?? [];
  }

  #logOf(epoch: string): Entry[] {
    const log = this.#logs.get(epoch);
    if (!log) throw new InvariantError('I8', `an epoch that never was: ${epoch}`);
    return log;
  }
}

function isEndOf(messages: readonly Shown[], part: readonly Shown[]): boolean {
  const end = messages.slice(Math.max(0, messages.length - part.length));
  return JSON.stringify(end) === JSON.stringify(part);
}

function ensure(isSo: boolean, invariant: string, detail: string): asserts isSo {
  if (!isSo) throw new InvariantError(invariant, detail);
}
