/**
 * Judges a run from its records alone. It imports nothing of the code under test and knows only the protocol: what a
 * client was told to write, what it saw confirmed, and what everybody saw at the end.
 */
import {
  expectedMessages,
  expectedReactions,
  reactionKey,
  targetOf,
  unjustRefusals,
  type MessageExpectation,
} from './expectation.ts';
import type { RoomRecord, ShownMessage, View } from './room-record.ts';

/** The kinds of harm, each a count. */
export const HARMS = ['lost', 'duplicate', 'reordered', 'diverged', 'phantom'] as const;
export type Harm = (typeof HARMS)[number];
export type Counts = Record<Harm, number>;

export const noHarm = (): Counts => ({
  lost: 0,
  duplicate: 0,
  reordered: 0,
  diverged: 0,
  phantom: 0,
});

export interface Verdict extends Counts {
  /** One sentence for each harm, the first ones of a room. */
  findings: string[];
}

/** Messages that a view holds at least, if there are so many: what a snapshot holds [P13]. */
const SNAPSHOT_MESSAGES = 200;
const MAX_FINDINGS = 20;

class Findings {
  readonly counts = noHarm();
  readonly sentences: string[] = [];

  add(harm: Harm, sentence: string): void {
    this.counts[harm] += 1;
    if (this.sentences.length < MAX_FINDINGS) this.sentences.push(`${harm}: ${sentence}`);
  }
}

/**
 * lost: what must be in the log is not [I1], or its last change is not seen; refused without a reason.
 * duplicate: an id is in a list more than once [I3].
 * reordered: a list is not in the order of `seq`, or what one producer wrote stands in another order [I4][I5].
 * diverged: a view is not the end of the log, message for message [I4][I10].
 * phantom: nobody wrote it, or not that person, or not that text [I2].
 */
export function checkRoom(record: RoomRecord): Verdict {
  const findings = new Findings();
  const expected = expectedMessages(record);
  checkPresence(record, expected, findings);
  checkContents(record, expected, findings);
  checkReactions(record, findings);
  for (const view of [record.log, ...record.views]) {
    checkDuplicates(view, findings);
    checkOrder(view, expected, findings);
  }
  for (const view of record.views) checkConvergence(view, record.log, findings);
  return { ...findings.counts, findings: findings.sentences };
}

export function addCounts(one: Counts, other: Counts): Counts {
  const sum = (harm: Harm) => one[harm] + other[harm];
  return {
    lost: sum('lost'),
    duplicate: sum('duplicate'),
    reordered: sum('reordered'),
    diverged: sum('diverged'),
    phantom: sum('phantom'),
  };
}

/** What was deleted is not offered to a new log again; in the log that confirmed it, it stays as deleted [P25]. */
const mayBeGone = ({ finalTexts, epoch }: MessageExpectation, current: string): boolean =>
  finalTexts.has(null) && epoch !== current;

type Expected = Map<string, MessageExpectation>;

function checkPresence(record: RoomRecord, expected: Expected, findings: Findings): void {
  const kept = new Set(record.log.messages.map(({ id }) => id));
  for (const [id, message] of expected) {
    const { must, producer, order } = message;
    if (must && !mayBeGone(message, record.log.epoch) && !kept.has(id)) {
      findings.add('lost', `${id}, number ${order} of ${producer}: ${JSON.stringify(message)}`);
    }
  }
  for (const { id, refused } of unjustRefusals(record)) {
    findings.add('lost', `${id} was refused with ${refused}`);
  }
}

function checkContents({ log }: RoomRecord, expected: Expected, findings: Findings): void {
  for (const { id, from, text } of log.messages) {
    const message = expected.get(id);
    if (message?.user !== from) {
      findings.add('phantom', `${id} of ${from}`);
    } else if (!message.finalTexts.has(text)) {
      const isOld = message.texts.includes(text);
      findings.add(isOld ? 'lost' : 'phantom', `${id} says ${JSON.stringify(text)}`);
    }
  }
}

function checkReactions(record: RoomRecord, findings: Findings): void {
  const expected = expectedReactions(record);
  const shown = shownReactions(record.log);
  for (const key of shown) {
    if (!expected.has(key)) findings.add('phantom', `reaction ${key}`);
    else if (expected.get(key) === false) findings.add('lost', `taking back reaction ${key}`);
  }
  const reactable = new Set(
    record.log.messages.flatMap(({ id, text }) => (text === null ? [] : [id])),
  );
  for (const [key, isOn] of expected) {
    const isMissing = isOn === true && !shown.has(key);
    if (isMissing && reactable.has(targetOf(key))) findings.add('lost', `reaction ${key}`);
  }
}

function shownReactions({ messages }: View): Set<string> {
  return new Set(
    messages.flatMap(({ id, reactions }) =>
      reactions.flatMap(({ emoji, users }) => users.map((user) => reactionKey(id, emoji, user))),
    ),
  );
}

function checkDuplicates({ viewer, messages }: View, findings: Findings): void {
  const seen = new Set<string>();
  for (const { id } of messages) {
    if (seen.has(id)) findings.add('duplicate', `${id} for ${viewer}`);
    seen.add(id);
  }
}

function checkOrder({ viewer, messages }: View, expected: Expected, findings: Findings): void {
  const orders = new Map<string, number>();
  let lastSeq = 0;
  for (const { id, seq } of messages) {
    if (seq <= lastSeq) findings.add('reordered', `${id} has seq ${seq} for ${viewer}`);
    lastSeq = seq;
    const message = expected.get(id);
    if (!message) continue;
    const { producer, order } = message;
    if (order < (orders.get(producer) ?? -1)) {
      findings.add('reordered', `${id}, number ${order} of ${producer}, for ${viewer}`);
    }
    orders.set(producer, order);
  }
}

function checkConvergence({ viewer, epoch, messages }: View, log: View, findings: Findings): void {
  if (epoch !== log.epoch) {
    findings.add('diverged', `${viewer} is in epoch ${epoch}, the log in ${log.epoch}`);
    return;
  }
  const least = Math.min(log.messages.length, SNAPSHOT_MESSAGES);
  const length = Math.max(messages.length, least);
  for (let back = 1; back <= length; back++) {
    const mine = messages.at(-back);
    const theirs = log.messages.at(-back);
    if (describe(mine) !== describe(theirs)) {
      findings.add('diverged', `${viewer} shows ${describe(mine)} for ${describe(theirs)}`);
    }
  }
}

/** All of a message that people see, for comparison. */
function describe(message: ShownMessage | undefined): string {
  if (!message) return 'nothing';
  const reactions = message.reactions
    .map(({ emoji, users }) => `${emoji}${[...users].sort().join('+')}`)
    .sort();
  const { id, seq, from, text } = message;
  return JSON.stringify([id, seq, from, text, ...reactions]);
}
