import { type Body } from '@chat/protocol';
import { expect, test } from 'vitest';
import { outgoing } from './outbox.ts';
import type { RoomInput } from './room-state.ts';
import { entry, epoch, ids, posted, snapshot } from './testing/frames.ts';
import { after, connected, continued, mine, post, sent } from './testing/play.ts';

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
