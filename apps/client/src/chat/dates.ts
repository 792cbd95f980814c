import { locale } from '../language.svelte.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What writes times in a language. Making one is slow, and every message has two. */
interface Formats {
  time: Intl.DateTimeFormat;
  day: Intl.DateTimeFormat;
  full: Intl.DateTimeFormat;
  relative: Intl.RelativeTimeFormat;
  list: Intl.ListFormat;
}

const made = new Map<string, Formats>();

function formats(): Formats {
  const tag = locale();
  const known = made.get(tag);
  if (known) return known;
  const fresh = {
    time: new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit' }),
    day: new Intl.DateTimeFormat(tag, { weekday: 'long', day: 'numeric', month: 'long' }),
    full: new Intl.DateTimeFormat(tag, { dateStyle: 'full', timeStyle: 'medium' }),
    relative: new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }),
    list: new Intl.ListFormat(tag, { type: 'conjunction' }),
  };
  made.set(tag, fresh);
  return fresh;
}

/** The time of day. */
export const timeOfDay = (at: number): string => formats().time.format(at);

/** "now", "5 minutes ago", and after an hour the time of day. */
export function sinceOrTime(at: number, now: number): string {
  const past = now - at;
  if (past >= HOUR_MS) return timeOfDay(at);
  const { relative } = formats();
  // A server whose clock is ahead does not write of the future.
  const minutes = Math.max(0, Math.floor(past / MINUTE_MS));
  return minutes === 0 ? relative.format(0, 'second') : relative.format(-minutes, 'minute');
}

/** "Ann, Bob and Cleo". */
export const nameList = (names: readonly string[]): string => formats().list.format(names);

/** Date and time to the second. */
export const exactTime = (at: number): string => formats().full.format(at);

/** "today", "yesterday" or the date, capitalised as a heading. */
export function dayName(at: number, now: number = Date.now()): string {
  const days = Math.round((startOfDay(at) - startOfDay(now)) / DAY_MS);
  const { relative, day } = formats();
  const name = days === 0 || days === -1 ? relative.format(days, 'day') : day.format(at);
  return name.charAt(0).toLocaleUpperCase(locale()) + name.slice(1);
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
