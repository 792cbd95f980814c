import type { Entry, Message } from '@chat/protocol';

/** What a message looks like: its words, null when deleted, and who reacted how, as `emoji user`. */
export type Shown = {
  id: string;
  seq: number;
  from: string;
  text: string | null;
  reactions: readonly string[];
};

export function shownOf({ id, seq, from, text, reactions }: Message): Shown {
  const marks = reactions.flatMap(({ emoji, users }) => users.map((user) => `${emoji} ${user}`));
  return { id, seq, from, text, reactions: marks.sort() };
}

/** The messages after one more entry. A `void` one is a message when its deletion is known to follow. */
export function fold(
  view: readonly Shown[],
  { id, seq, from, body }: Entry,
  deleted: ReadonlySet<string> = new Set(),
): readonly Shown[] {
  if (body.kind === 'text') return [...view, { id, seq, from, text: body.text, reactions: [] }];
  if (body.kind === 'void') {
    return deleted.has(id) ? [...view, { id, seq, from, text: null, reactions: [] }] : view;
  }
  return view.map((message): Shown => {
    if (message.id !== body.target || message.text === null) return message;
    if (body.kind === 'edit') return { ...message, text: body.text };
    if (body.kind === 'delete') return { ...message, text: null, reactions: [] };
    const mark = `${body.emoji} ${from}`;
    const others = message.reactions.filter((each) => each !== mark);
    return { ...message, reactions: body.on ? [...others, mark].sort() : others };
  });
}
