import type { Body, ClientFrame, Entry, Position, ServerFrame } from '@chat/protocol';
import { LIMITS } from '@chat/protocol';
import { fold, shownOf, type Shown } from './shown.ts';

type PostFrame = Extract<ClientFrame, { type: 'post' }>;
/** What a tab wrote; `index` is the place in the order of writing. */
export type Written = { id: string; index: number; body: Body };
type Pending = Written & { n: number; isSent: boolean };

/** What a tab says next over its socket. */
export type Outward = Pick<PostFrame, 'id' | 'epoch' | 'n' | 'body'>;

export type ModelClientOptions = {
  send: (post: Outward) => void;
  /** Asks for what is missing, from a position on. */
  rejoin: (position: Position | undefined) => void;
  /** From here on this client takes a change for not posted to this log. */
  onRefused: (id: string, epoch: string) => void;
  /** Knows nothing of late copies: for a test that misses it. */
  isCareless?: boolean;
  /** Own entries that are offered again when the log began anew. */
  reofferEntries?: number;
};

/**
 * The client's half of the protocol and nothing else: an outbox in order, numbers, the gap check, and the offer of what
 * the old epoch had. One tab over all its sockets.
 */
export class ModelClient {
  readonly #options: ModelClientOptions;
  /** What this tab shows, in order. */
  view: readonly Shown[] = [];
  position: Position | undefined;
  /** What this tab shows as sent, oldest first. */
  readonly acked: Written[] = [];
  #outbox: Pending[] = [];
  #isReady = false;
  /**
   * A copy of something refused may still take a number: each entry waits until the one before is in the log [P24]. For as
   * long as this log is, as the model has no clock.
   */
  #isCareful = false;
  #written = 0;

  constructor(options: ModelClientOptions) {
    this.#options = options;
  }

  get hasPending(): boolean {
    return this.#outbox.length > 0;
  }

  write(id: string, body: Body): Written {
    this.#written += 1;
    const written = { id, index: this.#written, body };
    const n = (this.#outbox.at(-1)?.n ?? this.#posted) + 1;
    this.#outbox.push({ ...written, n, isSent: false });
    this.#sendAll();
    return written;
  }

  /** The socket is gone, or another join is under way: nothing is sent until it is answered. */
  pause(): void {
    this.#isReady = false;
  }

  hear(frame: ServerFrame): void {
    if (frame.type === 'snapshot') this.#begin(frame);
    else if (frame.type === 'resumed') this.#resume(frame);
    else if (frame.type === 'entry-posted') this.#follow(frame.epoch, frame.entry);
    else if (frame.type === 'rejected' && frame.request === 'post') this.#refuse(frame);
    else if (frame.type === 'heartbeat') this.#compare(frame.positions);
    this.#sendAll();
  }

  /** The `n` that counted last, as far as this tab knows. */
  #posted = 0;

  #begin({ epoch, seq, posted, messages }: Extract<ServerFrame, { type: 'snapshot' }>): void {
    const isNewLog = this.position !== undefined && this.position.epoch !== epoch;
    const known = new Set(messages.map(({ id }) => id));
    if (isNewLog) {
      this.#reoffer(known);
      this.#isCareful = false;
    }
    for (const { id } of messages) this.#acknowledge(id);
    this.view = messages.map(shownOf);
    this.#goOn({ epoch, seq }, posted);
  }

  #resume({ epoch, seq, posted, entries }: Extract<ServerFrame, { type: 'resumed' }>): void {
    const deleted = new Set(
      entries.flatMap(({ body }) => (body.kind === 'delete' ? [body.target] : [])),
    );
    for (const entry of entries) this.#show(entry, deleted);
    this.#goOn({ epoch, seq }, posted);
  }

  #goOn(position: Position, posted: number): void {
    this.position = position;
    this.#posted = posted;
    this.#renumber(posted);
    this.#isReady = true;
  }

  /** [P25]: what the old log had of mine, before anything newer, in its old order. */
  #reoffer(known: ReadonlySet<string>): void {
    const { reofferEntries = LIMITS.reofferEntries } = this.#options;
    const lost = this.acked.splice(-reofferEntries).filter(({ id }) => !known.has(id));
    const again = lost.map((written) => ({ ...written, n: 0, isSent: false }));
    const pending = new Set(this.#outbox.map(({ id }) => id));
    this.#outbox.unshift(...again.filter(({ id }) => !pending.has(id)));
    this.#outbox.sort((a, b) => a.index - b.index);
  }

  #follow(epoch: string, entry: Entry): void {
    const { position } = this;
    if (!this.#isReady || !position) return;
    if (epoch !== position.epoch || entry.seq > position.seq + 1) return this.#askAgain();
    if (entry.seq <= position.seq) return this.#acknowledge(entry.id);
    this.position = { epoch, seq: entry.seq };
    this.#show(entry);
  }

  #show(entry: Entry, deleted?: ReadonlySet<string>): void {
    this.view = fold(this.view, entry, deleted);
    this.#acknowledge(entry.id);
  }

  #acknowledge(id: string): void {
    const index = this.#outbox.findIndex((pending) => pending.id === id);
    if (index < 0) return;
    for (const { id: own, index: at, body, n } of this.#outbox.splice(index, 1)) {
      this.#posted = Math.max(this.#posted, n);
      this.acked.push({ id: own, index: at, body });
    }
  }

  #refuse({ id, n, code }: Extract<ServerFrame, { type: 'rejected' }>): void {
    const refused = this.#outbox.find((pending) => pending.id === id && pending.n === n);
    // About a number that it does not have any more: it has been sent again since.
    if (!refused?.isSent || !this.#isReady) return;
    if (code === 'out-of-order' || code === 'epoch-stale') return this.#askAgain();
    // What is wrong with a text is wrong with every copy of it; a message that is not there may be there by then.
    if (code === 'message-unknown' && this.position) {
      this.#options.onRefused(refused.id, this.position.epoch);
      this.#isCareful = this.#options.isCareless !== true;
    }
    this.#outbox = this.#outbox.filter((pending) => pending !== refused);
    this.#renumber(refused.n - 1, refused.n);
  }

  #compare(positions: readonly Position[]): void {
    const { position } = this;
    if (!this.#isReady || !position) return;
    for (const { epoch, seq } of positions) {
      if (epoch !== position.epoch || seq > position.seq) return this.#askAgain();
    }
  }

  #askAgain(): void {
    this.#isReady = false;
    this.#options.rejoin(this.position);
  }

  /** Numbers what waits from `posted` on; with `from` only what had that number or a higher one. */
  #renumber(posted: number, from = 0): void {
    let n = posted;
    for (const pending of this.#outbox) {
      if (pending.n < from && from > 0) continue;
      n += 1;
      Object.assign(pending, { n, isSent: false });
    }
  }

  #sendAll(): void {
    const { position } = this;
    if (!this.#isReady || !position) return;
    for (const pending of this.#outbox) {
      if (pending.isSent) continue;
      if (this.#isCareful && this.#outbox.some(({ isSent }) => isSent)) return;
      pending.isSent = true;
      const { id, n, body } = pending;
      this.#options.send({ id, n, epoch: position.epoch, body });
    }
  }
}
