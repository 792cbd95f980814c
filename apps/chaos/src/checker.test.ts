import { describe, expect, test } from 'vitest';
import { checkRoom, HARMS, type Counts } from './checker.ts';
import { ListWatch } from './list-watch.ts';
import type {
  Change,
  ProducerRecord,
  RoomRecord,
  ShownMessage,
  Submission,
} from './room-record.ts';

const EPOCH = 'epoch-2';
const none: Counts = { lost: 0, duplicate: 0, reordered: 0, diverged: 0, phantom: 0 };

const written = (
  id: string,
  at: number,
  change: Change = { kind: 'text', text: id },
): Submission => ({
  id,
  change,
  at,
  acked: { at: at + 1, epoch: EPOCH },
  refused: null,
  waitedOut: false,
});

const shown = (id: string, seq: number, from: string): ShownMessage => ({
  id,
  seq,
  from,
  text: id,
  reactions: [],
});

const producerOf = (user: string, submissions: Submission[]): ProducerRecord => ({
  producer: `tab of ${user}`,
  user,
  submissions,
  epochChanges: [],
  isAlive: true,
  isMerged: false,
});

/** Ann and Bob wrote three messages each, in turns, and three people saw all of them. */
function cleanRun(): RoomRecord & { ann: ProducerRecord; bob: ProducerRecord } {
  const ann = producerOf('ann', [written('a1', 10), written('a2', 30), written('a3', 50)]);
  const bob = producerOf('bob', [written('b1', 20), written('b2', 40), written('b3', 60)]);
  const ids = ['a1', 'b1', 'a2', 'b2', 'a3', 'b3'];
  const list = () =>
    ids.map((id, index) => shown(id, index + 1, id.startsWith('a') ? 'ann' : 'bob'));
  const view = (viewer: string) => ({ viewer, epoch: EPOCH, messages: list() });
  return {
    ann,
    bob,
    producers: [ann, bob],
    views: [view('ann'), view('bob'), view('cleo')],
    log: view('the log'),
  };
}

/** Does the same to every list, as a server would that did it to the log. */
function everywhere(record: RoomRecord, doctor: (list: ShownMessage[]) => ShownMessage[]): void {
  for (const view of [record.log, ...record.views]) view.messages = doctor([...view.messages]);
}

const counts = (record: RoomRecord): Counts => {
  const { lost, duplicate, reordered, diverged, phantom } = checkRoom(record);
  return { lost, duplicate, reordered, diverged, phantom };
};

const renumber = (list: ShownMessage[]) => list.map((m, index) => ({ ...m, seq: index + 1 }));

test('a clean run passes', () => {
  expect(checkRoom(cleanRun())).toEqual({ ...none, findings: [] });
  expect(HARMS).toHaveLength(5);
});

