import { LIMITS, type Body, type Message } from '@chat/protocol';
import { describe, expect, test } from 'vitest';
import { outgoing } from './outbox.ts';
import { applyRoomInput } from './room-reducer.ts';
import type { RoomInput, RoomState } from './room-state.ts';
import {
  entry,
  epoch,
  ids,
  message,
  posted,
  rejected,
  resumed,
  snapshot,
} from './testing/frames.ts';
import { after, connected, continued, mine, NOW, post, sent } from './testing/play.ts';

const texts = ({ messages }: RoomState) => messages.map(({ text }) => text);
const waiting = ({ outbox }: RoomState) => outbox.map(({ id, status, n }) => [id, status, n]);

describe('the log', () => {
  test('[P20] entries apply in the order of the log, void ones too', () => {
    const state = after(
      snapshot([message(1)]),
      posted(entry(2, { body: { kind: 'void' } })),
      posted(entry(3)),
    );
    expect(texts(state)).toEqual(['text 1', 'text 3']);
    expect(state.position).toEqual({ epoch: epoch(1), seq: 3 });
  });

  test('[P13] an entry that came before is not shown twice', () => {
    expect(texts(after(snapshot([message(1)]), posted(entry(1))))).toEqual(['text 1']);
  });

  test.each<[string, RoomInput]>([
    ['a hole', posted(entry(3))],
    ['another epoch', posted(entry(2), epoch(2))],
    ['[P4] a heartbeat that is ahead', { type: 'log-end', position: { epoch: epoch(1), seq: 2 } }],
    [
      '[P4] a heartbeat of another epoch',
      { type: 'log-end', position: { epoch: epoch(2), seq: 1 } },
    ],
    ['[P4] a heartbeat that does not know me here', { type: 'log-end', position: null }],
  ])('[P13] %s: the room is joined again, and nothing is shown of it', (_, input) => {
    const state = after(snapshot([message(1)]), input);
    expect(state.phase).toEqual({ status: 'joining' });
    expect(texts(state)).toEqual(['text 1']);
  });

  test('[P4] a heartbeat that knows no more than I do changes nothing', () => {
    const state = after(snapshot([message(1)]));
    const end: RoomInput = { type: 'log-end', position: { epoch: epoch(1), seq: 1 } };
    expect(continued(state, end)).toBe(state);
  });

  test('[P13] resumed brings exactly what was missed', () => {
    const state = after(
      snapshot([message(1)]),
      { type: 'disconnected' },
      resumed([entry(2), entry(3)], { posted: 4 }),
    );
    expect(texts(state)).toEqual(['text 1', 'text 2', 'text 3']);
    expect(state).toMatchObject({ posted: 4, phase: { status: 'joined' }, position: { seq: 3 } });
  });

  test.each([
    ['begins too late', resumed([entry(3)])],
    ['has a hole', resumed([entry(2), entry(4)])],
    ['ends too early', resumed([entry(2)], { seq: 3 })],
    ['is of another epoch', resumed([entry(2)], { epoch: epoch(2) })],
  ])('[P13] a resumed that %s is not applied at all', (_, frame) => {
    const state = after(snapshot([message(1)]), frame);
    expect(texts(state)).toEqual(['text 1']);
    expect(state).toMatchObject({ phase: { status: 'joining' }, setbacks: 1 });
  });

  test('[P26] a room shows no more than it keeps', () => {
    const all = Array.from({ length: LIMITS.historyMessages }, (_, index) => message(index + 1));
    const state = after(snapshot(all), posted(entry(all.length + 1)));
    expect(state.messages).toHaveLength(LIMITS.historyMessages);
    expect(state).toMatchObject({ more: true, messages: { 0: { seq: 2 } } });
  });
});

