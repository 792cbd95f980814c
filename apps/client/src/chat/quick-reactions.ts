import { text } from '../text.ts';

/** The reactions that are one press away, each with the name that a screen reader says. */
export const QUICK_REACTIONS = [
  { emoji: '👍', name: text.emoji.thumbsUp },
  { emoji: '❤️', name: text.emoji.heart },
  { emoji: '😂', name: text.emoji.joy },
  { emoji: '🎉', name: text.emoji.party },
  { emoji: '😮', name: text.emoji.surprise },
  { emoji: '😢', name: text.emoji.sad },
] as const;

/** What a reaction is called; one that is not in the list is called by itself. */
export function reactionName(emoji: string): string {
  return QUICK_REACTIONS.find((known) => known.emoji === emoji)?.name ?? emoji;
}
