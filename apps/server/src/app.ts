import { join } from 'node:path';
import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { LIMITS } from '@chat/protocol';
import { Rooms, StoreUnavailable, type RoomStore } from '@chat/rooms';
import fastify, { LogController, type FastifyRequest, type FastifyServerOptions } from 'fastify';
import type { App, Parts } from './app-type.ts';
import type { Config } from './config.ts';
import { sendError, traceOf } from './errors.ts';
import { measureAppends } from './metrics/measure-appends.ts';
import { Metrics } from './metrics/metrics.ts';
import { serveMetrics } from './metrics/serve-metrics.ts';
import { Traffic } from './metrics/traffic.ts';
import { watchFrames } from './metrics/watch-frames.ts';
import { sendFrameworkError, serveClient } from './plugins/client.ts';
import { describeSocket } from './plugins/asyncapi.ts';
import { setHeaders } from './plugins/headers.ts';
import { describeApi } from './plugins/openapi.ts';
import { checkOrigins } from './plugins/origin.ts';
import { limitRates } from './plugins/rate-limits.ts';
import { readSessions } from './plugins/session.ts';
import { watchRequests } from './plugins/watch-requests.ts';
import { randomId } from './random-id.ts';
import { RoomIdKeys } from './room-ids.ts';
import { RoomSealKeys } from './room-seals.ts';
import { healthRoutes } from './routes/health.ts';
import { iceServerRoutes } from './routes/ice-servers.ts';
import { knockRoutes } from './routes/knocks.ts';
import { messageRoutes } from './routes/messages.ts';
import { roomRoutes } from './routes/rooms.ts';
import { securityTxtRoute } from './routes/security-txt.ts';
import { acceptSockets, socketRoute } from './routes/socket.ts';
import { userRoutes } from './routes/users.ts';
import { Sessions } from './session/sessions.ts';
import { Addresses } from './socket/addresses.ts';
import { Budgets } from './socket/budgets.ts';
import { People } from './socket/people.ts';
import type { SocketTiming } from './socket/socket-timing.ts';
import { openStore } from './store/open-store.ts';
import { countsOf, sharePeople, socketsOf } from './store/share-people.ts';
import { Tracing } from './tracing/tracing.ts';
import { TurnReadiness } from './turn/turn-readiness.ts';
import { validatorCompiler } from './validation.ts';

export type AppOptions = {
  config: Config;
  /** Closed with the app; what the configuration says by default. */
  store?: RoomStore;
  timing?: Partial<SocketTiming>;
  /** Where the log goes; standard output by default. */
  logStream?: { write(line: string): void };
  /** The clock of sessions, in milliseconds since 1970. */
  now?: () => number;
};

/** Milliseconds after which a connection on which nothing moves is closed; not a WebSocket, which has heartbeats. */
const SILENT_CONNECTION_MS = 60_000;
/** What a request may take to begin, and its headers to be: slow and large ones are refused by Node itself. */
const HANDSHAKE = {
  headersTimeout: 10_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 8 * 1024,
  handshakeTimeout: 10_000,
};

const FORGETFUL =
  'The file revoked-sessions in DATA_DIR cannot be used: after a restart the tokens of people who asked to be forgotten ' +
  'hold again. Set DATA_DIR to a directory that can be written.';

const TIMING: SocketTiming = {
  helloMs: LIMITS.helloMs,
  heartbeatMs: LIMITS.heartbeatMs,
  silenceMs: LIMITS.serverSilenceMs,
  lagMs: 30_000,
};

