export { adoptOutboxes } from './adopt-outboxes.ts';
export { Connection, type ConnectionOptions, type SocketConstructor } from './connection.ts';
export type { ConnectionState } from './connection-state.ts';
export { isHere } from './outbox.ts';
export { OutboxFull } from './outbox-full.ts';
export { randomId } from './random-id.ts';
export { ApiError, createApi, type Api } from './rest.ts';
export { RoomClient } from './room-client.ts';
export type { RoomClientOptions } from './room-client-options.ts';
export type { Notice, OutboxEntry, RoomPhase, RoomState } from './room-state.ts';
export { memoryStorage, type RoomStorage, type StoredRoom } from './room-storage.ts';
export { SharedStorage, type SharedStorageOptions } from './shared-storage.ts';
export {
  unconfirmedTexts,
  visibleMessages,
  type UnconfirmedText,
  type VisibleMessage,
} from './visible-messages.ts';
