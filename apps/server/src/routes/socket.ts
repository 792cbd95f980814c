import type { Socket } from 'node:net';
import { CLOSE, LIMITS } from '@chat/protocol';
import websocket, { type WebSocket } from '@fastify/websocket';
import type { FastifyRequest } from 'fastify';
import type { App, Parts } from '../app-type.ts';
import { ApiError, traceOf } from '../errors.ts';
import { randomId } from '../random-id.ts';
import type { Session } from '../session/sessions.ts';
import { neighbourhoodOf } from '../socket/addresses.ts';
import { callIn } from '../socket/call-in.ts';
import { Pace } from '../socket/pace.ts';
import { closeWithin, PacedSocket } from '../socket/paced-socket.ts';
import { readLittle } from '../socket/read-little.ts';
import { SocketSession } from '../socket/socket-session.ts';

/** RFC 6455, 7.4.1: data of a kind that is not accepted. */
const UNSUPPORTED_DATA = 1003;

/** Pieces of one message: browsers make few, and each costs memory before the size of the whole is known. */
const MAX_FRAGMENTS = 16;
/** Reads of the network for one frame: a bad line may need thousands. */
const MAX_CHUNKS = 8_192;

/** Must be registered before any route: it learns of upgrades by hooks. */
export async function acceptSockets(app: App, { people }: Parts): Promise<void> {
  await app.register(websocket, {
    options: {
      maxPayload: LIMITS.frameBytes,
      perMessageDeflate: false,
      maxFragments: MAX_FRAGMENTS,
      maxBufferedChunks: MAX_CHUNKS,
    },
    // Of what fails before a socket has listeners of its own.
    errorHandler: (error, socket, request) => {
      request.log.error(traceOf(error), 'a socket could not be taken');
      closeWithin(socket, 1011);
    },
    preClose: (done) => {
      // Who comes now would get a 503 over a socket that nobody closes any more, and the shutdown would wait for it.
      app.server.removeAllListeners('upgrade');
      app.server.on('upgrade', (_request, socket) => socket.destroy());
      people.goDown();
      app.websocketServer.close(() => done());
    },
  });
}

/** GET /ws: binds each socket to a `SocketSession`. */
export function socketRoute(app: App, parts: Parts): void {
  // An upgrade anywhere else would be taken and closed without a word.
  app.addHook('onRequest', async (request) => {
    if (request.ws && request.routeOptions.url !== '/ws') throw new ApiError('route-unknown');
  });
  const { traffic, metrics } = parts;
  const pace = new Pace();
  app.route({
    method: 'GET',
    url: '/ws',
    schema: { hide: true },
    // Its route would come by the same hooks, and to no WebSocket.
    exposeHeadRoute: false,
    // Of an upgrade `ws` writes the answer, and nothing of what helmet takes long to put together.
    helmet: false,
    onSend: async (_request, reply) => void reply.helmet(),
    handler: async () => {
      throw new ApiError('route-unknown', 'This address speaks WebSocket only.');
    },
    preHandler: async (request, reply) => {
      // A socket would keep the answer for as long as it lives, and by it the request with all headers.
      if (request.ws) reply.raw.detachSocket(request.raw.socket);
    },
    wsHandler: (ws, request) => {
      const { session } = request;
      watchFailures(app, ws, request.raw.socket);
      const admission = admit(request, parts);
      // Not a status at the upgrade: a page could not read it.
      if (!session || 'refusal' in admission) {
        const code = 'refusal' in admission ? admission.refusal : CLOSE.sessionUnknown;
        request.log.debug({ code }, 'a socket was refused');
        metrics.turnedAway(code);
        closeWithin(ws, code);
      } else {
        ws.once('close', admission.release);
        const socket = new PacedSocket({ ws, network: request.raw.socket, pace, traffic });
        const ids = { reqId: request.id, connection: randomId(16) };
        const { ip } = request;
        bind({ app, ws, socket, session, ids, ip }, parts);
      }
    },
  });
}

/** In the place of the plugin's own listener, which holds on to the request. */
function watchFailures({ log }: App, ws: WebSocket, network: Socket): void {
  ws.removeAllListeners('error');
  // A malformed WebSocket frame, or one that is too large: ws closes with the right code by itself.
  ws.on('error', (error) => {
    // Where an error comes from costs much to find out: not for a flood of them that nobody reads of.
    const isLogged = log.level === 'debug' || log.level === 'trace';
    if (isLogged) log.debug(traceOf(error), 'a socket failed');
    // What it still sends is thrown away, but not as much and for as long as it likes.
    readLittle(network);
    closeWithin(ws, 1011);
  });
}

type Admitted = {
  app: App;
  ws: WebSocket;
  socket: PacedSocket;
  session: Session;
  /** What names it in the log. */
  ids: { reqId: string; connection: string };
  ip: string;
};

/** Gives an admitted socket a session of its own until it is closed. */
function bind({ app, ws, socket, session, ids, ip }: Admitted, parts: Parts): void {
  const { people, rooms, timing, budgets, metrics } = parts;
  app.log.debug(ids, 'a socket was opened');
  const connection = new SocketSession({
    socket,
    connection: ids.connection,
    person: () => people.latest(session),
    rooms,
    spend: (spending) => budgets.take(session.user.id, spending),
    watch: parts.watchFrame,
    timing,
    // Not a logger of its own: with a thousand sockets that is a megabyte.
    log: { error: (details, message) => app.log.error({ ...ids, ...details }, message) },
  });
  const forget = people.connect(session, connection);
  const owner = { person: session.user.id, address: neighbourhoodOf(ip) };
  const leave = parts.sharedSockets.open(owner, () => connection.close(CLOSE.tooManySockets));
  const uncount = parts.traffic.open(socket);
  metrics.opened();
  const expiry = callIn(parts.sessions.remainingMs(session), () =>
    connection.close(CLOSE.sessionUnknown),
  );
  // Listeners at once: what comes before them is lost.
  ws.on('message', (data: Buffer, isBinary: boolean) => {
    if (isBinary) connection.close(UNSUPPORTED_DATA);
    else connection.receive(data.toString('utf8'));
  });
  ws.on('pong', () => connection.heard());
  ws.on('close', (code) => {
    app.log.debug({ ...ids, code }, 'a socket was closed');
    metrics.closed(code);
    uncount();
    connection.closed();
    expiry.cancel();
    forget();
    leave();
  });
}

/** Whether a socket may stay [P45], with what is to be called when it is gone. */
function admit(
  { session, ip }: FastifyRequest,
  { sessions, people, addresses, config }: Parts,
): { release: () => void } | { refusal: number } {
  if (!session || sessions.isRevoked(session.user.id)) return { refusal: CLOSE.sessionUnknown };
  const hasRoom = people.countSockets(session.user.id) < config.limits.sockets;
  const release = hasRoom ? addresses.admit(ip) : undefined;
  return release ? { release } : { refusal: CLOSE.tooManySockets };
}
