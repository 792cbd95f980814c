import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  PROTOCOL_VERSION,
  type Body,
  type ClientFrame,
  type CreatedRoom,
  type ServerFrame,
} from '@chat/protocol';
import { onTestFinished } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import type { App } from '../src/app-type.ts';
import { buildApp, type AppOptions } from '../src/app.ts';
import type { Config } from '../src/config.ts';

export const SECRET = 'a secret for tests of 32 characters';

const MANY = 1_000_000;
/** A test is faster than any person; those about limits set their own. */
export const NO_LIMITS: Config['limits'] = {
  requestsPerMinute: MANY,
  usersPerMinute: MANY,
  roomsPerHour: MANY,
  framesPerSecond: MANY,
  sockets: MANY,
  addressSockets: MANY,
  members: MANY,
  rooms: MANY,
  connections: MANY,
};

/** No beat that nobody asked for; a heartbeat of the server is the answer to one of the client's. */
const QUIET = { heartbeatMs: 10 * 60_000, silenceMs: 20 * 60_000 };

export function testConfig(changes: Partial<Config> = {}): Config {
  return {
    host: '127.0.0.1',
    port: 0,
    publicOrigin: undefined,
    allowedOrigins: [],
    sessionSecrets: [SECRET],
    dataDir: undefined,
    tls: undefined,
    trustedProxies: [],
    stunUrls: [],
    turn: undefined,
    store: { kind: 'memory' },
    metrics: undefined,
    traceEndpoint: undefined,
    logLevel: 'silent',
    memberGraceMs: 15_000,
    roomIdleMs: 24 * 60 * 60_000,
    limits: NO_LIMITS,
    securityContact: undefined,
    clientDir: join(tmpdir(), 'no-client-here'),
    ...changes,
  };
}

/** What every client says first; each is a tab of its own. */
export function hello(): Extract<ClientFrame, { type: 'hello' }> {
  const producer = randomBytes(16).toString('base64url');
  return { type: 'hello', version: PROTOCOL_VERSION, producer };
}

export type TestUser = { id: string; name: string; token: string };

/** The app on a free port of this machine, gone when the test is over. */
export type TestApp = {
  app: App;
  origin: string;
  createUser: (name?: string) => Promise<TestUser>;
  createRoom: (owner: TestUser, title?: string) => Promise<CreatedRoom>;
  request: (
    path: string,
    init?: RequestInit & { user?: TestUser; json?: unknown },
  ) => Promise<Response>;
  open: (options?: ClientOptions, path?: string) => TestSocket;
  /** A socket that said hello. */
  connect: (user: TestUser, options?: ClientOptions) => Promise<TestSocket>;
  /** A socket that said hello and joined. */
  join: (user: TestUser, room: string) => Promise<TestSocket>;
};

export async function buildTestApp(
  changes: Partial<Config> = {},
  options: Omit<AppOptions, 'config'> = {},
): Promise<TestApp> {
  const timing = { ...QUIET, ...options.timing };
  const app = await buildApp({ config: testConfig(changes), ...options, timing });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const scheme = changes.tls ? 'https' : 'http';
  const origin = `${scheme}://127.0.0.1:${port}`;
  const sockets: TestSocket[] = [];
  onTestFinished(async () => {
    for (const socket of sockets) socket.ws.terminate();
    await app.close();
  });
  const request: TestApp['request'] = (path, { user, json, ...init } = {}) => {
    const headers = new Headers(init.headers);
    if (user) headers.set('authorization', `Bearer ${user.token}`);
    if (json === undefined) return fetch(`${origin}${path}`, { ...init, headers });
    headers.set('content-type', 'application/json');
    return fetch(`${origin}${path}`, { ...init, headers, body: JSON.stringify(json) });
  };
  const open = (clientOptions: ClientOptions = {}, path = '/ws') => {
    const socket = new TestSocket(`${origin.replace('http', 'ws')}${path}`, clientOptions);
    sockets.push(socket);
    return socket;
  };
  const connect: TestApp['connect'] = async ({ token }, clientOptions) => {
    const headers = { authorization: `Bearer ${token}` };
    const socket = open({ ...clientOptions, headers });
    socket.send(hello());
    await socket.next('welcome');
    return socket;
  };
  return {
    app,
    origin,
    request,
    open,
    connect,
    createUser: async (name = 'Ada') => {
      const json = { name, session: 'bearer' };
      return (await (await request('/api/users', { method: 'POST', json })).json()) as TestUser;
    },
    createRoom: async (user, title = 'Tea') => {
      const reply = await request('/api/rooms', { method: 'POST', user, json: { title } });
      return (await reply.json()) as CreatedRoom;
    },
    join: async (user, room) => {
      const socket = await connect(user);
      socket.send({ type: 'join', room });
      await socket.next('snapshot');
      return socket;
    },
  };
}

