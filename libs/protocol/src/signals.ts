import { Type, type Static, type TProperties } from 'typebox';
import { DeclineMessage } from './entities.ts';
import { LIMITS } from './limits.ts';

/** One call: 128 random bits, base64url, made by the caller's client. */
export const CallId = Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' });
export type CallId = Static<typeof CallId>;

/**
 * One end of a call, over all of its sockets: a tab, named by 128 random bits in base64url, and how often it was loaded
 * again. Two devices of one person differ in `tab`; what a tab said before it was loaded again has a smaller `load`.
 */
export const Page = Type.Object(
  {
    tab: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' }),
    load: Type.Integer({ minimum: 0, maximum: 65_535 }),
  },
  { additionalProperties: false },
);
export type Page = Static<typeof Page>;

const signal = <const Kind extends string, Fields extends TProperties>(
  kind: Kind,
  fields: Fields,
) => {
  const properties = { kind: Type.Literal(kind), callId: CallId, page: Page, ...fields };
  return Type.Object(properties, { additionalProperties: false });
};

/** Why somebody ends a call, so that the other side can say the same [P37]. */
export const HangUpReason = Type.Enum([
  'hung-up',
  'cancelled',
  'no-answer',
  'elsewhere',
  'lost',
  'no-path',
  'description',
  'unsupported',
]);
export type HangUpReason = Static<typeof HangUpReason>;

const Sdp = Type.String({ minLength: 1, maxLength: LIMITS.sdpLength });
/** Counts the offers of one peer connection's side; an answer bears the number of its offer [P34]. */
const OfferNumber = Type.Integer({ minimum: 1 });

/** Every signal of a call [P30]-[P38], each with the page that says it. The server relays them to one member and stores nothing. */
export const SIGNALS = {
  ring: signal('ring', {}),
  ringing: signal('ringing', {}),
  accept: signal('accept', {}),
  decline: signal('decline', {
    reason: Type.Union([Type.Literal('declined'), Type.Literal('busy')]),
    message: Type.Optional(DeclineMessage),
  }),
  'hang-up': signal('hang-up', { reason: HangUpReason }),
  settled: signal('settled', { reason: Type.Enum(['accepted', 'declined', 'busy']) }),
  away: signal('away', {}),
  rejoin: signal('rejoin', {}),
  rejoined: signal('rejoined', {}),
  here: signal('here', {}),
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
  SIGNALS.away,
  SIGNALS.rejoin,
  SIGNALS.rejoined,
  SIGNALS.here,
  SIGNALS.offer,
  SIGNALS.answer,
  SIGNALS.candidate,
]);
export type Signal = Static<typeof Signal>;
