const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

const DAY_MS = 86_400_000;

/** The time of day. */
export const timeOfDay = (at: number): string => time.format(at);

/** Date and time to the second. */
export const exactTime = (at: number): string => full.format(at);

/** "today", "yesterday" or the date, capitalised as a heading. */
export function dayName(at: number, now: number = Date.now()): string {
  const days = Math.round((startOfDay(at) - startOfDay(now)) / DAY_MS);
  const name = days === 0 || days === -1 ? relative.format(days, 'day') : day.format(at);
  return name.charAt(0).toLocaleUpperCase() + name.slice(1);
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
