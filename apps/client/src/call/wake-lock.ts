/**
 * Keeps the screen of this device awake until it is ended; where the browser has no such thing, does nothing. The
 * browser lets go of it whenever the page is hidden.
 */
export function stayAwake(): () => void {
  const source = (navigator as { wakeLock?: WakeLock }).wakeLock;
  if (!source) return () => {};
  let ended = false;
  let held: WakeLockSentinel | null = null;
  const take = async () => {
    if (ended || document.visibilityState !== 'visible') return;
    // Refused with a low battery.
    held = await source.request('screen').catch(() => null);
    if (ended) void held?.release();
  };
  const retake = () => void take();
  document.addEventListener('visibilitychange', retake);
  retake();
  return () => {
    ended = true;
    document.removeEventListener('visibilitychange', retake);
    void held?.release();
  };
}
