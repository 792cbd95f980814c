/**
 * Keeps the screen of this device awake until it is ended; where the browser has no such thing, does nothing. The
 * browser lets go of it whenever the page is hidden.
 */
export function stayAwake(): () => void {
  const source = (navigator as { wakeLock?: WakeLock }).wakeLock;
  if (!source) return () => {};
  let held: Promise<WakeLockSentinel | null> = Promise.resolve(null);
  const take = () => {
    // Refused with a low battery.
    if (document.visibilityState === 'visible') held = source.request('screen').catch(() => null);
  };
  document.addEventListener('visibilitychange', take);
  take();
  return () => {
    document.removeEventListener('visibilitychange', take);
    void held.then((lock) => lock?.release());
  };
}
