import type { Entry, Position, ServerFrame } from '@chat/protocol';

/** A broken invariant of `design/protocol.md`. */
export class InvariantError extends Error {
  constructor(invariant: string, detail: string) {
    super(`${invariant}: ${detail}`);
    this.name = 'InvariantError';
  }
}

/** What one tab has at a moment. */
export type Sight = {
  view: readonly { id: string; seq: number }[];
  position: Position | undefined;
};

type Author = { tab: string; index: number; isSound: boolean };

/**
 * Knows what was written and what the log really got, and compares what is delivered and shown with that. Knows nothing
 * of how any of it comes about.
 */
export class DeliveryChecker {
  readonly #room: string;
  /** Every log there ever was, by epoch. */
  readonly #logs = new Map<string, Entry[]>();
  readonly #written = new Map<string, Author>();
  #epoch = '';
  /** How many frames of each type were delivered and looked at. */
  readonly counts = new Map<string, number>();

  constructor(room: string) {
    this.#room = room;
  }

  wrote(id: string, author: Author): void {
    this.#written.set(id, author);
  }

  began(epoch: string): void {
    this.#epoch = epoch;
    this.#logs.set(epoch, []);
  }

  /** The log got an entry [I2], [I3], [I4], [I5]. */
  appended(epoch: string, entry: Entry): void {
    const log = [...this.#logOf(epoch)];
    // Whatever is wrong with it: this is what the log has got.
    this.#logOf(epoch).push(entry);
    const author = this.#written.get(entry.id);
    ensure(author?.isSound === true, 'I2', `${entry.id} in the log was never to be in one`);
    ensure(!log.some(({ id }) => id === entry.id), 'I3', `${entry.id} is twice in the log`);
    ensure(entry.seq === log.length + 1, 'I4', `number ${entry.seq} after ${log.length}`);
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
    const log = this.#logOf(position.epoch);
    const expected = log.slice(position.seq - view.length, position.seq);
    const isPart = expected.every(({ id, seq }, at) => view[at]?.id === id && view[at].seq === seq);
    ensure(isPart && expected.length === view.length, 'I4', 'what is shown is no part of the log');
  }

  /** Nothing happens any more: nothing sound is missing, and everybody is at the end [I1], [I10]. */
  settled(sights: readonly Sight[]): void {
    const log = this.#logOf(this.#epoch);
    const ids = new Set(log.map(({ id }) => id));
    for (const [id, { isSound }] of this.#written)
      ensure(!isSound || ids.has(id), 'I1', `${id} lost`);
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
    const then = this.#logOf(epoch).slice(0, seq);
    const newest = then.slice(then.length - messages.length);
    const isWhole = newest.every(({ id }, at) => messages[at]?.id === id);
    ensure(then.length === seq && isWhole, 'I7', `a snapshot to ${seq} is not what was then`);
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

  #logOf(epoch: string): Entry[] {
    const log = this.#logs.get(epoch);
    if (!log) throw new InvariantError('I8', `an epoch that never was: ${epoch}`);
    return log;
  }
}

function ensure(isSo: boolean, invariant: string, detail: string): asserts isSo {
  if (!isSo) throw new InvariantError(invariant, detail);
}
