import type { Epoch, MessageId } from '@chat/protocol';
import type { RoomState } from '@chat/sdk';
import { ListWatch } from './list-watch.ts';
import type { Change, ProducerRecord, Submission } from './room-record.ts';

export interface LedgerOptions {
  producer: string;
  user: string;
  /** All that its person wrote, in whichever tab. */
  written?: Map<MessageId, Submission[]>;
}

/** A change waits a minute for a message that has not come back [P25]; clocks are read at different moments. */
const WAIT_MS = 55_000;

/** Keeps the record of one tab: what it was told to write, and what its client showed of that. */
export class Ledger {
  readonly record: ProducerRecord;
  readonly watch = new ListWatch();
  /** Entries that went back from the log to the outbox, over all changes of the epoch. */
  reoffers = 0;
  /** When it found itself in a log that it did not know, the first one included. */
  readonly entered: number[] = [];
  readonly #byId: Map<MessageId, Submission[]>;
  #epoch: Epoch | null = null;
  #acked: RoomState['acked'] = [];
  #messages: RoomState['messages'] = [];
  #outbox: RoomState['outbox'] = [];
  /** The changes that wait for a message which has not come back after a change of the epoch. */
  #waiting: MessageId[] = [];

  constructor({ producer, user, written = new Map() }: LedgerOptions) {
    this.#byId = written;
    this.record = {
      producer,
      user,
      submissions: [],
      epochChanges: [],
      isAlive: true,
      isMerged: false,
    };
  }

  /** It was told to write this. */
  wrote(id: MessageId, change: Change): void {
    const at = performance.now();
    const submission = { id, change, at, acked: null, refused: null, waitedOut: false };
    this.record.submissions.push(submission);
    this.#byId.set(id, [...(this.#byId.get(id) ?? []), submission]);
  }

  /** The client shows this now. */
  see(state: RoomState): void {
    const { position, messages, outbox } = state;
    if (messages !== this.#messages) {
      this.#messages = messages;
      const texts = outbox.filter(({ body }) => body.kind === 'text');
      this.watch.see(messages, texts);
    }
    if (position && position.epoch !== this.#epoch) this.#enterEpoch(position.epoch, outbox);
    if (state.acked !== this.#acked) this.#confirm(state);
    if (outbox !== this.#outbox) this.#watchWaiting(outbox);
  }

  /** The run is over: what the client gave up, it gave up. */
  end({ outbox }: RoomState): void {
    for (const { id, status, code } of outbox) {
      if (status !== 'failed' && status !== 'expired') continue;
      for (const submission of this.#byId.get(id) ?? []) submission.refused = code ?? status;
    }
  }

  /** What waited in vain for as long as it may is given up without a word. */
  #watchWaiting(outbox: RoomState['outbox']): void {
    this.#outbox = outbox;
    const gone = this.#waiting.filter((id) => !outbox.some((entry) => entry.id === id));
    for (const submission of gone.flatMap((id) => this.#byId.get(id) ?? [])) {
      submission.waitedOut = performance.now() - submission.at >= WAIT_MS;
    }
    const waiting = outbox.filter(({ status }) => status === 'waiting').map(({ id }) => id);
    const isOpen = (id: MessageId) => outbox.some((entry) => entry.id === id);
    this.#waiting = [...new Set([...this.#waiting.filter(isOpen), ...waiting])];
  }

  #enterEpoch(epoch: Epoch, outbox: RoomState['outbox']): void {
    if (this.#epoch !== null) this.record.epochChanges.push(performance.now());
    this.entered.push(performance.now());
    this.#epoch = epoch;
    this.reoffers += outbox.filter(({ id }) => this.#byId.get(id)?.some((s) => s.acked)).length;
  }

  /** The client keeps its newest confirmed entries, the oldest first: the new ones are at the end. */
  #confirm({ acked, ackedIn }: RoomState): void {
    this.#acked = acked;
    if (ackedIn === null) return;
    for (let index = acked.length - 1; index >= 0; index--) {
      const entry = acked[index];
      if (!entry || entry.elsewhere !== undefined) continue;
      const submissions = this.#byId.get(entry.id) ?? [];
      if (submissions.some((submission) => submission.acked?.epoch === ackedIn)) return;
      for (const submission of submissions) {
        submission.acked = { at: submission.acked?.at ?? performance.now(), epoch: ackedIn };
      }
    }
  }
}
