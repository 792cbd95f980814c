import {
  hearLevel,
  hearMuted,
  LevelMeter,
  NO_MUTED_SPEECH,
  SILENT,
  type MutedSpeech,
  type Speaking,
} from '@chat/sdk/call';

interface Heard {
  mine: MediaStreamTrack | null;
  theirs: MediaStreamTrack | null;
  /** Whether my microphone sends nothing. */
  muted: boolean;
}

/** Who speaks, and whether somebody speaks into a muted microphone. Listens while there are tracks to listen to. */
export class Voices {
  readonly #mine = new Ear((level) => this.#hearMe(level));
  readonly #theirs = new Ear((level) => this.#hearThem(level));
  #level = $state(0);
  #me: Speaking = $state.raw(SILENT);
  #them: Speaking = $state.raw(SILENT);
  #mutedSpeech: MutedSpeech = $state.raw(NO_MUTED_SPEECH);
  #muted = false;

  /** How loud my microphone is, 0 to 1, also while it is muted. */
  get level(): number {
    return this.#level;
  }

  get iSpeak(): boolean {
    return this.#me.speaking;
  }

  get theySpeak(): boolean {
    return this.#them.speaking;
  }

  /** Whether to tell me that I speak and nobody hears it. */
  get mutedHint(): boolean {
    return this.#mutedSpeech.hint;
  }

  follow({ mine, theirs, muted }: Heard): void {
    this.#muted = muted;
    this.#mine.listen(mine);
    this.#theirs.listen(theirs);
    if (!mine) this.#hearMe(0);
    if (!theirs) this.#them = SILENT;
  }

  close(): void {
    this.#mine.listen(null);
    this.#theirs.listen(null);
  }

  #hearMe(level: number): void {
    const at = performance.now();
    this.#level = level;
    this.#me = hearLevel(this.#me, { level, at });
    const { speaking } = this.#me;
    this.#mutedSpeech = hearMuted(this.#mutedSpeech, { muted: this.#muted, speaking, at });
  }

  #hearThem(level: number): void {
    this.#them = hearLevel(this.#them, { level, at: performance.now() });
  }
}

/** Listens to one track at a time. */
export class Ear {
  readonly #onLevel: (level: number) => void;
  #track: MediaStreamTrack | null = null;
  #stop = () => {};

  constructor(onLevel: (level: number) => void) {
    this.#onLevel = onLevel;
  }

  listen(track: MediaStreamTrack | null): void {
    if (track === this.#track) return;
    this.#track = track;
    this.#stop();
    this.#stop = track ? listenTo(track, this.#onLevel) : () => {};
  }
}

function listenTo(track: MediaStreamTrack, onLevel: (level: number) => void): () => void {
  if (!('AudioContext' in window)) return () => {};
  const context = new AudioContext();
  const meter = new LevelMeter(context, track, onLevel);
  return () => {
    meter.close();
    void context.close();
  };
}
