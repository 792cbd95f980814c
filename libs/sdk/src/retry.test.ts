import { LIMITS } from '@chat/protocol';
import { describe, expect, test } from 'vitest';
import { outgoing } from './outbox.ts';
import { initialRoomState, type RoomInput, type RoomState } from './room-state.ts';
import { entry, ids, message, posted, resumed, snapshot } from './testing/frames.ts';
import { connected, mine, NOW, playAt as at } from './testing/play.ts';

const LATE = NOW + LIMITS.outboxMs;
/** What was sent as `text 1` and got its answer never. */
const body = { kind: 'text', text: 'text 1' } as const;
const first = entry(1, { ...mine, body });
const retried = ids.message(9);

const shown = ({ outbox }: RoomState) => outbox.map(({ id, status, body }) => [id, status, body]);
const post: RoomInput = { type: 'post', id: first.id, body };
const retry: RoomInput = { type: 'retry', id: first.id, newId: retried };
const tick: RoomInput = { type: 'tick' };

/** Sent, cut off, and so old by now that it does not go by itself. */
function expired(): RoomState {
  const sent: RoomInput = { type: 'sent', id: first.id, n: 1 };
  const lost = at(NOW, initialRoomState, connected, snapshot([]), post, sent, {
    type: 'disconnected',
  });
  const state = at(LATE, at(NOW, lost, tick), tick);
  expect(state.outbox).toMatchObject([{ status: 'expired', doubtful: true }]);
  return state;
}

describe('Retry of a text whose outcome nobody heard', () => {
  test('[P22] it is not sent again when the answer to join shows that it arrived', () => {
    const state = at(LATE, expired(), retry, connected, resumed([first], { posted: 1 }));
    expect(state.messages).toMatchObject([{ id: first.id, text: 'text 1' }]);
    expect(state.outbox).toEqual([]);
    expect(state.acked).toMatchObject([{ id: first.id, seq: 1 }]);
  });

  test('[P22] the same by a snapshot', () => {
    const state = at(LATE, expired(), retry, connected, snapshot([message(1, mine)]));
    expect(state.outbox).toEqual([]);
  });

  test('[P22] it goes under its new id when it never arrived', () => {
    const careful = at(LATE, expired(), retry, connected, resumed([]), tick);
    const state = at(LATE + LIMITS.serverSilenceMs, careful, tick);
    expect(outgoing(state)).toMatchObject([{ id: retried, body }]);
  });

  test('[P22] it waits as long as its copy can still get there, however often the socket is lost', () => {
    let state = at(LATE, expired(), retry, connected, resumed([]), tick);
    expect(outgoing(state)).toEqual([]);
    for (const later of [10_000, 20_000, 30_000, 40_000]) {
      state = at(LATE + later, state, { type: 'disconnected' }, connected, resumed([]), tick);
    }
    expect(at(LATE + 40_000, state, posted(first)).outbox).toEqual([]);
    const free = at(LATE + LIMITS.serverSilenceMs, state, tick);
    expect(outgoing(free)).toMatchObject([{ id: retried }]);
  });

  test('[P22] a clock that was set back holds it no longer', () => {
    const held = at(LATE, expired(), retry, connected, resumed([]));
    const state = at(LATE - 600_000, held, tick);
    expect(state.outbox[0]).not.toHaveProperty('heldUntil');
  });

  test('[P22] words that were changed meanwhile become an edit of what arrived', () => {
    const rewritten: RoomInput = { type: 'rewrite', id: first.id, text: 'better' };
    const state = at(LATE, expired(), rewritten, retry, connected, resumed([first]));
    const edit = { kind: 'edit', target: first.id, text: 'better' };
    expect(shown(state)).toEqual([[retried, 'unsent', edit]]);
    expect(outgoing(state)).toMatchObject([{ body: edit }]);
  });

  test('[P22] what arrived and was deleted by another tab of mine stays deleted', () => {
    const deleted = { ...first, body: { kind: 'void' } as const };
    const state = at(LATE, expired(), retry, connected, resumed([deleted]));
    expect(state.outbox).toEqual([]);
    expect(state.acked).toEqual([]);
  });

  test('[P22] retried twice, it is still told by the id under which it was sent', () => {
    const waited = at(LATE + LIMITS.outboxMs, at(LATE, expired(), retry), tick);
    const twice: RoomInput = { type: 'retry', id: retried, newId: ids.message(10) };
    const state = at(LATE + LIMITS.outboxMs, waited, twice);
    expect(state.outbox).toMatchObject([{ id: ids.message(10), replaces: first.id }]);
    expect(at(LATE, state, connected, resumed([first])).outbox).toEqual([]);
  });

  test('[P21] what somebody else posted under that id confirms nothing', () => {
    const state = at(LATE, expired(), retry, connected, resumed([entry(1)]));
    expect(state.outbox).toMatchObject([{ id: retried, status: 'unsent' }]);
  });
});
