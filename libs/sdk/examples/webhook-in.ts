// Says in a room what other programs send: a build that failed, an alarm, a form that was filled in.
//   npx tsx libs/sdk/examples/webhook-in.ts http://localhost:3000/r/… 8080
//   curl -d '{"text":"The build failed."}' http://127.0.0.1:8080
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { OutboxFull } from '@chat/sdk';
import { enterRoom } from './enter-room.ts';

const [link = '', port = '0'] = process.argv.slice(2);
const { client } = await enterRoom(link, 'Webhook');

const server = createServer((request, reply) => {
  void statusOf(request).then((status) => reply.writeHead(status).end());
});
// For programs of this machine. To take what comes from elsewhere, check a signature first.
server.listen(Number(port), '127.0.0.1');
await once(server, 'listening');
console.log(`Listening at http://127.0.0.1:${(server.address() as AddressInfo).port}`);

async function statusOf(request: IncomingMessage): Promise<number> {
  if (request.method !== 'POST') return 405;
  const text = await textOf(request);
  if (text === undefined) return 400;
  try {
    // It is sent now or when the connection is back, once, and in order.
    client.post(text);
    return 202;
  } catch (error) {
    if (error instanceof OutboxFull) return 503;
    throw error;
  }
}

async function textOf(request: IncomingMessage): Promise<string | undefined> {
  const body = await json(request).catch(() => undefined);
  const { text } = (body ?? {}) as { text?: unknown };
  return typeof text === 'string' && text.trim() !== '' ? text : undefined;
}
