import { Type, type Static } from 'typebox';
import { frame } from './frame.ts';
import { Signal } from './signals.ts';

/**
 * What goes over a call's own data channel, from one side to the other and past every server [P36]. `media` says what
 * its sender sends; it knows only some of its fields, because the other page may be of another day.
 */
export const CALL_FRAMES = {
  signal: frame('signal', { signal: Signal }),
  media: Type.Object({
    type: Type.Literal('media'),
    microphone: Type.Boolean(),
    camera: Type.Boolean(),
    screen: Type.Union([Type.Literal(false), Type.Literal('text'), Type.Literal('motion')]),
    /** What is left of the camera's picture on a slow link; absent means all of it. */
    video: Type.Optional(
      Type.Union([Type.Literal('full'), Type.Literal('reduced'), Type.Literal('paused')]),
    ),
    /** How the sender of this finds the link. */
    quality: Type.Optional(
      Type.Union([Type.Literal('good'), Type.Literal('fair'), Type.Literal('poor')]),
    ),
    speaking: Type.Optional(Type.Boolean()),
  }),
} as const;

export type MediaFrame = Static<(typeof CALL_FRAMES)['media']>;
export type CallFrame = Static<(typeof CALL_FRAMES)['signal']> | MediaFrame;