/** The whole server, not listening yet. `close()` says goodbye to all sockets and frees everything. */
export async function buildApp(options: AppOptions): Promise<App> {
  const app: App = fastify(serverOptions(options)).withTypeProvider<TypeBoxTypeProvider>();
  const store = options.store ?? (await openStore(app, options.config));
  const tracing = tracingOf(app, options.config);
  const parts = partsOf(app, { ...options, store, tracing });
  app.setValidatorCompiler(validatorCompiler);
  app.setErrorHandler(sendError);
  // Bodies are JSON or nothing; anything else is 415.
  app.removeContentTypeParser('text/plain');

  watchRequests(app, { metrics: parts.metrics, tracing });
  if (options.config.metrics) serveMetrics(app, parts.metrics, options.config.metrics);
  await setHeaders(app, options.config);
  await app.register(cookie);
  const { allowedOrigins } = options.config;
  if (allowedOrigins.length > 0) {
    const methods = ['GET', 'POST', 'PATCH', 'DELETE'];
    await app.register(cors, { origin: allowedOrigins, credentials: true, methods });
  }
  await parts.notices.start();
  await acceptSockets(app, parts);
  readSessions(app, parts.sessions);
  checkOrigins(app, options.config);
  await limitRates(app, options.config, countsOf(store));
  await describeApi(app);
  describeSocket(app, options.config);
  userRoutes(app, parts);
  roomRoutes(app, parts);
  knockRoutes(app, parts);
  messageRoutes(app, parts);
  iceServerRoutes(app, parts);
  healthRoutes(app, parts);
  securityTxtRoute(app, parts);
  socketRoute(app, parts);
  await serveClient(app, options.config.clientDir);
  app.server.maxConnections = options.config.limits.connections;
  app.addHook('onClose', async () => {
    parts.notices.close();
    await parts.rooms.close();
    await parts.sharedSockets.close();
    await store.close();
    await tracing?.close();
  });
  return app;
}

type Needed = AppOptions & { store: RoomStore; tracing: Tracing | undefined };

function partsOf(app: App, options: Needed): Parts {
  const { config, timing, now } = options;
  const metrics = new Metrics();
  const store = measureAppends(options.store, (seconds) => metrics.appended(seconds));
  const roomIds = new RoomIdKeys(config.sessionSecrets);
  const onError = (error: unknown) => {
    // That the store is away was said once.
    if (!(error instanceof StoreUnavailable)) app.log.error(traceOf(error), 'a room failed');
  };
  const seals = new RoomSealKeys(config.sessionSecrets);
  const rooms = new Rooms({ store, roomIds, seals, graceMs: config.memberGraceMs, onError });
  const sessions = new Sessions({
    secrets: config.sessionSecrets,
    now,
    revocationsPath: config.dataDir && join(config.dataDir, 'revoked-sessions'),
    onError: (error) => app.log.warn(traceOf(error), FORGETFUL),
    onChange: (notice) => void notices.tell(notice).catch(onError),
  });
  const [traffic, people] = [new Traffic(), new People()];
  const notices = sharePeople({ store, sessions, people, rooms, onError });
  metrics.read({ traffic, people, rooms });
  return {
    config,
    rooms,
    roomIds,
    sessions,
    people,
    notices,
    metrics,
    traffic,
    watchFrame: watchFrames(metrics, options.tracing),
    budgets: new Budgets(config.limits.framesPerSecond),
    addresses: new Addresses(config.limits.addressSockets),
    sharedSockets: socketsOf(store, { limits: config.limits, onError }),
    turn: new TurnReadiness(config.turn),
    timing: { ...TIMING, ...timing },
  };
}

function tracingOf(app: App, { traceEndpoint }: Config): Tracing | undefined {
  if (traceEndpoint === undefined) return undefined;
  const onError = (error: unknown) =>
    app.log.warn(traceOf(error), 'traces could not be sent; said once until it works again');
  return new Tracing({ endpoint: traceEndpoint, onError });
}

function serverOptions({ config, logStream }: AppOptions): FastifyServerOptions {
  const isTalkative = config.logLevel === 'debug' || config.logLevel === 'trace';
  const logger = {
    level: config.logLevel,
    serializers: { req: describeRequest },
    ...(logStream && { stream: logStream }),
  };
  return {
    logger,
    logController: new LogController({ disableRequestLogging: !isTalkative }),
    // Not a client's, and not a count: two servers, or one before and after a restart, have no id in common.
    genReqId: () => randomId(9),
    frameworkErrors: sendFrameworkError,
    bodyLimit: LIMITS.frameBytes,
    requestTimeout: 15_000,
    connectionTimeout: SILENT_CONNECTION_MS,
    trustProxy: config.trustedProxies.length > 0 ? config.trustedProxies : false,
    ...(config.tls ? { https: { ...config.tls, ...HANDSHAKE } } : { http: HANDSHAKE }),
  };
}

/** The address of a room is its key, so a path is no business of a log: the route's pattern is. */
function describeRequest({ method, routeOptions }: FastifyRequest) {
  return { method, route: routeOptions.url };
}
