import type { Entry, Message } from '@chat/protocol';
import { expect, test } from 'vitest';
import { foldEntries } from './fold-entry.ts';
import { entry, ids, message } from './testing/frames.ts';

const target = ids.message(1);
const first: Message = message(1);
const change = (seq: number, body: Entry['body'], from = ids.bob) => entry(seq, { body, from });
const like = (seq: number, on: boolean, from = ids.ann) =>
  change(seq, { kind: 'reaction', target, emoji: '👍', on }, from);
const edit = (seq: number, text: string) => change(seq, { kind: 'edit', target, text });
const deletion = change(9, { kind: 'delete', target });
const deleted = { ...first, text: null };

test.each<[string, Entry[], Message[]]>([
  ['a text', [entry(2)], [first, message(2)]],
  ['an edit', [edit(2, 'new')], [{ ...first, text: 'new', editedAt: 1_002 }]],
  [
    'the last edit',
    [edit(2, 'new'), edit(3, 'last')],
    [{ ...first, text: 'last', editedAt: 1_003 }],
  ],
  ['a deletion', [edit(2, 'new'), like(3, true), deletion], [deleted]],
  ['an edit after the deletion', [deletion, edit(10, 'new')], [deleted]],
  ['a reaction', [like(2, true)], [{ ...first, reactions: [{ emoji: '👍', users: [ids.ann] }] }]],
  [
    'a reaction twice',
    [like(2, true), like(3, true)],
    [{ ...first, reactions: [{ emoji: '👍', users: [ids.ann] }] }],
  ],
  ['a reaction taken back', [like(2, true), like(3, false)], [first]],
  [
    'reactions of two',
    [like(2, true), like(3, true, ids.bob), like(4, false)],
    [{ ...first, reactions: [{ emoji: '👍', users: [ids.bob] }] }],
  ],
  [
    'a change of a message that is not here',
    [change(2, { kind: 'delete', target: ids.message(7) })],
    [first],
  ],
  ['an edit that is void', [change(2, { kind: 'void' })], [first]],
])('[P27] folds %s', (_, entries, messages) => {
  expect(foldEntries([first], entries)).toEqual(messages);
});

test('[P27] a message that came and went while I was away leaves the same trace as for all', () => {
  const gone = ids.message(2);
  const stretch = [change(2, { kind: 'void' }), change(3, { kind: 'delete', target: gone })];
  expect(foldEntries([first], stretch)).toEqual([first, { ...message(2), text: null }]);
});
