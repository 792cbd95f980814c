import { once } from 'node:events';
import { createServer, type AddressInfo, connect, type Socket as NetworkSocket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { WebSocket } from '@fastify/websocket';
import { Traffic } from '../metrics/traffic.ts';
import { Outgoing } from './outgoing.ts';
import { Pace } from './pace.ts';
import { PacedSocket } from './paced-socket.ts';

const OPEN = 1;
const CLOSING = 2;
const server = createServer((socket) => socket.pause());
let reader: NetworkSocket;
let network: NetworkSocket;
const state = { readyState: OPEN, OPEN };
// Of a WebSocket it is asked only whether it is open.
const ws = state as never as WebSocket;

beforeEach(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection') as Promise<[NetworkSocket]>;
  reader = connect((server.address() as AddressInfo).port, '127.0.0.1');
  [network] = await accepted;
  state.readyState = OPEN;
});

afterEach(() => {
  reader.destroy();
  network.destroy();
  server.close();
});

it('[P28] a closing socket that nobody reads keeps the server from nothing', async () => {
  const socket = new PacedSocket({ ws, network, pace: new Pace(), traffic: new Traffic() });
  const outgoing = new Outgoing({
    socket,
    lagMs: 30_000,
    onDrained: () => undefined,
    onHopeless: () => undefined,
  });
  for (let n = 0; n < 20; n += 1) network.write(Buffer.alloc(1024 * 1024));
  expect(socket.bufferedAmount).toBeGreaterThan(1024 * 1024);
  state.readyState = CLOSING;
  // What waits will never be read. Whoever asked again and again whether it has left would ask for ever.
  outgoing.tell({ type: 'heartbeat', positions: [] });
  const flushed = new Promise<void>((resolve) => socket.flush(resolve));
  await flushed;
  await new Promise((resolve) => setTimeout(resolve, 1));
  expect(socket.bufferedAmount).toBe(0);
  outgoing.stop();
});
