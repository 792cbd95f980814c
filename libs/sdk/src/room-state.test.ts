import { describe, expect, test } from 'vitest';
import { applyRoomInput, initialRoomState, type RoomInput, type RoomState } from './room-state.ts';
import { epoch, ids, member, message, posted, snapshot } from './testing/frames.ts';

const after = (...inputs: RoomInput[]): RoomState =>
  inputs.reduce(applyRoomInput, initialRoomState);
const event = (frame: unknown) => frame as RoomInput;
const entry = (n: number) => ({
  id: ids.message(n),
  text: `mine ${n}`,
  postedAt: 1,
  status: 'unsent' as const,
});
const seqs = ({ messages }: RoomState) => messages.map(({ seq }) => seq);

describe('messages', () => {
  test('[P13] a snapshot shows the whole log and who is in', () => {
    const state = after(snapshot([message(1), message(2)]));
    expect(state.phase).toEqual({ status: 'joined' });
    expect(seqs(state)).toEqual([1, 2]);
    expect(state.members.map(({ name }) => name)).toEqual(['Ann', 'Bob']);
  });

  test('[P20] messages stand in the order of the log', () => {
    const state = after(
      snapshot([message(1)]),
      event(posted(message(2))),
      event(posted(message(3))),
    );
    expect(seqs(state)).toEqual([1, 2, 3]);
  });

  test('[P13] a message that came before is not shown twice', () => {
    const state = after(snapshot([message(1), message(2)]), event(posted(message(2))));
    expect(seqs(state)).toEqual([1, 2]);
  });

  test('[P13] a hole is not shown: the room is joined again', () => {
    const state = after(snapshot([message(1)]), event(posted(message(3))));
    expect(seqs(state)).toEqual([1]);
    expect(state.phase).toEqual({ status: 'joining' });
  });

  test('a log whose beginning was trimmed goes on where it is', () => {
    const state = after(snapshot([message(41)]), event(posted(message(42))));
    expect(seqs(state)).toEqual([41, 42]);
  });

  test('[P25] a message of another epoch is not mixed in: the room is joined again', () => {
    const state = after(snapshot([message(1)]), event(posted(message(2), epoch(2))));
    expect(seqs(state)).toEqual([1]);
    expect(state.phase).toEqual({ status: 'joining' });
  });
});

describe('outbox', () => {
  test('[P21] my own message confirms what I posted', () => {
    const state = after(
      snapshot([]),
      { type: 'post', entry: entry(1) },
      { type: 'sent', id: ids.message(1) },
      event(posted(message(1, { from: ids.ann }))),
    );
    expect(state.outbox).toEqual([]);
    expect(seqs(state)).toEqual([1]);
  });

  test('[P22] after a loss, what was not confirmed is sent again in order with the same ids', () => {
    const state = after(
      snapshot([]),
      { type: 'post', entry: entry(1) },
      { type: 'post', entry: entry(2) },
      { type: 'post', entry: entry(3) },
      { type: 'sent', id: ids.message(1) },
      { type: 'sent', id: ids.message(2) },
      { type: 'disconnected' },
      // The first one had arrived before the socket broke.
      snapshot([message(1, { from: ids.ann })]),
    );
    expect(state.outbox.map(({ id, status }) => [id, status])).toEqual([
      [ids.message(2), 'unsent'],
      [ids.message(3), 'unsent'],
    ]);
  });

  const rejected = (code: string) =>
    event({
      type: 'rejected',
      request: 'post',
      room: ids.room,
      id: ids.message(1),
      code,
      message: '',
    });

  test('[P3] a refused message stays, with the reason', () => {
    const state = after(snapshot([]), { type: 'post', entry: entry(1) }, rejected('text-too-long'));
    expect(state.outbox).toMatchObject([{ status: 'failed', code: 'text-too-long' }]);
  });

  test('a refused message is sent again on demand, or forgotten', () => {
    const failed = after(snapshot([]), { type: 'post', entry: entry(1) }, rejected('internal'));
    expect(applyRoomInput(failed, { type: 'retry', id: ids.message(1) }).outbox).toEqual([
      entry(1),
    ]);
    expect(applyRoomInput(failed, { type: 'discard', id: ids.message(1) }).outbox).toEqual([]);
  });

  test('[P17] who is no member any more joins again and loses nothing', () => {
    const state = after(snapshot([]), { type: 'post', entry: entry(1) }, rejected('not-a-member'));
    expect(state.phase).toEqual({ status: 'joining' });
    expect(state.outbox).toMatchObject([{ status: 'unsent' }]);
  });
});

describe('members', () => {
  const cleo = member('C'.repeat(22), 'Cleo');
  const joined = event({ type: 'member-joined', room: ids.room, member: cleo, at: 5 });
  const left = event({
    type: 'member-left',
    room: ids.room,
    member: cleo.id,
    at: 6,
    reason: 'lost',
  });

  test('[P14] one who joins is listed and noted after the last message', () => {
    const state = after(snapshot([message(7)]), joined);
    expect(state.members.map(({ name }) => name)).toEqual(['Ann', 'Bob', 'Cleo']);
    expect(state.notices).toMatchObject([
      { kind: 'joined', after: 7, at: 5, member: { name: 'Cleo' } },
    ]);
  });

  test('[P15] one who leaves is noted with the reason', () => {
    const state = after(snapshot([]), joined, left);
    expect(state.members.map(({ name }) => name)).toEqual(['Ann', 'Bob']);
    expect(state.notices.at(-1)).toMatchObject({
      kind: 'left',
      reason: 'lost',
      member: { name: 'Cleo' },
    });
  });

  test('[P15] presence changes in place', () => {
    const away = { ...member(ids.bob, 'Bob'), presence: 'reconnecting' as const };
    const state = after(
      snapshot([]),
      event({ type: 'member-changed', room: ids.room, member: away }),
    );
    expect(state.members).toEqual([member(ids.ann, 'Ann'), away]);
    expect(state.notices).toEqual([]);
  });

  test('notices outlive a reconnect, but not a new log', () => {
    expect(
      after(snapshot([]), joined, { type: 'disconnected' }, snapshot([])).notices,
    ).toHaveLength(1);
    const anew = after(snapshot([]), joined, snapshot([], { epoch: epoch(2) }));
    expect(anew.notices).toEqual([]);
  });

  test('notices do not grow without bound', () => {
    const many = Array.from({ length: 300 }, () => [joined, left]).flat();
    expect(after(snapshot([]), ...many).notices).toHaveLength(200);
  });
});

describe('the end of a stay', () => {
  test.each(['room-unknown', 'room-full', 'room-locked'])('[P3] a refused join says %s', (code) => {
    const state = after(
      event({ type: 'rejected', request: 'join', room: ids.room, code, message: '' }),
    );
    expect(state.phase).toEqual({ status: 'refused', code });
  });

  test('[P16] who was removed is told so and is not joined again by a reconnect', () => {
    const state = after(
      snapshot([]),
      { type: 'room-left', room: ids.room, reason: 'removed' },
      { type: 'disconnected' },
    );
    expect(state.phase).toEqual({ status: 'left', reason: 'removed' });
  });

  test('[P16] an ended room is over', () => {
    const state = after(snapshot([]), { type: 'room-ended', room: ids.room });
    expect(state.phase).toEqual({ status: 'left', reason: 'ended' });
  });

  test('[P16] a new title and a lock are seen', () => {
    const state = after(
      snapshot([]),
      event({ type: 'room-changed', room: ids.room, title: 'Coffee', locked: true }),
    );
    expect(state.room).toMatchObject({ title: 'Coffee', locked: true });
  });
});