describe('doctored logs', () => {
  test('a lost message is found', () => {
    const run = cleanRun();
    everywhere(run, (list) => renumber(list.filter(({ id }) => id !== 'b2')));
    expect(counts(run)).toEqual({ ...none, lost: 1 });
  });

  test('one that was never confirmed is lost as well, if its author lived to the end', () => {
    const run = cleanRun();
    run.bob.submissions.push({ ...written('b4', 70), acked: null });
    expect(counts(run)).toEqual({ ...none, lost: 1 });
    run.bob.isAlive = false;
    expect(counts(run)).toEqual(none);
  });

  test('of a tab that was closed, what the last epoch confirmed is lost', () => {
    const run = cleanRun();
    run.bob.isAlive = false;
    everywhere(run, (list) => renumber(list.filter(({ id }) => id !== 'b2')));
    expect(counts(run)).toEqual({ ...none, lost: 1 });
    run.bob.submissions[1]!.acked = { at: 41, epoch: 'epoch-1' };
    expect(counts(run)).toEqual(none);
  });

  test('a doubled message is found, in every list', () => {
    const run = cleanRun();
    everywhere(run, (list) => renumber([...list, shown('b3', 7, 'bob')]));
    expect(counts(run)).toEqual({ ...none, duplicate: 4 });
  });

  test('a message doubled for one viewer alone is found', () => {
    const run = cleanRun();
    const [view] = run.views;
    view!.messages = [shown('a1', 1, 'ann'), ...view!.messages.slice(1), shown('b3', 7, 'bob')];
    expect(counts(run)).toMatchObject({ duplicate: 1, lost: 0 });
    expect(counts(run).diverged).toBeGreaterThan(0);
  });

  test('two swapped messages of one author are found', () => {
    const run = cleanRun();
    everywhere(run, ([a1, b1, a2, b2, a3, b3]) => renumber([a2!, b1!, a1!, b2!, a3!, b3!]));
    expect(counts(run)).toEqual({ ...none, reordered: 4 });
  });

  test('two swapped messages of two authors are no harm in themselves', () => {
    const run = cleanRun();
    everywhere(run, ([a1, b1, ...rest]) => renumber([b1!, a1!, ...rest]));
    expect(counts(run)).toEqual(none);
  });

  test('but they are for one who sees them otherwise than the log', () => {
    const run = cleanRun();
    const [a1, b1, ...rest] = run.views[2]!.messages;
    run.views[2]!.messages = [b1!, a1!, ...rest];
    expect(counts(run)).toEqual({ ...none, reordered: 1, diverged: 2 });
  });

  test('one who misses the last message has diverged', () => {
    const run = cleanRun();
    run.views[0]!.messages = run.views[0]!.messages.slice(0, -1);
    expect(counts(run).diverged).toBeGreaterThan(0);
  });

  test('one who misses the first of few has diverged; of many, a snapshot holds the newest', () => {
    const run = cleanRun();
    run.views[0]!.messages = run.views[0]!.messages.slice(1);
    expect(counts(run)).toEqual({ ...none, diverged: 1 });
    const many = Array.from({ length: 250 }, (_, i) => `a${i}`);
    run.ann.submissions = many.map((id, at) => written(id, at));
    run.bob.submissions = [];
    everywhere(run, () => many.map((id, i) => shown(id, i + 1, 'ann')));
    run.views[0]!.messages = run.views[0]!.messages.slice(50);
    expect(counts(run)).toEqual(none);
    run.views[0]!.messages = run.views[0]!.messages.slice(1);
    expect(counts(run)).toEqual({ ...none, diverged: 1 });
  });

  test('one who stayed in an old epoch has diverged', () => {
    const run = cleanRun();
    run.views[1]!.epoch = 'epoch-1';
    expect(counts(run)).toEqual({ ...none, diverged: 1 });
  });

  test('a message that nobody wrote, or another person, is a phantom', () => {
    const run = cleanRun();
    everywhere(run, (list) => [...list, shown('x', 7, 'ann')]);
    expect(counts(run)).toEqual({ ...none, phantom: 1 });
    const forged = cleanRun();
    everywhere(forged, (list) => list.map((m) => (m.id === 'b2' ? { ...m, from: 'ann' } : m)));
    expect(counts(forged)).toEqual({ ...none, phantom: 1 });
  });

  test('a message refused without a reason is lost', () => {
    const run = cleanRun();
    run.bob.submissions.push({ ...written('b4', 70), acked: null, refused: 'out-of-order' });
    expect(counts(run)).toEqual({ ...none, lost: 1 });
  });
});

describe('a log that began anew [P25]', () => {
  /** 80 messages of Ann, all confirmed by the old epoch; the new one begins at `change`. */
  function restarted(change: number, kept: number): RoomRecord {
    const ids = Array.from({ length: 80 }, (_, i) => `a${i}`);
    const submissions = ids.map((id, at) => written(id, at));
    for (const submission of submissions) submission.acked!.epoch = 'epoch-1';
    const ann = { ...producerOf('ann', submissions), epochChanges: [5, change] };
    const messages = ids.slice(-kept).map((id, i) => shown(id, i + 1, 'ann'));
    const view = (viewer: string) => ({ viewer, epoch: EPOCH, messages });
    return { producers: [ann], views: [view('ann')], log: view('the log') };
  }

  test('within a minute, everything comes back', () => {
    expect(counts(restarted(1_000, 80))).toEqual(none);
    expect(counts(restarted(1_000, 79))).toEqual({ ...none, lost: 1 });
  });

  test('later, the last 50 do', () => {
    expect(counts(restarted(70_000, 50))).toEqual(none);
    expect(counts(restarted(70_000, 49))).toEqual({ ...none, lost: 1 });
    expect(counts(restarted(70_000, 60))).toEqual(none);
  });
});

