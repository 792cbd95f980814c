/** Whether somebody speaks, by the level of their sound. */
export interface Speaking {
  speaking: boolean;
  /** Since when the level says otherwise, in ms. */
  doubtedAt: number | null;
}

/** A level as heard: 0 is silence, 1 the loudest there is. */
export interface LevelSample {
  level: number;
  /** In ms, of any clock that only goes forward. */
  at: number;
}

/** About -40 dBFS: above the hiss of a room, below a quiet voice. */
const SPEECH_LEVEL = 0.01;
/** Once somebody speaks, the ends of words may be quieter. */
const SPEECH_END_LEVEL = 0.006;
/** A sign that changes sooner flickers. */
export const SPEAKING_HYSTERESIS_MS = 200;

export const SILENT: Speaking = { speaking: false, doubtedAt: null };

/** One sample further. Pure. The sign changes only when the level has said so for all of the hysteresis. */
export function hearLevel(state: Speaking, { level, at }: LevelSample): Speaking {
  const loud = level >= (state.speaking ? SPEECH_END_LEVEL : SPEECH_LEVEL);
  if (loud === state.speaking)
    return state.doubtedAt === null ? state : { ...state, doubtedAt: null };
  const doubtedAt = state.doubtedAt ?? at;
  if (at - doubtedAt < SPEAKING_HYSTERESIS_MS) return { ...state, doubtedAt };
  return { speaking: loud, doubtedAt: null };
}

/** Whether to say "you are muted" to somebody who speaks into a muted microphone. */
export interface MutedSpeech {
  hint: boolean;
  /** Since when they speak, and when they were last heard, in ms. */
  since: number | null;
  heardAt: number;
}

/** A cough is no speech. */
export const MUTED_SPEECH_MS = 3_000;
/** Speech has pauses; the hint goes this long after its end. */
export const SPEECH_PAUSE_MS = 1_000;

export const NO_MUTED_SPEECH: MutedSpeech = { hint: false, since: null, heardAt: 0 };

/** One look further. Pure. */
export function hearMuted(
  state: MutedSpeech,
  { muted, speaking, at }: { muted: boolean; speaking: boolean; at: number },
): MutedSpeech {
  if (!muted) return NO_MUTED_SPEECH;
  if (speaking) {
    const since = state.since ?? at;
    return { hint: state.hint || at - since >= MUTED_SPEECH_MS, since, heardAt: at };
  }
  return state.since !== null && at - state.heardAt < SPEECH_PAUSE_MS ? state : NO_MUTED_SPEECH;
}
