import { timeOfDay } from '../chat/dates.ts';
import { locale } from '../language.svelte.ts';

/** As short as it can be told apart: the time of today, the day of this week, else the date. */
export function whenInShort(at: number, now: number): string {
  const since = new Date(now).setHours(0, 0, 0, 0);
  if (at >= since) return timeOfDay(at);
  const day = new Date(at);
  // The same day of last week would read as today.
  if (at >= new Date(since).setDate(new Date(since).getDate() - 6)) {
    return day.toLocaleDateString(locale(), { weekday: 'short' });
  }
  const year = day.getFullYear() === new Date(now).getFullYear() ? undefined : '2-digit';
  return day.toLocaleDateString(locale(), { day: 'numeric', month: 'numeric', year });
}
