import type { CLOSE, ClientFrame, ServerFrame } from '@chat/protocol';

// What the schemas cannot say. A frame or a code without its sentence does not compile.

export const CLIENT_SUMMARIES: Record<ClientFrame['type'], string> = {
  hello: 'The first frame on a socket, within five seconds; answered by `welcome` [P2].',
  join: 'Enters a room, or goes on in it from a position; answered by `snapshot` or `resumed` [P13].',
  leave: 'Leaves a room, or stops knocking; answered by `room-left` [P15].',
  post: 'Writes, edits, deletes or reacts; the own `entry-posted` confirms it [P20]-[P24].',
  signal: 'Says something of a call to one member, who hears it as `signal` [P30].',
  typing: 'Says that one is writing [P64].',
  presence: 'Says that one is here, away or in a call [P65].',
  knock: 'Asks to be let into a locked room; answered by `admitted` or `rejected` [P63].',
  'answer-knock': 'Lets somebody in who knocked, or does not [P63].',
  heartbeat: 'Asks whether the socket still works; answered by `heartbeat` [P4].',
};

export const SERVER_SUMMARIES: Record<ServerFrame['type'], string> = {
  welcome: 'The answer to `hello`: who one is, and which connection this is [P2].',
  snapshot: 'The answer to `join`: the newest messages and everybody who is in [P13].',
  resumed: 'The answer to `join` with a position: exactly what was missed [P13].',
  admitted: 'One was let into the locked room: `join` works now [P63].',
  'room-left': 'One is not in the room any more, and why [P15], [P16].',
  signal: 'A member says something of a call [P30].',
  typing: 'A member is writing [P64].',
  rejected: 'A request was refused, and nothing else changed [P3].',
  heartbeat: 'A sign of life, with where the log of every joined room ends [P4].',
  bye: 'The server goes down: come back after `retryMs` [P5].',
  'entry-posted': 'A message, an edit, a deletion or a reaction, in the order of the room [P20].',
  'member-joined': 'Somebody came who was not in [P14].',
  'member-changed':
    'Somebody is called otherwise, is away or in a call, or their connection broke or came back [P15], [P65].',
  'member-left': 'Somebody left, was lost or removed [P15], [P16].',
  'room-changed': 'The room has another title, owner or lock [P16].',
  'knock-heard': 'Somebody asks to be let in [P63].',
  'knock-answered': 'A knock was answered, or is over [P63].',
  'room-ended': 'The owner ended the room [P16].',
};

export const CLOSE_SUMMARIES: Record<keyof typeof CLOSE, string> = {
  serverClosing: 'the server goes down; another will answer',
  helloTimeout: 'no `hello` in time',
  silent: 'silent for too long',
  slowConsumer: 'could not keep up; resume and catch up',
  versionUnsupported: 'this version is not spoken; load the page again',
  sessionUnknown: 'no valid session; create a user',
  sessionEnded: 'the person asked to be forgotten',
  tooManySockets: 'too many sockets of this person or address',
  malformedFrame: 'malformed or unknown frame, or one out of its place',
};
