import { text } from '../text.ts';

/** The reactions that are one press away, each with the name that a screen reader says. */
export const QUICK_REACTIONS = [
  { emoji: '👍', key: 'thumbsUp' },
  { emoji: '❤️', key: 'heart' },
  { emoji: '😂', key: 'joy' },
  { emoji: '🎉', key: 'party' },
  { emoji: '😮', key: 'surprise' },
  { emoji: '😢', key: 'sad' },
] as const;

/** What a reaction is called; one that is not in the list is called by itself. */
export function reactionName(emoji: string): string {
  const known = QUICK_REACTIONS.find((quick) => quick.emoji === emoji);
  return known ? text.emoji[known.key] : emoji;
}
