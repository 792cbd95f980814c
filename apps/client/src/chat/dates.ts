import { locale } from '../language.svelte.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A format, made once for each language when it is needed: making one is slow, and every message has two times. */
function perLanguage<Made>(make: (tag: string) => Made): () => Made {
  const made = new Map<string, Made>();
  return () => {
    const tag = locale();
    const format = made.get(tag) ?? make(tag);
    made.set(tag, format);
    return format;
  };
}

const time = perLanguage(
  (tag) => new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit' }),
);
const day = perLanguage(
  (tag) => new Intl.DateTimeFormat(tag, { weekday: 'long', day: 'numeric', month: 'long' }),
);
const full = perLanguage(
  (tag) => new Intl.DateTimeFormat(tag, { dateStyle: 'full', timeStyle: 'medium' }),
);
const relative = perLanguage((tag) => new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }));

/** The time of day. */
export const timeOfDay = (at: number): string => time().format(at);

/** "now", "5 minutes ago", and after an hour the time of day. */
export function sinceOrTime(at: number, now: number): string {
  const past = now - at;
  if (past >= HOUR_MS) return timeOfDay(at);
  // A server whose clock is ahead does not write of the future.
  const minutes = Math.max(0, Math.floor(past / MINUTE_MS));
  return minutes === 0 ? relative().format(0, 'second') : relative().format(-minutes, 'minute');
}

/** Date and time to the second. */
export const exactTime = (at: number): string => full().format(at);

/** "today", "yesterday" or the date, capitalised as a heading. */
export function dayName(at: number, now: number = Date.now()): string {
  const days = Math.round((startOfDay(at) - startOfDay(now)) / DAY_MS);
  const name = days === 0 || days === -1 ? relative().format(days, 'day') : day().format(at);
  return name.charAt(0).toLocaleUpperCase(locale()) + name.slice(1);
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
