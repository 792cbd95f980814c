import type { ProducerRecord, RoomRecord, Submission } from './room-record.ts';

/** What a client offers again when a log begins anew [P25]: so many of its newest entries … */
const REOFFER_ENTRIES = 50;
/** … and all that is younger than this. 60 s by the protocol; clocks are read at different moments. */
const REOFFER_MS = 55_000;

/**
 * The submissions of a producer that must be in the log.
 *
 * Whoever lived to the end has delivered all, except what was refused, and what a log took with it that began anew: of
 * the entries that were confirmed before, only those in the re-offer window come back. The window only moves on, so what
 * is in it at the last change of the epoch was in it at all earlier ones, and that one change decides.
 * Of a tab that was closed for good only that is sure which the last epoch confirmed.
 */
export function mustBeThere(record: ProducerRecord, epoch: string): Set<Submission> {
  const lost = record.isAlive ? outOfWindow(record) : new Set<Submission>();
  return new Set(
    record.submissions.filter((submission) => {
      if (submission.acked?.epoch === epoch) return true;
      if (submission.waitedOut) return false;
      return record.isAlive && submission.refused === null && !lost.has(submission);
    }),
  );
}

function outOfWindow({ submissions, epochChanges, isMerged }: ProducerRecord): Set<Submission> {
  const last = Math.max(...epochChanges, -Infinity);
  const confirmed = submissions.filter(({ acked }) => acked !== null && acked.at <= last);
  const beyond = isMerged ? confirmed : confirmed.slice(0, -REOFFER_ENTRIES);
  return new Set(beyond.filter(({ at }) => last - at > REOFFER_MS));
}

/** What may be shown of one message, and what may be known of it. */
export interface MessageExpectation {
  user: string;
  producer: string;
  /** The place among all that its producer wrote. */
  order: number;
  must: boolean;
  /** The log that confirmed it last. */
  epoch: string | null;
  /** When it was written and confirmed, and when its tab changed epochs. */
  times: readonly number[];
  /** Texts that were its text at some time; null for deleted. */
  texts: (string | null)[];
  /** Those of them that may be the last one. */
  finalTexts: Set<string | null>;
}

/** Every message that somebody wrote, by id, with all changes that its own producer made to it. */
export function expectedMessages({ producers, log }: RoomRecord): Map<string, MessageExpectation> {
  const expected = new Map<string, MessageExpectation>();
  for (const record of producers) {
    const must = mustBeThere(record, log.epoch);
    record.submissions.forEach((submission, order) => {
      const { id, change, acked } = submission;
      const isSure = must.has(submission);
      if (change.kind === 'text') {
        const { user, producer } = record;
        const texts = [change.text];
        const finalTexts = new Set(texts);
        const epoch = acked?.epoch ?? null;
        const times = [submission.at, acked?.at ?? Infinity, ...record.epochChanges].map(
          Math.round,
        );
        expected.set(id, { user, producer, order, must: isSure, epoch, times, texts, finalTexts });
      } else if (change.kind !== 'reaction') {
        const message = expected.get(change.target);
        if (message) rewrite(message, change.kind === 'edit' ? change.text : null, isSure);
      }
    });
  }
  return expected;
}

function rewrite(message: MessageExpectation, text: string | null, isSure: boolean): void {
  // Of a deleted message nothing comes back, whatever was asked for later.
  if (message.finalTexts.size === 1 && message.finalTexts.has(null)) return;
  if (isSure) message.finalTexts.clear();
  message.finalTexts.add(text);
  message.texts.push(text);
}

/** Whether `user` shows `emoji` at the end: true or false where it is sure, undefined where either may be. */
export type ReactionExpectations = Map<string, boolean | undefined>;

export const reactionKey = (target: string, emoji: string, user: string): string =>
  `${target} ${emoji} ${user}`;

export const targetOf = (key: string): string => key.slice(0, key.indexOf(' '));

export function expectedReactions({ producers, log }: RoomRecord): ReactionExpectations {
  const expected: ReactionExpectations = new Map();
  for (const record of producers) {
    const must = mustBeThere(record, log.epoch);
    for (const submission of record.submissions) {
      const { change } = submission;
      if (change.kind !== 'reaction') continue;
      const key = reactionKey(change.target, change.emoji, record.user);
      const isSame = expected.has(key) ? expected.get(key) === change.on : !change.on;
      const isSure = must.has(submission) || isSame;
      expected.set(key, isSure ? change.on : undefined);
    }
  }
  return expected;
}

/** Refusals that no rule allows: a change may be refused when its message was deleted or is not kept any more. */
export function unjustRefusals(record: RoomRecord): Submission[] {
  const { producers, log } = record;
  const all = producers.flatMap(({ submissions }) => submissions);
  const deleted = new Set(
    all.flatMap(({ change }) => (change.kind === 'delete' ? [change.target] : [])),
  );
  const kept = new Set(log.messages.map(({ id }) => id));
  return all.filter(({ refused, change }) => {
    if (refused === null) return false;
    const isChange = change.kind !== 'text';
    const mayBeGone = isChange && (deleted.has(change.target) || !kept.has(change.target));
    return !(refused === 'message-unknown' && mayBeGone);
  });
}
