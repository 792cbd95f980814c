import type { Body, Entry } from '@chat/protocol';
import { expect, test } from 'vitest';
import { freshId } from '../samples.contract.ts';
import { DeliveryChecker, type Soundness } from './delivery-checker.ts';
import { fold, type Shown } from './shown.ts';

const EPOCH = 'e'.repeat(11);
const ids = [freshId(22), freshId(22), freshId(22)] as const;
const [first, second, third] = ids;

function entry(seq: number, id: string, body: Body = { kind: 'text', text: id }): Entry {
  return { id, seq, from: 'u'.repeat(22), name: 'Ada', sentAt: 1_000, body };
}

/** A tab wrote three texts; the log got what is given, and the tab shows what is given. */
function judge(log: Entry[], shown: (view: readonly Shown[]) => readonly Shown[] = (it) => it) {
  const checker = new DeliveryChecker(freshId(32));
  checker.began(EPOCH);
  const wrote = (id: string, index: number, is: Soundness) =>
    checker.wrote(id, { tab: 'tab', index, is });
  ids.forEach((id, index) => wrote(id, index, 'sound'));
  for (const { id, body } of log) if (body.kind !== 'text') wrote(id, 9, 'open');
  for (const each of log) checker.appended(EPOCH, each);
  const view = shown(log.reduce<readonly Shown[]>((all, each) => fold(all, each), []));
  checker.settled([{ view, position: { epoch: EPOCH, seq: log.length } }]);
}

const logOf = (...of: string[]) => of.map((id, index) => entry(index + 1, id));
const sound = logOf(first, second, third);
const change = (body: Body) => [...sound, entry(4, freshId(22), body)];

test('a sound log is found to be sound, changes and all', () => {
  judge(sound);
  judge(change({ kind: 'edit', target: first, text: 'other words' }));
  judge(change({ kind: 'delete', target: first }));
  judge(change({ kind: 'reaction', target: first, emoji: '+1', on: true }));
});

test('a change that its author was told is refused may stand anywhere, as a late copy', () => {
  const late = (isRefused: boolean) => () => {
    const checker = new DeliveryChecker(freshId(32));
    checker.began(EPOCH);
    checker.wrote(first, { tab: 'tab', index: 1, is: 'open' });
    checker.wrote(second, { tab: 'tab', index: 2, is: 'sound' });
    if (isRefused) checker.refused(first, EPOCH);
    checker.appended(EPOCH, entry(1, second));
    checker.appended(EPOCH, entry(2, first, { kind: 'delete', target: second }));
  };
  expect(late(false)).toThrow(/^I5/);
  expect(late(true)).not.toThrow();
});

test.each<[string, RegExp, () => void]>([
  ['a lost entry', /^I1/, () => judge(logOf(first, third))],
  ['a doubled entry', /^I3/, () => judge(logOf(first, second, second, third))],
  ['two swapped entries', /^I5/, () => judge(logOf(second, first, third))],
  ['an entry of nobody', /^I2/, () => judge(logOf(first, second, third, freshId(22)))],
  ['a hole in the numbers', /^I4/, () => judge([entry(1, first), entry(3, second)])],
  ['a message that is shown twice', /^I3/, () => judge(sound, (view) => [...view, view[0]!])],
  ['a message that is not shown', /^I4/, () => judge(sound, ([one, , three]) => [one!, three!])],
  [
    'an edit that is not shown',
    /^I4/,
    () =>
      judge(change({ kind: 'edit', target: third, text: 'other words' }), (view) =>
        view.map((each) => ({ ...each, text: each.id })),
      ),
  ],
  [
    'a deleted text that is shown',
    /^I4/,
    () =>
      judge(change({ kind: 'delete', target: third }), (view) =>
        view.map((each) => ({ ...each, text: each.id })),
      ),
  ],
  [
    'a reaction that is not shown',
    /^I4/,
    () =>
      judge(change({ kind: 'reaction', target: third, emoji: '+1', on: true }), (view) =>
        view.map((each) => ({ ...each, reactions: [] })),
      ),
  ],
])('%s is found', (_, invariant, run) => {
  expect(run).toThrow(invariant);
});
