import { LIMITS } from '@chat/protocol';

/** Half a character, or an order to write in another direction: no line of a person holds either [P32]. */
const UNFIT = /\p{Cs}|[\u202A-\u202E\u2066-\u2069]/gu;
const BREAK = /[\p{Cc}\s]+/gu;
const VISIBLE = /[^\s\p{Cf}]/u;

/** What somebody wrote, as the one line that may be said with a refusal; undefined where nothing is left to read. */
export function declineMessage(written: string): string | undefined {
  const line = written.replace(UNFIT, '').replace(BREAK, ' ').trim();
  const short = line.slice(0, LIMITS.declineLength).replace(UNFIT, '').trim();
  return VISIBLE.test(short) ? short : undefined;
}