describe('the outbox', () => {
  test('[P24] entries leave in order, numbered from the newest one that the log has', () => {
    const state = sent(after(post(1), post(2), snapshot([], { posted: 7 })));
    expect(waiting(state)).toEqual([
      [ids.message(1), 'sent', 8],
      [ids.message(2), 'sent', 9],
    ]);
  });

  test('[P21] my own entry confirms what I posted, and the numbers go on', () => {
    const state = sent(
      continued(sent(after(snapshot([]), post(1))), posted(entry(1, mine)), post(2)),
    );
    expect(waiting(state)).toEqual([[ids.message(2), 'sent', 2]]);
    expect(state.acked).toMatchObject([{ id: ids.message(1), seq: 1 }]);
  });

  test('[P21] an entry of somebody else confirms nothing of mine, whatever its id', () => {
    const state = continued(sent(after(snapshot([]), post(1))), posted(entry(1)));
    expect(waiting(state)).toEqual([[ids.message(1), 'sent', 1]]);
  });

  test('[P22] an acknowledgement of what was in the log before is one, too', () => {
    const old = snapshot([message(8)], { more: true });
    const state = continued(sent(after(old, post(1))), posted(entry(1, mine)));
    expect(state).toMatchObject({ outbox: [], position: { seq: 8 }, posted: 1 });
    expect(state.messages).toHaveLength(1);
  });

  test('[P22] after a loss, what was not confirmed goes again with the same ids', () => {
    const before = sent(after(snapshot([]), post(1), post(2), post(3)));
    const back = resumed([entry(1, mine)], { posted: 1 });
    const again = sent(continued(before, { type: 'disconnected' }, connected, back));
    // One by one, as long as old copies may be on their way.
    expect(waiting(again)).toEqual([
      [ids.message(2), 'sent', 2],
      [ids.message(3), 'unsent', 3],
    ]);
    const next = sent(continued(again, posted(entry(2, mine))));
    expect(waiting(next)).toEqual([[ids.message(3), 'sent', 3]]);
  });

  test('[P24] they go several at once again when no old copy can be left', () => {
    const lost = continued(sent(after(snapshot([]), post(1), post(2))), { type: 'disconnected' });
    const careful = continued(lost, { type: 'tick' }, connected, resumed([]));
    expect(outgoing(careful)).toHaveLength(1);
    const later = NOW + LIMITS.serverSilenceMs;
    expect(
      outgoing(applyRoomInput(continued(careful, { type: 'tick' }), { type: 'tick' }, later)),
    ).toHaveLength(2);
  });

  test('[P22] what is older than the server remembers ids is not sent by itself', () => {
    const old = applyRoomInput(after(post(1)), { type: 'tick' }, NOW + LIMITS.outboxMs);
    const state = continued(old, snapshot([]));
    expect(waiting(state)).toEqual([[ids.message(1), 'expired', undefined]]);
    expect(outgoing(state)).toEqual([]);
  });

  test('[P22] a clock that was set back does not make old entries young', () => {
    const hour = 3_600_000;
    const state = applyRoomInput(after(post(1)), { type: 'tick' }, NOW - hour);
    expect(waiting(state)).toEqual([[ids.message(1), 'expired', undefined]]);
  });

  test('[P22] what expired or failed goes again under a new id, as the newest', () => {
    const old = applyRoomInput(after(post(1)), { type: 'tick' }, NOW + LIMITS.outboxMs);
    const again: RoomInput = { type: 'retry', id: ids.message(1), newId: ids.message(9) };
    const state = continued(old, post(2), again);
    expect(waiting(state)).toEqual([
      [ids.message(2), 'unsent', undefined],
      [ids.message(9), 'unsent', undefined],
    ]);
  });

  test('[P23] a text that every server refuses is not even sent', () => {
    const long = 'x'.repeat(LIMITS.textLength + 1);
    const state = after(
      snapshot([]),
      post(1, { kind: 'text', text: long }),
      post(2, { kind: 'edit', target: ids.message(5), text: ' ' }),
    );
    expect(state.outbox).toMatchObject([{ code: 'text-too-long' }, { code: 'text-empty' }]);
    expect(outgoing(state)).toEqual([]);
  });

  test('[P11] another person says nothing of what the one before wrote', () => {
    const state = after(snapshot([]), post(1), { type: 'connected', me: ids.bob }, snapshot([]));
    expect(outgoing(state)).toEqual([]);
    expect(state.outbox).toMatchObject([{ status: 'expired' }]);
  });
});

