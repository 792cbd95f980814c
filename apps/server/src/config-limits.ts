import type { Settings } from './config-schema.ts';

/** How much one person or one address may ask for; see `config-schema.ts`. */
export type Limits = {
  requestsPerMinute: number;
  usersPerMinute: number;
  roomsPerHour: number;
  framesPerSecond: number;
  sockets: number;
  addressSockets: number;
  members: number;
  /** Over all servers that share a store. */
  rooms: number;
  connections: number;
};

export function limitsOf(settings: Settings): Limits {
  return {
    requestsPerMinute: settings.LIMIT_REQUESTS,
    usersPerMinute: settings.LIMIT_USERS,
    roomsPerHour: settings.LIMIT_ROOMS,
    framesPerSecond: settings.LIMIT_FRAMES,
    sockets: settings.LIMIT_SOCKETS,
    addressSockets: settings.LIMIT_ADDRESS_SOCKETS,
    members: settings.LIMIT_MEMBERS,
    rooms: settings.LIMIT_KEPT_ROOMS,
    connections: settings.LIMIT_CONNECTIONS,
  };
}
