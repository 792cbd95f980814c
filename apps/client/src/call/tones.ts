type Note = readonly [frequency: number, startsAfter: number, length: number];

interface Tune {
  notes: readonly Note[];
  /** After how many seconds it begins anew. */
  every: number;
  volume: number;
}

/** Four rising notes, twice: friendly, and not to be taken for the ring-back. */
const RING: Tune = {
  notes: [0, 1].flatMap((turn) =>
    [659.3, 784, 987.8, 1318.5].map((hertz, n): Note => [hertz, turn * 0.9 + n * 0.14, 0.22]),
  ),
  every: 3,
  volume: 0.22,
};

/** What telephones of most of Europe say while it rings at the other end: 425 Hz, one second of five. */
const RING_BACK: Tune = { notes: [[425, 0, 1]], every: 5, volume: 0.08 };

/** For the test of a speaker: a chord, once. */
const CHIME: Tune = {
  notes: [
    [523.3, 0, 1],
    [659.3, 0.12, 1],
    [784, 0.24, 1.2],
  ],
  every: Infinity,
  volume: 0.2,
};

/**
 * Makes the sounds of a telephone, without a file. One tune at a time. Where the browser wants a press before it makes
 * sound, it is silent until there was one. After `stop` nothing is heard, also not what was begun.
 */
export class Tones {
  #playing: { tune: Tune; context: AudioContext; end: () => void } | null = null;

  ring(sink?: string): void {
    this.#play(RING, sink);
  }

  ringBack(sink?: string): void {
    this.#play(RING_BACK, sink);
  }

  chime(sink?: string): void {
    this.stop();
    this.#play(CHIME, sink);
  }

  stop(): void {
    this.#playing?.end();
    this.#playing = null;
  }

  #play(tune: Tune, sink: string | undefined): void {
    if (this.#playing?.tune === tune) return;
    this.stop();
    if (!('AudioContext' in window)) return;
    const context = new AudioContext();
    void turnTo(context, sink);
    const resume = () => void context.resume();
    for (const type of GESTURES) addEventListener(type, resume);
    // By the context's own clock, which stands while the browser lets nothing sound.
    let next = 0;
    const timer = setInterval(() => {
      if (context.state !== 'running' || context.currentTime < next) return;
      next = context.currentTime + tune.every;
      for (const note of tune.notes) sound(context, note, tune.volume);
    }, 50);
    const end = () => {
      clearInterval(timer);
      for (const type of GESTURES) removeEventListener(type, resume);
      void context.close();
    };
    this.#playing = { tune, context, end };
  }
}

const GESTURES = ['pointerdown', 'keydown'] as const;

/** Not every browser lets a page choose where its sound goes. */
async function turnTo(context: AudioContext, sink: string | undefined): Promise<void> {
  const turnable = context as AudioContext & { setSinkId?: (id: string) => Promise<void> };
  if (sink) await turnable.setSinkId?.(sink).catch(() => {});
}

function sound(context: AudioContext, [frequency, after, length]: Note, volume: number): void {
  const begin = context.currentTime + after;
  const oscillator = new OscillatorNode(context, { frequency });
  const gain = new GainNode(context, { gain: 0 });
  // Without slopes the beginning and the end would click.
  gain.gain.setValueAtTime(0, begin);
  gain.gain.linearRampToValueAtTime(volume, begin + 0.02);
  gain.gain.setValueAtTime(volume, begin + length * 0.7);
  gain.gain.linearRampToValueAtTime(0, begin + length);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(begin);
  oscillator.stop(begin + length);
}
