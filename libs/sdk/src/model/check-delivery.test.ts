import { expect, test } from 'vitest';
import { entry, ids, message } from '../testing/frames.ts';
import { checkDelivery, type Evidence } from './check-delivery.ts';

/** Bob posted three texts, in order, and everybody shows them. */
function sound(): Evidence {
  const messages = [message(1), message(2), message(3)];
  const nothing = { posted: [], shownTooEarly: [], waiting: [], shown: messages };
  return {
    entries: [entry(1), entry(2), entry(3)],
    messages,
    witnesses: [
      { ...nothing, name: 'Ann' },
      { ...nothing, name: 'Bob', posted: messages.map(({ id }) => id) },
    ],
    deleted: new Set(),
    meant: new Map([[ids.message(2), 'text 2']]),
    reacted: [],
  };
}

/** The same, with the log and what everybody shows changed alike. */
function doctored(numbers: number[]): Evidence {
  const evidence = sound();
  const entries = numbers.map((id, index) => entry(index + 1, { id: ids.message(id) }));
  const messages = numbers.map((id, index) => message(index + 1, { id: ids.message(id) }));
  const witnesses = evidence.witnesses.map((witness) => ({ ...witness, shown: messages }));
  return { ...evidence, entries, messages, witnesses, meant: new Map() };
}

/** The same, with one thing changed at Bob's. */
function atBobs(change: Partial<Evidence['witnesses'][number]>): Evidence {
  const evidence = sound();
  const [ann, bob] = evidence.witnesses;
  return { ...evidence, witnesses: [ann!, { ...bob!, ...change }] };
}

test('a sound log is found to be sound', () => {
  expect(checkDelivery(sound())).toEqual([]);
});

test.each<[string, RegExp, Evidence]>([
  ['a lost message', /^I1 lost/, doctored([1, 3])],
  ['a doubled message', /^I3 twice in the log/, doctored([1, 2, 2, 3])],
  ['a swapped message', /^I5 reordered/, doctored([1, 3, 2])],
  ['a message of nobody', /^I2 phantom/, doctored([1, 2, 3, 9])],
  ['a message shown too early', /^I6/, atBobs({ shownTooEarly: [ids.message(9)] })],
  ['a message that never goes', /^I10 stuck/, atBobs({ waiting: [ids.message(9)] })],
  ['a screen without the last', /^I10 diverged/, atBobs({ shown: [message(1), message(2)] })],
  ['an empty screen', /^I10 diverged/, atBobs({ shown: [] })],
  [
    'a screen with one twice',
    /^I3 shown twice/,
    atBobs({ shown: [message(1), message(2), message(2), message(3)] }),
  ],
  ['a lost edit', /^I1 edit lost/, { ...sound(), meant: new Map([[ids.message(1), 'other']]) }],
  [
    'a lost reaction',
    /^I1 reaction lost/,
    { ...sound(), reacted: [{ target: ids.message(1), emoji: 'ok', user: ids.ann, on: true }] },
  ],
  ['a hole in the numbers', /^I4/, { ...sound(), entries: [entry(1), entry(3), entry(2)] }],
])('%s is found', (_, finding, evidence) => {
  expect(checkDelivery(evidence)).toContainEqual(expect.stringMatching(finding));
});

test('a message that its author deleted is not missed', () => {
  const evidence = { ...doctored([1, 3]), deleted: new Set([ids.message(2)]) };
  expect(checkDelivery(evidence)).toEqual([]);
});
