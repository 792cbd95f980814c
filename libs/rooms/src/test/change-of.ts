import type { Body } from '@chat/protocol';

/** A change to a message, of a kind that a number stands for. Only to an own one all four kinds are possible. */
export function changeOf(target: string, which: number, words: string): Body {
  if (which % 4 === 1) return { kind: 'delete', target };
  if (which % 4 > 1) return { kind: 'edit', target, text: words };
  return { kind: 'reaction', target, emoji: '+1', on: which % 3 === 0 };
}
