import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { Rooms } from '@chat/rooms';
import type { Config } from './config.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { Traffic } from './metrics/traffic.ts';
import type { FrameWatch } from './metrics/watch-frames.ts';
import type { RoomIdKeys } from './room-ids.ts';
import type { Sessions } from './session/sessions.ts';
import type { Addresses } from './socket/addresses.ts';
import type { Budgets } from './socket/budgets.ts';
import type { People } from './socket/people.ts';
import type { SocketTiming } from './socket/socket-timing.ts';
import type { Notices } from './store/notices.ts';
import type { SharedSockets } from './store/shared-sockets.ts';
import type { TurnReadiness } from './turn/turn-readiness.ts';

/** Fastify, with routes typed by their TypeBox schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** What plugins and routes are given. Made once, by `buildApp`. */
export type Parts = {
  config: Config;
  rooms: Rooms;
  roomIds: RoomIdKeys;
  sessions: Sessions;
  people: People;
  notices: Notices;
  budgets: Budgets;
  addresses: Addresses;
  sharedSockets: SharedSockets;
  timing: SocketTiming;
  turn: TurnReadiness;
  metrics: Metrics;
  traffic: Traffic;
  watchFrame: FrameWatch;
};
