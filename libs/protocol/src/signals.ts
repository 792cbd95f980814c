import { Type, type Static, type TProperties } from 'typebox';
import { LIMITS } from './limits.ts';

/** One call: 128 random bits, base64url, made by the caller's client. */
export const CallId = Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' });
export type CallId = Static<typeof CallId>;

const signal = <const Kind extends string, Fields extends TProperties>(
  kind: Kind,
  fields: Fields,
) => {
  const properties = { kind: Type.Literal(kind), callId: CallId, ...fields };
  return Type.Object(properties, { additionalProperties: false });
};

const Sdp = Type.String({ minLength: 1, maxLength: LIMITS.sdpLength });
/** Counts the offers of one peer connection's side; an answer bears the number of its offer [P34]. */
const OfferNumber = Type.Integer({ minimum: 1 });

/** Every signal of a call [P30]-[P35]. The server relays them to one member and stores nothing. */
export const SIGNALS = {
  ring: signal('ring', {}),
  ringing: signal('ringing', {}),
  accept: signal('accept', {}),
  decline: signal('decline', {
    reason: Type.Union([Type.Literal('declined'), Type.Literal('busy')]),
  }),
  'hang-up': signal('hang-up', {}),
  settled: signal('settled', {}),
  offer: signal('offer', { n: OfferNumber, sdp: Sdp }),
  answer: signal('answer', { n: OfferNumber, sdp: Sdp }),
  candidate: signal('candidate', {
    candidate: Type.String({ maxLength: LIMITS.candidateLength }),
    sdpMid: Type.Union([Type.String({ maxLength: 64 }), Type.Null()]),
    sdpMLineIndex: Type.Union([Type.Integer({ minimum: 0, maximum: 64 }), Type.Null()]),
    usernameFragment: Type.Union([Type.String({ maxLength: 256 }), Type.Null()]),
  }),
} as const;

export const Signal = Type.Union([
  SIGNALS.ring,
  SIGNALS.ringing,
  SIGNALS.accept,
  SIGNALS.decline,
  SIGNALS['hang-up'],
  SIGNALS.settled,
  SIGNALS.offer,
  SIGNALS.answer,
  SIGNALS.candidate,
]);
export type Signal = Static<typeof Signal>;
