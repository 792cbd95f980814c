import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createApi } from '@chat/sdk';
import { expect, onTestFinished, test } from 'vitest';
import { ServerProcess } from '../src/server-process.ts';

async function startServer(): Promise<ServerProcess> {
  const server = await ServerProcess.start();
  onTestFinished(() => server.close());
  return server;
}

async function dial({ port }: ServerProcess): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

const upgrade = (token: string) =>
  [
    'GET /ws HTTP/1.1',
    'host: x',
    'connection: upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    'sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==',
    `authorization: Bearer ${token}`,
    '\r\n',
  ].join('\r\n');

test.each([
  ['never said anything', ''],
  ['began a request', 'GET /healthz HTTP/1.1\r\nHost: x\r\n'],
])('SIGTERM: a connection that %s does not hold the shutdown up', async (_, said) => {
  const server = await startServer();
  const socket = await dial(server);
  socket.write(said);
  // Its answer says that the server has seen the connection above, too.
  await fetch(`${server.origin}/healthz`);
  // Held up, it would be ended by force when the grace is over, with the code 1.
  expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null });
});

test('SIGTERM: who connects again while the last sockets close does not hold the shutdown up', async () => {
  const server = await startServer();
  const { token = '' } = await createApi({ origin: server.origin }).createUser({
    name: 'Ada',
    session: 'bearer',
  });
  // It hears the goodbye and never answers it, so the shutdown waits for it.
  const deaf = await dial(server);
  deaf.write(upgrade(token));
  await once(deaf, 'data');
  const goodbye = once(deaf, 'data');
  const exit = server.end('SIGTERM');
  await goodbye;
  const late = await dial(server);
  late.write(upgrade(token));
  expect(await exit).toEqual({ code: 0, signal: null });
});