describe('a new epoch', () => {
  const anew = (messages: Message[] = [], seq = messages.at(-1)?.seq ?? 0) =>
    snapshot(messages, { epoch: epoch(2), seq });
  const acknowledged = (...bodies: Body[]) =>
    bodies.reduce(
      (state, body, index) =>
        continued(
          sent(continued(state, post(index + 1, body))),
          posted(entry(index + 1, { ...mine, body })),
        ),
      after(snapshot([])),
    );
  const bodies = ({ outbox }: RoomState) => outbox.map(({ body }) => body);
  const text = (words: string): Body => ({ kind: 'text', text: words });
  const edit = (words: string): Body => ({ kind: 'edit', target: ids.message(1), text: words });

  test('[P25] what is missing goes again first, in order, with the same ids and new numbers', () => {
    const before = continued(acknowledged(text('one'), text('two')), post(3));
    const state = sent(continued(before, anew()));
    expect(waiting(state)).toEqual([
      [ids.message(1), 'sent', 1],
      [ids.message(2), 'sent', 2],
      [ids.message(3), 'sent', 3],
    ]);
  });

  test('[P25] what the new log has is not offered', () => {
    const kept = message(1, { ...mine, text: 'one' });
    expect(bodies(continued(acknowledged(text('one'), text('two')), anew([kept])))).toEqual([
      text('two'),
    ]);
  });

  test('[P13] a snapshot of the same epoch brings nothing confirmed back', () => {
    const state = continued(acknowledged(text('one')), snapshot([message(9)], { more: true }));
    expect(state.outbox).toEqual([]);
  });

  test('[P25] a message is offered with the words that it has by now', () => {
    const state = continued(acknowledged(text('one'), edit('other'), edit('last')), anew());
    expect(bodies(state)).toEqual([text('last'), edit('last')]);
  });

  test('[P25] a message that I deleted is not offered', () => {
    const gone: Body = { kind: 'delete', target: ids.message(1) };
    expect(bodies(continued(acknowledged(text('one'), gone), anew()))).toEqual([]);
  });

  test('[P25] a deletion that the new log does not know is', () => {
    const gone: Body = { kind: 'delete', target: ids.message(1) };
    const back = message(1, { ...mine, text: 'one' });
    expect(bodies(continued(acknowledged(text('one'), gone), anew([back])))).toEqual([gone]);
  });

  test('[P25] an edit that another tab made since is not undone', () => {
    const newer = message(1, { ...mine, text: 'from elsewhere', editedAt: 9_999 });
    expect(bodies(continued(acknowledged(text('one'), edit('mine')), anew([newer])))).toEqual([]);
  });

  test('[P25] an old text that may stand above what the snapshot shows is left alone', () => {
    const before = acknowledged(text('one'));
    const shown = snapshot([message(30)], { epoch: epoch(2), more: true });
    const later = applyRoomInput(before, shown, NOW + LIMITS.outboxMs);
    expect(later.outbox).toEqual([]);
    expect(bodies(applyRoomInput(before, shown, NOW + 1))).toEqual([text('one')]);
  });

  const reaction: Body = { kind: 'reaction', target: ids.message(50), emoji: '👍', on: true };
  const offered = () => {
    const seen = after(snapshot([message(50)]), post(51, reaction));
    const state = continued(sent(seen), posted(entry(51, { ...mine, body: reaction })), anew());
    return sent(continued(state, post(52)));
  };
  const refusal = rejected({ id: ids.message(51), n: 1, code: 'message-unknown' });
  const line = ({ outbox }: RoomState) =>
    outbox.map(({ id, status }) => `${id.slice(-2)} ${status}`);

  test('[P25] a change whose message is not back waits for it, and lets others by', () => {
    const state = sent(continued(offered(), refusal));
    expect(waiting(state)).toEqual([
      [ids.message(51), 'waiting', undefined],
      [ids.message(52), 'sent', 1],
    ]);
    const back = continued(
      state,
      posted(entry(1, { id: ids.message(50) }), epoch(2)),
      posted(entry(2, { id: ids.message(52), ...mine }), epoch(2)),
    );
    expect(outgoing(back)).toMatchObject([{ id: ids.message(51), n: 2 }]);
  });

  test('[P25] a message that a snapshot does not show may be back above it: the change is tried again', () => {
    const more = snapshot([message(90)], { epoch: epoch(2), more: true });
    const state = continued(offered(), refusal, more);
    expect(line(state)).toEqual(['52 unsent', '51 unsent']);
  });

  test('[P25] it does not wait for ever', () => {
    const state = continued(offered(), refusal);
    const later = applyRoomInput(state, { type: 'tick' }, NOW + LIMITS.reofferMs);
    expect(later.outbox.map(({ id }) => id)).toEqual([ids.message(52)]);
  });

  const off: Body = { ...reaction, on: false };

  test('[P24] a later change to the same waits too, and goes behind it, as a copy of it may come late', () => {
    const state = continued(offered(), refusal, post(53, off));
    expect(line(state)).toEqual(['51 waiting', '52 unsent', '53 waiting']);
    const back = continued(state, posted(entry(1, { id: ids.message(50) }), epoch(2)));
    expect(line(back)).toEqual(['52 unsent', '51 unsent', '53 unsent']);
  });

  test('[P25] a later change to the same takes its place once no copy of it can come', () => {
    const careful = continued(offered(), refusal, { type: 'tick' });
    const calm = applyRoomInput(careful, { type: 'tick' }, NOW + LIMITS.serverSilenceMs);
    const state = continued(calm, post(53, off));
    expect(state.outbox.map(({ id }) => id)).toEqual([ids.message(52), ids.message(53)]);
  });
});

