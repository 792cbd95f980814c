import { Type, type Static } from 'typebox';
import { Timestamp, UserId } from './entities.ts';
import { CallId, Page } from './signals.ts';

/** What a page that goes away leaves for itself, so that it can come back into its call [P38]. */
export const StoredCall = Type.Object(
  {
    callId: CallId,
    peer: UserId,
    role: Type.Enum(['caller', 'callee']),
    /** The page that goes, and the one at the other end. */
    mine: Page,
    theirs: Page,
    /** Since when it is connected; null when it never was. */
    since: Type.Union([Timestamp, Type.Null()]),
    leftAt: Timestamp,
    muted: Type.Boolean(),
    video: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type StoredCall = Static<typeof StoredCall>;
