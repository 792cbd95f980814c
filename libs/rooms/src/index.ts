export { MemoryRoomStore, type MemoryRoomStoreOptions } from './memory-room-store.ts';
export { RoomError } from './room-error.ts';
export { RoomSession, type Signalling } from './room-session.ts';
export type {
  AddressedSignal,
  Admission,
  Appended,
  HistoryRange,
  LeaveReason,
  Listener,
  MessageDraft,
  Person,
  RoomChange,
  RoomNews,
  RoomSnapshot,
  RoomStore,
  SignalFrame,
  StoredRoom,
} from './room-store.ts';
export { Rooms, type NewRoom, type RoomIds, type RoomsOptions, type Visit } from './rooms.ts';
