import { type Body } from '@chat/protocol';
import { expect, test } from 'vitest';
import { outgoing } from './outbox.ts';
import { applyRoomInput } from './room-reducer.ts';
import { initialRoomState, type RoomInput, type RoomState } from './room-state.ts';
import { entry, epoch, ids, posted, snapshot } from './testing/frames.ts';

const NOW = 1_000_000;
const connected: RoomInput = { type: 'connected', me: ids.ann };
const mine = { from: ids.ann, name: 'Ann' };
const continued = (state: RoomState, ...inputs: RoomInput[]) =>
  inputs.reduce((next, input) => applyRoomInput(next, input, NOW), state);
const after = (...inputs: RoomInput[]) => continued(initialRoomState, connected, ...inputs);
const sent = (state: RoomState): RoomState => {
  const inputs = outgoing(state).map(({ id, n }): RoomInput => ({ type: 'sent', id, n }));
  return continued(state, ...inputs);
};
const post = (n: number, body: Body): RoomInput => ({ type: 'post', id: ids.message(n), body });

const answer: Body = { kind: 'text', text: 'yes', replyTo: ids.message(7) };

test('[P27] an answer says what it answers: before and after it is confirmed, and in other words', () => {
  const rewritten: RoomInput = { type: 'rewrite', id: ids.message(1), text: 'no' };
  const waitingAnswer = after(snapshot([]), post(1, answer), rewritten);
  expect(outgoing(waitingAnswer)).toMatchObject([{ body: { ...answer, text: 'no' } }]);
  const confirmed = continued(sent(waitingAnswer), posted(entry(1, { ...mine, body: answer })));
  expect(confirmed.messages).toMatchObject([{ replyTo: ids.message(7) }]);
});

test('[P25] offered again an answer still says what it answers', () => {
  const old = continued(
    sent(after(snapshot([]), post(1, answer))),
    posted(entry(1, { ...mine, body: answer })),
  );
  const state = continued(
    old,
    { type: 'disconnected' },
    connected,
    snapshot([], { epoch: epoch(2) }),
  );
  expect(outgoing(state)).toMatchObject([{ id: ids.message(1), body: answer }]);
});
