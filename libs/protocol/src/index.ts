export type { CallFrame, MediaFrame } from './call-frames.ts';
export { CLOSE, closeVerdict, type CloseVerdict } from './close-codes.ts';
export type { ParsedFrame } from './codec.ts';
export type { ClientFrame } from './client-frames.ts';
export {
  Access,
  Body,
  ConnectionId,
  Emoji,
  Encryption,
  Entry,
  Epoch,
  Knocker,
  Member,
  Message,
  MessageId,
  Name,
  OwnPresence,
  Position,
  PRESENCES,
  Presence,
  ProducerId,
  Room,
  RoomId,
  SealedRoom,
  Seq,
  Timestamp,
  Title,
  UserId,
} from './entities.ts';
export { encodeFrame } from './encode-frame.ts';
export { ERRORS, ErrorBody, ErrorCode } from './error-codes.ts';
export { ROOM_EVENTS, type RoomEvent } from './events.ts';
export { LIMITS, PROTOCOL_VERSION } from './limits.ts';
export {
  AnswerKnock,
  ChangeRoom,
  CreatedRoom,
  CreatedUser,
  CreateRoom,
  CreateUser,
  HistoryPage,
  HistoryQuery,
  IceServers,
  KnockList,
  PostedEntry,
  PostMessage,
  RemoveMember,
  RenameUser,
  RoomPreview,
  User,
} from './rest.ts';
export type { ServerFrame } from './server-frames.ts';
export { CallId, HangUpReason, Page, Signal, SIGNALS } from './signals.ts';
