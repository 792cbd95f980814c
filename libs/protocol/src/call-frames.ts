import { Type, type Static } from 'typebox';
import { Check } from 'typebox/value';
import { parseFrame, type ParsedFrame } from './codec.ts';
import { frame } from './frame.ts';
import { LIMITS } from './limits.ts';
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

const checks = new Map(
  Object.entries(CALL_FRAMES).map(
    ([type, schema]) => [type, (value: unknown) => Check(schema, value)] as const,
  ),
);

/** The edge of a call: a frame of the other side, or why it is none. A type that is not known is for a newer page. */
export function parseCallFrame(text: string): ParsedFrame<CallFrame> {
  if (text.length > LIMITS.frameBytes) return { ok: false, reason: 'too large' };
  return parseFrame<CallFrame>(text, checks);
}
