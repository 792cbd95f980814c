import type { ErrorCode } from '@chat/protocol';

/** What somebody can do who is not in a room. */
export type Step = 'again' | 'knock' | 'create' | 'home' | 'forget';

const DOOR: readonly (ErrorCode | null)[] = [
  'room-locked',
  'knock-refused',
  'knock-unanswered',
  'too-many-knocks',
  'too-fast',
];

/** Which of what is possible here helps after a refusal, the best first; `null`: one left by oneself. */
export function nextSteps(code: ErrorCode | null, possible: readonly Step[]): Step[] {
  return stepsAfter(code).filter((step) => possible.includes(step));
}

function stepsAfter(code: ErrorCode | null): Step[] {
  if (code === null) return ['again', 'home'];
  // The start page has a field for the link.
  if (code === 'room-unknown') return ['home', 'forget'];
  if (code === 'room-ended') return ['create', 'home', 'forget'];
  // Whether they may come back is not said to them: it is found out by trying.
  if (code === 'member-removed') return ['forget', 'again', 'home'];
  const others: Step[] = ['again', 'home', 'forget'];
  return DOOR.includes(code) ? ['knock', ...others] : others;
}
