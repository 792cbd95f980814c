import type { UnconfirmedText, VisibleMessage } from '@chat/sdk';
import { beforeEach, expect, test } from 'vitest';
import { MessageActions } from './message-actions.svelte.ts';

beforeEach(() => sessionStorage.clear());

const message = (seq: number, text: string | null): VisibleMessage => ({
  ...{ id: `id ${seq}`, seq, from: 'ann', name: 'Ann', text, reactions: [], sentAt: seq },
});

const waiting = (id: string, status: UnconfirmedText['status']): UnconfirmedText => ({
  ...{ id, order: 0, postedAt: 0, status },
  body: { kind: 'text', text: `text of ${id}` },
});

/** A room that remembers what was asked of it, and in which `sent` cannot be taken back. */
function roomOf(messages: VisibleMessage[], pending: UnconfirmedText[] = []) {
  const asked: unknown[] = [];
  const client = {
    post: (text: string, replyTo?: string) => `${asked.push(['post', text, replyTo])}`,
    edit: (id: string, text: string) => void asked.push(['edit', id, text]),
    remove: (id: string) => void asked.push(['remove', id]),
    react: (id: string, emoji: string) => void asked.push(['react', id, emoji]),
    discard: (id: string) =>
      pending.every((entry) => entry.id !== id || entry.status !== 'sent') &&
      asked.push(['discard', id]) > 0,
  };
  const attempt = (change: () => void) => {
    change();
    return true;
  };
  const messageOf = (id: string) => messages.find((each) => each.id === id);
  return { asked, client, messages, pending, attempt, messageOf };
}

type Room = ReturnType<typeof roomOf>;
const place = () => ({ id: 'room', draft: '' });
const actionsOf = (room: Room, at = place()) => new MessageActions(room, 'ann', at);

test('a half-written edit stays until it ends; that of another message begins with its own text', () => {
  const [one, two] = [message(1, 'same'), message(2, 'same')];
  const room = roomOf([one, two]);
  const actions = actionsOf(room);
  actions.edit(one);
  actions.written = 'changed';
  const before = actions.editing;
  actions.edit(one);
  expect(actions.written).toBe('changed');
  expect(actions.editing).not.toBe(before);
  actions.finishEditing(null);
  actions.edit(two);
  expect(actions.written).toBe('same');
  actions.finishEditing(actions.written);
  expect(room.asked).toEqual([]);
  actions.edit(one);
  expect(actions.written).toBe('same');
});

test('what was not sent is written anew as the answer that it was', () => {
  const asked = message(1, 'a question');
  const room = roomOf([asked, message(2, 'mine')]);
  const at = { id: 'room', draft: 'begun' };
  const actions = actionsOf(room, at);
  actions.editLast();
  expect(actions.editing?.text).toBe('mine');
  const unsent = waiting('unsent', 'expired');
  actions.rewrite({ ...unsent, body: { ...unsent.body, replyTo: asked.id } });
  expect(actions.written).toBe('text of unsent\nbegun');
  expect([actions.editing, actions.answering?.id]).toEqual([null, asked.id]);
  actions.post('an answer, changed');
  expect(room.asked).toEqual([
    ['discard', 'unsent'],
    ['post', 'an answer, changed', asked.id],
  ]);
  expect(actions.answering).toBeNull();
});

test('the last message of mine is the one on its way: taken back if it was not sent, else edited where it is', () => {
  const older = message(1, 'older');
  const room = roomOf([older], [waiting('first', 'sent'), waiting('unsent', 'unsent')]);
  const at = place();
  const actions = actionsOf(room, at);
  actions.editLast();
  expect([actions.editing, at.draft]).toEqual([null, 'text of unsent']);
  expect(room.asked).toEqual([['discard', 'unsent']]);

  const sent = roomOf([older], [waiting('sent', 'sent')]);
  const others = actionsOf(sent);
  others.editLast();
  expect(others.editing?.id).toBe('sent');
  expect(others.written).toBe('text of sent');
  others.finishEditing('better');
  expect(sent.asked).toEqual([['edit', 'sent', 'better']]);
});

test('an answer and a changed edit wait while another message is edited, or answered, and go on after it', () => {
  const [one, two, three] = [message(1, 'one'), message(2, 'two'), message(3, 'three')];
  const actions = actionsOf(roomOf([one, two, three]));
  actions.answer(three);
  actions.written = 'a draft';
  actions.edit(one);
  expect(actions.answering).toBeNull();
  actions.written = 'one, changed';
  actions.edit(two);
  expect(actions.written).toBe('two');
  actions.finishEditing(null);
  expect([actions.editing?.id, actions.written]).toEqual([one.id, 'one, changed']);
  actions.answer(two);
  expect([actions.answering?.id, actions.written]).toEqual([two.id, 'a draft']);
  actions.stopAnswering();
  expect(actions.written).toBe('one, changed');
  actions.finishEditing(null);
  expect([actions.editing, actions.answering, actions.written]).toEqual([null, null, 'a draft']);
});

test('an edit and an answer go on after a reload of the tab', () => {
  const [one, two] = [message(1, 'one'), message(2, 'two')];
  const room = roomOf([one, two]);
  const before = actionsOf(room);
  before.answer(two);
  before.edit(one);
  before.written = 'one, changed';
  // The messages may come later, or be older than what is shown.
  const after = actionsOf(roomOf([]));
  expect([after.editing, after.written]).toEqual([before.editing, 'one, changed']);
  after.finishEditing('one, changed');
  expect(after.answering?.text).toBe('two');
  expect(actionsOf(room, { id: 'other', draft: '' }).answering).toBeNull();
  expect(after.drop()).toEqual([]);
  expect(actionsOf(room).answering).toBeNull();
});

test('an edit ends with a sentence when its message is deleted elsewhere, and its text is a draft', () => {
  const one = message(1, 'one');
  const room = roomOf([one]);
  const at = { id: 'room', draft: 'begun' };
  const actions = actionsOf(room, at);
  actions.edit(one);
  actions.written = 'one, changed';
  actions.endGone();
  expect([actions.editing?.id, actions.refusal]).toEqual([one.id, '']);
  room.messages[0] = message(1, null);
  actions.endGone();
  expect([actions.editing, actions.written]).toEqual([null, 'one, changed\nbegun']);
  expect(actions.refusal).toBe('That message is not there any more.');
  actions.post(actions.written);
  expect(actions.refusal).toBe('');
});
