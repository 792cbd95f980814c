import { MAX_TEXT_LENGTH } from '../limits.ts';
import { text } from '../text.ts';

/** From this share of the limit on, what is left is counted. */
const COUNTED = 0.9;

/** How much is left of the limit when it is said aloud: a count with every key would be talk without end. */
const SAID = [0.01, 0.05, 0.1];

/** What is said under the composer: what is too long before why something was refused before what is left. */
export function composerHint(value: string, refusal: string): string {
  const left = MAX_TEXT_LENGTH - value.length;
  if (left < 0) return text.chat.tooLong(-left);
  if (refusal || value.length < MAX_TEXT_LENGTH * COUNTED) return refusal;
  return text.chat.left(left);
}

/** What a screen reader hears of it: the same words from one step to the next. */
export function composerNews(value: string, refusal: string): string {
  const left = MAX_TEXT_LENGTH - value.length;
  if (left < 0) return text.refusal['text-too-long'];
  const step = SAID.map((share) => share * MAX_TEXT_LENGTH).find((most) => left <= most);
  return refusal || (step === undefined ? '' : text.chat.left(step));
}
