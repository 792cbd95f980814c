/** How often a level is taken: often enough for a meter that follows, seldom enough to cost nothing. */
const SAMPLE_MS = 50;

/**
 * Hears how loud a track is and calls back with the root mean square of its samples, 0 to 1. A clone of a microphone is
 * heard also while the track itself is muted. Plays nothing: sound for people goes through a media element, where the
 * browser's echo cancellation knows of it. Give it an AudioContext that is shared and outlives it.
 */
export class LevelMeter {
  readonly #source: MediaStreamAudioSourceNode;
  readonly #analyser: AnalyserNode;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #own: MediaStreamTrack;

  constructor(context: AudioContext, track: MediaStreamTrack, onLevel: (level: number) => void) {
    this.#own = track.clone();
    this.#own.enabled = true;
    this.#source = context.createMediaStreamSource(new MediaStream([this.#own]));
    this.#analyser = new AnalyserNode(context, { fftSize: 1024 });
    this.#source.connect(this.#analyser);
    const samples = new Float32Array(this.#analyser.fftSize);
    this.#timer = setInterval(() => {
      this.#analyser.getFloatTimeDomainData(samples);
      onLevel(rootMeanSquare(samples));
    }, SAMPLE_MS);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#source.disconnect();
    this.#own.stop();
  }
}

/** The level of some samples, 0 to 1. */
export function rootMeanSquare(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / (samples.length || 1));
}
