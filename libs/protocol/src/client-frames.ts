import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { parseFrame, type ParsedFrame } from './codec.ts';
import {
  Body,
  ConnectionId,
  Epoch,
  MessageId,
  OwnPresence,
  Position,
  ProducerId,
  RoomId,
  SealedRoom,
  UserId,
} from './entities.ts';
import { frame } from './frame.ts';
import { Signal } from './signals.ts';

/** Everything a client may say: imperatives, one schema for each `type` [P1]. */
export const CLIENT_FRAMES = {
  hello: frame('hello', { version: Type.Integer({ minimum: 1 }), producer: ProducerId }),
  join: frame('join', {
    room: RoomId,
    position: Type.Optional(Position),
    sealed: Type.Optional(SealedRoom),
  }),
  leave: frame('leave', { room: RoomId }),
  post: frame('post', {
    room: RoomId,
    id: MessageId,
    epoch: Epoch,
    n: Type.Integer({ minimum: 1 }),
    body: Body,
  }),
  signal: frame('signal', {
    room: RoomId,
    to: UserId,
    connection: Type.Optional(ConnectionId),
    signal: Signal,
  }),
  typing: frame('typing', { room: RoomId }),
  presence: frame('presence', { room: RoomId, presence: OwnPresence }),
  knock: frame('knock', { room: RoomId }),
  'answer-knock': frame('answer-knock', { room: RoomId, person: UserId, admit: Type.Boolean() }),
  heartbeat: frame('heartbeat', {}),
} as const;

export type ClientFrame = Static<(typeof CLIENT_FRAMES)[keyof typeof CLIENT_FRAMES]>;

const checks = new Map(
  Object.entries(CLIENT_FRAMES).map(([type, schema]) => {
    const validator = Compile(schema);
    return [type, (value: unknown) => validator.Check(value)] as const;
  }),
);

/** The edge of the server: a frame of a client, or why it is none. Compiled, so never for a browser. */
export function parseClientFrame(text: string): ParsedFrame<ClientFrame> {
  return parseFrame<ClientFrame>(text, checks);
}