describe('refusals', () => {
  const three = () => sent(after(snapshot([]), post(1), post(2), post(3)));

  test('[P3] a refused text stays, with the reason; those behind it move up', () => {
    const refusal = rejected({ id: ids.message(1), n: 1, code: 'id-taken' });
    const state = continued(three(), refusal);
    expect(waiting(sent(state))).toEqual([
      [ids.message(1), 'failed', undefined],
      [ids.message(2), 'sent', 1],
      [ids.message(3), 'sent', 2],
    ]);
    expect(state.outbox[0]?.code).toBe('id-taken');
  });

  test('[P24] a refusal of a number that the entry has no more is stale', () => {
    const moved = sent(
      continued(three(), rejected({ id: ids.message(1), n: 1, code: 'id-taken' })),
    );
    const stale = rejected({ id: ids.message(2), n: 2, code: 'out-of-order' });
    expect(continued(moved, stale)).toBe(moved);
  });

  test.each(['epoch-stale', 'out-of-order', 'not-a-member'] as const)(
    '[P24] after %s the room is joined again, and all goes again',
    (code) => {
      const state = continued(three(), rejected({ id: ids.message(1), n: 1, code }));
      expect(state.phase).toEqual({ status: 'joining' });
      expect(state.outbox.map(({ status }) => status)).toEqual(['unsent', 'unsent', 'unsent']);
    },
  );

  test.each(['unavailable', 'internal'] as const)('after %s all goes again, later', (code) => {
    const state = continued(three(), rejected({ id: ids.message(1), n: 1, code }));
    expect(state).toMatchObject({ phase: { status: 'joined' }, setbacks: 1 });
    expect(waiting(sent(state)).map(([, , n]) => n)).toEqual([1, 2, 3]);
  });

  test('[P27] a change of a message that is gone for good fails', () => {
    const change = post(9, { kind: 'edit', target: ids.message(1), text: 'other' });
    const state = sent(after(snapshot([message(1, mine)]), change));
    const refusal = rejected({ id: ids.message(9), n: 1, code: 'message-unknown' });
    expect(continued(state, refusal).outbox).toMatchObject([{ status: 'failed' }]);
  });

  test('[P27] a change of a message that was deleted meanwhile is over', () => {
    const change = post(9, { kind: 'reaction', target: ids.message(1), emoji: '👍', on: true });
    const state = continued(
      sent(after(snapshot([message(1)]), change)),
      posted(entry(2, { body: { kind: 'delete', target: ids.message(1) } })),
      rejected({ id: ids.message(9), n: 1, code: 'message-unknown' }),
    );
    expect(state.outbox).toEqual([]);
  });

  test('[P27] a new text for a message that was deleted meanwhile fails, so that it can be kept', () => {
    const change = post(9, { kind: 'edit', target: ids.message(1), text: 'other' });
    const state = continued(
      sent(after(snapshot([message(1, mine)]), change)),
      posted(entry(2, { ...mine, body: { kind: 'delete', target: ids.message(1) } })),
      rejected({ id: ids.message(9), n: 1, code: 'message-unknown' }),
    );
    expect(state.outbox).toMatchObject([{ status: 'failed', body: { text: 'other' } }]);
  });

  test('a text that fails takes the changes to it along, and means what they made of it', () => {
    const change = post(2, { kind: 'edit', target: ids.message(1), text: 'better' });
    const state = sent(after(snapshot([]), post(1), change));
    const refusal = rejected({ id: ids.message(1), n: 1, code: 'id-taken' });
    expect(continued(state, refusal).outbox).toMatchObject([
      { status: 'failed', body: { text: 'better' } },
    ]);
  });

  test.each(['room-unknown', 'room-full', 'room-locked'] as const)(
    '[P3] a refused join says %s',
    (code) => {
      const state = after(rejected({ request: 'join', code }));
      expect(state.phase).toEqual({ status: 'refused', code });
    },
  );

  test('a server that is busy is asked again', () => {
    const state = after(rejected({ request: 'join', code: 'unavailable' }));
    expect(state).toMatchObject({ phase: { status: 'joining' }, setbacks: 1 });
  });

  test('[P29] who is in and hears that the room cannot be told of joins again, with what is unconfirmed', () => {
    const before = sent(after(snapshot([]), post(1)));
    const state = continued(before, rejected({ request: 'join', code: 'unavailable' }));
    expect(state).toMatchObject({ phase: { status: 'joining' }, setbacks: 1 });
    expect(state.outbox).toMatchObject([{ id: ids.message(1), status: 'unsent' }]);
    // Of any other refusal of a join it did not ask for it knows nothing.
    expect(continued(before, rejected({ request: 'join', code: 'room-full' }))).toBe(before);
  });
});
