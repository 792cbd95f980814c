import type { OutboxEntry, VisibleMessage } from '@chat/sdk';
import { expect, test } from 'vitest';
import { MessageActions } from './message-actions.svelte.ts';

const message = (seq: number, text: string): VisibleMessage => ({
  ...{ id: `id ${seq}`, seq, from: 'ann', name: 'Ann', text, reactions: [], sentAt: seq },
});

/** A room that remembers what was asked of it. */
function roomOf(messages: VisibleMessage[]) {
  const asked: unknown[] = [];
  const client = {
    post: (text: string, replyTo?: string) => `${asked.push(['post', text, replyTo])}`,
    edit: (id: string, text: string) => void asked.push(['edit', id, text]),
    remove: (id: string) => void asked.push(['remove', id]),
    react: (id: string, emoji: string) => void asked.push(['react', id, emoji]),
    discard: (id: string) => asked.push(['discard', id]) > 0,
  };
  const attempt = (change: () => void) => {
    change();
    return true;
  };
  const messageOf = (id: string) => messages.find((each) => each.id === id);
  return { asked, client, messages, attempt, messageOf };
}

test('a half-written edit stays until it ends; that of another message begins with its own text', () => {
  const [one, two] = [message(1, 'same'), message(2, 'same')];
  const room = roomOf([one, two]);
  const actions = new MessageActions(room, 'ann');
  actions.edit(one);
  actions.edited = 'changed';
  actions.edit(one);
  expect(actions.edited).toBe('changed');
  actions.edit(two);
  expect(actions.edited).toBe('same');
  actions.finishEditing(actions.edited);
  expect(room.asked).toEqual([]);
  actions.edit(one);
  expect(actions.edited).toBe('same');
});

test('what was not sent is written anew as the answer that it was, and ends an edit', () => {
  const asked = message(1, 'a question');
  const room = roomOf([asked, message(2, 'mine')]);
  const actions = new MessageActions(room, 'ann');
  actions.editLast();
  expect(actions.editing?.text).toBe('mine');
  const unsent: OutboxEntry = {
    ...{ id: 'unsent', order: 0, postedAt: 0, status: 'expired' },
    body: { kind: 'text', text: 'an answer', replyTo: asked.id },
  };
  expect(actions.rewrite(unsent)).toBe('an answer');
  expect([actions.editing, actions.answering]).toEqual([null, asked]);
  actions.post('an answer, changed');
  expect(room.asked).toEqual([
    ['discard', 'unsent'],
    ['post', 'an answer, changed', asked.id],
  ]);
});
