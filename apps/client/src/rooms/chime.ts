const LENGTH_S = 0.25;

/** Two short tones, made here: a message came. Silent where the browser allows no sound yet. */
export function chime(): void {
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
