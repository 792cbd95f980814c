import { MAX_TEXT_LENGTH } from '../limits.ts';
import { text } from '../text.ts';

/** From this share of the limit on, what is left is counted. */
const COUNTED = 0.9;

/** What is said under the composer: what is too long before why something was refused before what is left. */
export function composerHint(value: string, refusal: string): string {
  const left = MAX_TEXT_LENGTH - value.length;
  if (left < 0) return text.chat.tooLong(-left);
  if (refusal || value.length < MAX_TEXT_LENGTH * COUNTED) return refusal;
  return text.chat.left(left);
}
