const LENGTH_S = 0.25;

/** So long after one no other tab makes it again: all of them hear of the same message. */
const HELD_MS = 1_000;

/** The chime, in one of this person's tabs. */
export async function chimeOnce(): Promise<void> {
  // Not on pages without https: there each tab is on its own.
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) {
    chime();
    return;
  }
  await locks.request('chat.chime', { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    chime();
    await new Promise((resolve) => setTimeout(resolve, HELD_MS));
  });
}

/** Two short tones, made here: a message came. Silent where the browser allows no sound yet. */
function chime(): void {
  if (!('AudioContext' in globalThis)) return;
  const context = new AudioContext();
  const volume = context.createGain();
  volume.connect(context.destination);
  volume.gain.setValueAtTime(0.08, context.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, context.currentTime + LENGTH_S);
  const tone = context.createOscillator();
  tone.frequency.setValueAtTime(880, context.currentTime);
  tone.frequency.setValueAtTime(1_175, context.currentTime + LENGTH_S / 2);
  tone.connect(volume);
  tone.onended = () => void context.close();
  tone.start();
  tone.stop(context.currentTime + LENGTH_S);
}