describe('changes [P27]', () => {
  function changed(change: Change, doctor: (message: ShownMessage) => ShownMessage): Counts {
    const run = cleanRun();
    run.ann.submissions.push(written('c1', 80, change));
    everywhere(run, (list) => list.map((m) => (m.id === 'a1' ? doctor(m) : m)));
    return counts(run);
  }

  const same = (message: ShownMessage) => message;
  const edit = { kind: 'edit', target: 'a1', text: 'new' } as const;
  const erase = { kind: 'delete', target: 'a1' } as const;
  const react = { kind: 'reaction', target: 'a1', emoji: '+', on: true } as const;

  test('an edit and a deletion are to be seen', () => {
    expect(changed(edit, (m) => ({ ...m, text: 'new' }))).toEqual(none);
    expect(changed(edit, same)).toEqual({ ...none, lost: 1 });
    expect(changed(edit, (m) => ({ ...m, text: 'other' }))).toEqual({ ...none, phantom: 1 });
    expect(changed(erase, (m) => ({ ...m, text: null }))).toEqual(none);
    expect(changed(erase, same)).toEqual({ ...none, lost: 1 });
  });

  test('what was deleted need not be in a log that began anew, but in the one that confirmed it', () => {
    const run = cleanRun();
    run.ann.submissions.push(written('c1', 80, erase));
    everywhere(run, (list) => renumber(list.filter(({ id }) => id !== 'a1')));
    expect(counts(run)).toEqual({ ...none, lost: 1 });
    run.ann.submissions[0]!.acked = { at: 11, epoch: 'epoch-1' };
    expect(counts(run)).toEqual(none);
  });

  test('a reaction is to be seen, and none that nobody gave', () => {
    const given = (m: ShownMessage) => ({ ...m, reactions: [{ emoji: '+', users: ['ann'] }] });
    expect(changed(react, given)).toEqual(none);
    expect(changed(react, same)).toEqual({ ...none, lost: 1 });
    expect(changed(edit, (m) => ({ ...given(m), text: 'new' }))).toEqual({ ...none, phantom: 1 });
    expect(changed({ ...react, on: false }, given)).toEqual({ ...none, lost: 1 });
  });

  test('a change to a deleted message may be refused; to another it may not', () => {
    const run = cleanRun();
    run.ann.submissions.push(written('c1', 80, erase));
    run.bob.submissions.push({
      ...written('c2', 81, react),
      acked: null,
      refused: 'message-unknown',
    });
    everywhere(run, (list) => list.map((m) => (m.id === 'a1' ? { ...m, text: null } : m)));
    expect(counts(run)).toEqual(none);
    const other = cleanRun();
    const refused = { ...written('c2', 81, react), acked: null, refused: 'message-unknown' };
    other.bob.submissions.push(refused);
    expect(counts(other)).toEqual({ ...none, lost: 1 });
  });
});

test('a list that is wrong for a moment is seen', () => {
  const watch = new ListWatch();
  const list = [shown('a1', 1, 'ann'), shown('b1', 2, 'bob')];
  for (let i = 0; i < 16; i++) watch.see(list, [{ id: 'a2' }]);
  expect(watch.harms).toEqual({ duplicate: 0, reordered: 0 });
  for (let i = 0; i < 16; i++) watch.see(list, [{ id: 'b1' }]);
  expect(watch.harms).toEqual({ duplicate: 1, reordered: 0 });
  watch.see([...list].reverse(), []);
  expect(watch.harms).toEqual({ duplicate: 1, reordered: 1 });
});
