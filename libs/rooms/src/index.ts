export { Knock, type KnockEnd } from './knock.ts';
export { MemoryRoomStore, type MemoryRoomStoreOptions } from './memory-room-store.ts';
export { RoomError, StoreUnavailable } from './room-error.ts';
export type { RoomSeals, SealedInfo } from './room-info.ts';
export { RoomLog } from './room-log.ts';
export { RoomSession } from './room-session.ts';
export type { RoomSessionOptions } from './room-session-options.ts';
export type {
  AddressedSignal,
  Admission,
  Appended,
  EntryDraft,
  HistoryRange,
  Departure,
  KnockAnswer,
  LeaveReason,
  Listener,
  Newcomer,
  Numbering,
  Passing,
  Person,
  RoomChange,
  RoomNews,
  RoomRange,
  RoomSnapshot,
  RoomStore,
  RoomView,
  SignalFrame,
  StoredRoom,
} from './room-store.ts';
export {
  graceOf,
  type NewRoom,
  type RoomChanges,
  type RoomIds,
  type RoomsOptions,
} from './rooms-options.ts';
export { Rooms, type Visit } from './rooms.ts';
export type { GraceDelays } from './seat.ts';
export { Subscriptions } from './subscriptions.ts';
export { weightOfBody } from './weight.ts';
export type { Producer } from './producers.ts';
export type { JoinRequest, Outlet, Posting, Signalling } from './venue.ts';
