import { Type, type Static } from 'typebox';

/** Every refusal, with its HTTP status and a sentence that says what happened and what to do next. */
export const ERRORS = {
  'bad-request': [400, 'The request is not well formed. Check it against /api/docs.'],
  'text-empty': [400, 'A message needs at least one visible character.'],
  'text-too-long': [400, 'The message is too long. Shorten it and send it again.'],
  'session-unknown': [401, 'You are not signed in here. Create a user first.'],
  'origin-refused': [
    403,
    'This page may not talk to this server. Open the chat from its own address.',
  ],
  'not-a-member': [403, 'Only members may do this. Join the room first.'],
  'not-the-owner': [403, 'Only the owner of the room may do this.'],
  'room-locked': [403, 'The room is locked. Knock, and somebody who is in may let you in.'],
  'knock-refused': [403, 'You were not let in. You may knock again in a minute.'],
  'knock-unanswered': [403, 'Nobody answered. Knock again, or ask somebody who is in.'],
  'member-removed': [
    403,
    'The owner removed you from this room. Ask the owner, or create another.',
  ],
  'room-unknown': [404, 'There is no such room. Check the link, or create a new room.'],
  'not-the-author': [403, 'Only its author may change a message.'],
  'message-unknown': [404, 'That message is not kept any more, or was deleted.'],
  'member-unknown': [404, 'That person is not in the room any more.'],
  'route-unknown': [404, 'There is nothing at this address. See /api/docs.'],
  'id-taken': [409, 'That message id belongs to another message. Send it with a new id.'],
  'epoch-stale': [409, 'The room began anew. Join it again, then send this again.'],
  'out-of-order': [
    409,
    'Something that was posted before is missing. Send all of it again, in order.',
  ],
  'room-full': [409, 'The room is full. Try again when somebody has left.'],
  'too-many-rooms': [429, 'This server holds as many rooms as it may. Try again later.'],
  'too-many-knocks': [429, 'Many people knock at this room now. Try again in a few minutes.'],
  'too-fast': [429, 'This was asked for too often. Wait a moment, then try again.'],
  'room-ended': [410, 'The room was ended by its owner, or has another link now. Ask the owner.'],
  'body-too-large': [413, 'The request is too large.'],
  'media-type-unsupported': [415, 'Send the body as application/json.'],
  internal: [500, 'Something went wrong here. Try again; if it stays, tell the operator.'],
  unavailable: [503, 'The server cannot take this right now. Try again in a moment.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type ErrorCode = keyof typeof ERRORS;
export const ErrorCode = Type.Enum(Object.keys(ERRORS) as ErrorCode[]);

/** The one shape of every REST error. */
export const ErrorBody = Type.Object(
  { error: Type.Object({ code: ErrorCode, message: Type.String() }) },
  { additionalProperties: false },
);
export type ErrorBody = Static<typeof ErrorBody>;
