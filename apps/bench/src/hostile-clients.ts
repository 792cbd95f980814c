// A process of bad clients, of one kind, until it is ended: node --import tsx hostile-clients.ts KIND PORT TOKEN ROOM
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import { bytesOf } from '@chat/chaos/web-socket-bytes';
import { PROTOCOL_VERSION } from '@chat/protocol';

const [kind = '', port = '', token = '', room = ''] = process.argv.slice(2);
const CHECK_MS = 200;

function dial(): Socket {
  return connect({ port: Number(port), host: '127.0.0.1', noDelay: true }).on(
    'error',
    () => undefined,
  );
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const gone = (socket: Socket) => (socket.destroyed ? Promise.resolve() : once(socket, 'close'));

const HEAD = [
  'GET /ws HTTP/1.1',
  `Host: 127.0.0.1:${port}`,
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
  `Authorization: Bearer ${token}`,
  '',
].join('\r\n');
const frame = (content: object) => bytesOf(Buffer.from(JSON.stringify(content)));
const id = () => randomBytes(16).toString('base64url');
const HELLO = { type: 'hello', version: PROTOCOL_VERSION, producer: id() };

/** Keeps so many of one kind of client going, each begun anew when it is over. */
async function keep(count: number, one: () => Promise<unknown>): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, async () => {
      for (;;) {
        await one().catch(() => undefined);
        await pause(CHECK_MS);
      }
    }),
  );
}

/** Sends a letter of a header each second. */
async function slowloris(): Promise<void> {
  const socket = dial();
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ');
  while (!socket.destroyed) {
    socket.write('y');
    await pause(1_000);
  }
}

async function headerFlood(): Promise<void> {
  const socket = dial();
  socket.write(HEAD + Array.from({ length: 2_000 }, (_, n) => `x${n}: y\r\n`).join('') + '\r\n');
  socket.resume();
  await gone(socket);
}

const PIECE = bytesOf(Buffer.from('x'), { opcode: 0, isFinal: false });
const PIECES = Buffer.concat(Array.from({ length: 1_000 }, () => PIECE));

/** Pieces of one message, as many as the server takes. */
async function fragmentFlood(): Promise<void> {
  const socket = dial();
  socket.write(`${HEAD}\r\n`);
  socket.resume();
  socket.write(bytesOf(Buffer.from('{'), { isFinal: false }));
  for (let n = 0; n < 60 && !socket.destroyed; n += 1) {
    if (!socket.write(PIECES)) await Promise.race([once(socket, 'drain'), gone(socket)]);
  }
  await gone(socket);
}

/** Upgrades and says nothing. */
async function silentSocket(): Promise<void> {
  const socket = dial();
  socket.write(`${HEAD}\r\n`);
  socket.resume();
  await gone(socket);
}

/** A member who writes as fast as the network takes it. */
async function floodingMember(): Promise<void> {
  const socket = dial();
  let epoch: string | undefined;
  socket.on('data', (data) => (epoch ??= /"epoch":"([\w-]{11})"/.exec(data.toString())?.[1]));
  socket.write(`${HEAD}\r\n`);
  socket.write(Buffer.concat([HELLO, { type: 'join', room }].map(frame)));
  while (epoch === undefined && !socket.destroyed) await pause(20);
  for (let n = 1; !socket.destroyed; n += 1) {
    const body = { kind: 'text', text: 'x'.repeat(1_000) };
    const isTaken = socket.write(frame({ type: 'post', room, id: id(), epoch, n, body }));
    if (!isTaken) await Promise.race([once(socket, 'drain'), gone(socket)]);
  }
}

/** A member who never reads what the others write, and asks for all of it again and again. */
async function deafMember(): Promise<void> {
  const socket = dial();
  socket.pause();
  socket.write(`${HEAD}\r\n`);
  socket.write(frame(HELLO));
  while (!socket.destroyed) {
    socket.write(frame({ type: 'join', room }));
    await pause(50);
  }
}

const KINDS = {
  slowloris: () => keep(200, slowloris),
  'header flood': () => keep(20, headerFlood),
  'fragment flood': () => keep(20, fragmentFlood),
  'silent sockets': () => keep(200, silentSocket),
  'flooding member': () => keep(1, floodingMember),
  'deaf member': () => keep(5, deafMember),
};

const run = (KINDS as Record<string, () => Promise<void>>)[kind];
if (!run) throw new Error(`There is no such kind: ${kind}`);
await run();
