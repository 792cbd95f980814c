import { locale } from '../language.svelte.ts';

const DAY_MS = 86_400_000;

/** What writes times in a language. Making one is slow, and every message has two. */
interface Formats {
  time: Intl.DateTimeFormat;
  day: Intl.DateTimeFormat;
  full: Intl.DateTimeFormat;
  relative: Intl.RelativeTimeFormat;
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
  };
  made.set(tag, fresh);
  return fresh;
}

/** The time of day. */
export const timeOfDay = (at: number): string => formats().time.format(at);

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
