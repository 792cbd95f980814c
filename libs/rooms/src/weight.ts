import type { Body, Entry, Message } from '@chat/protocol';

/** Characters of a user id, which is what a reaction adds to a message besides its emoji. */
const REACTOR = 22;

/** What an entry counts against the limits of length: its characters. */
export function weightOf({ body }: Entry): number {
  return body.kind === 'void' ? 0 : weightOfBody(body);
}

export function weightOfBody(body: Body): number {
  if (body.kind === 'text' || body.kind === 'edit') return body.text.length;
  return body.kind === 'reaction' ? body.emoji.length + REACTOR : 0;
}

/** What a message counts, with all changes: never more than the entries that made it. */
export function weightOfMessage({ text, reactions }: Message): number {
  let weight = text?.length ?? 0;
  for (const { emoji, users } of reactions) weight += users.length * (emoji.length + REACTOR);
  return weight;
}