type Frame<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>;

/** A client's socket that remembers what came and waits for what will. */
export class TestSocket {
  readonly ws: WebSocket;
  /** Everything that was received, in order. */
  readonly frames: ServerFrame[] = [];
  /** The close code, when it comes. */
  readonly closed: Promise<number>;
  /** The status of a refused upgrade, when it comes. */
  readonly refused: Promise<number>;
  readonly #opened: Promise<void>;
  readonly #waiting = new Set<() => void>();
  #read = 0;
  #posts = 0;

  constructor(url: string, options: ClientOptions) {
    this.ws = new WebSocket(url, { rejectUnauthorized: false, ...options });
    this.ws.on('error', () => undefined);
    this.ws.on('message', (data: Buffer) => {
      this.frames.push(JSON.parse(data.toString()) as ServerFrame);
      for (const check of [...this.#waiting]) check();
    });
    this.#opened = new Promise((resolve) => this.ws.once('open', resolve));
    this.closed = new Promise((resolve) => this.ws.once('close', resolve));
    this.refused = new Promise((resolve) =>
      this.ws.once('unexpected-response', (_request, response) => {
        resolve(response.statusCode ?? 0);
        this.ws.terminate();
      }),
    );
  }

  send(frame: ClientFrame): void {
    this.sendText(JSON.stringify(frame));
  }

  /** Posts with the epoch and the number that a sound client would give, in a room that was joined. */
  post(room: string, id: string, content: string | Body): void {
    const body: Body = typeof content === 'string' ? { kind: 'text', text: content } : content;
    this.#posts += 1;
    const n = this.#posts - this.#rejections;
    this.send({ type: 'post', room, id, epoch: this.#epochOf(room), n, body });
  }

  sendText(data: string | Buffer): void {
    void this.#opened.then(() => this.ws.send(data));
  }

  /** The next frame of a type among those that no call gave yet; what comes before it is skipped. */
  async next<T extends ServerFrame['type']>(type: T): Promise<Frame<T>> {
    return new Promise((resolve) => {
      const check = () => {
        const index = this.frames.findIndex((frame, at) => at >= this.#read && frame.type === type);
        if (index < 0) return;
        this.#read = index + 1;
        this.#waiting.delete(check);
        resolve(this.frames[index] as Frame<T>);
      };
      this.#waiting.add(check);
      check();
    });
  }

  /** What was received makes the condition true. */
  async until(isSo: () => boolean): Promise<void> {
    await new Promise<void>((resolve) => {
      const check = () => {
        if (!isSo()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }

  /** Everything that was sent before this call has been handled, and all that came of it here is received. */
  async settled(): Promise<void> {
    const before = this.frames.length;
    this.send({ type: 'heartbeat' });
    await this.until(() => this.frames.slice(before).some(({ type }) => type === 'heartbeat'));
  }

  /** A refused post takes no number [P24]. */
  get #rejections(): number {
    return this.frames.filter((frame) => frame.type === 'rejected' && frame.request === 'post')
      .length;
  }

  #epochOf(room: string): string {
    const epochs = this.frames.flatMap((frame) =>
      (frame.type === 'snapshot' || frame.type === 'resumed') && frame.room === room
        ? [frame.epoch]
        : [],
    );
    return epochs.at(-1) ?? 'e'.repeat(11);
  }

  /** The types of all frames but heartbeats. */
  get types(): string[] {
    return this.frames.map(({ type }) => type).filter((type) => type !== 'heartbeat');
  }
}
