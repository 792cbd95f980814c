export { Connection, type ConnectionOptions, type SocketConstructor } from './connection.ts';
export type { ConnectionState } from './connection-state.ts';
export { randomId } from './random-id.ts';
export { ApiError, createApi, type Api } from './rest.ts';
export { RoomClient } from './room-client.ts';
export type { Notice, OutboxEntry, RoomPhase, RoomState } from './room-state.ts';
