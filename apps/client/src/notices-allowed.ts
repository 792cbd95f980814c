/** Whether the browser shows notices of this page outside of it. */
export function noticesAllowed(): boolean {
  return 'Notification' in globalThis && Notification.permission === 'granted';
}

/** Asks the person for it: only when they turn something on that needs it. */
export async function askForNotices(): Promise<boolean> {
  if (!('Notification' in globalThis)) return false;
  return (await Notification.requestPermission().catch(() => 'denied')) === 'granted';
}
