import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { FaultProxy, type Script } from './fault-proxy.ts';

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A server that collects what it gets; `answer` is sent to whoever connects. */
async function setUp(script: Script = {}, answer = Buffer.alloc(0)) {
  const sockets: Socket[] = [];
  const chunks: Buffer[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (data: Buffer) => {
      chunks.push(data);
      server.emit('grown');
    });
    if (answer.length > 0) socket.write(answer);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy = await FaultProxy.start({
    target: (server.address() as AddressInfo).port,
    script: () => script,
  });
  closers.push(
    () => server.close(),
    () => sockets.forEach((socket) => socket.destroy()),
    () => proxy.close(),
  );
  const received = () => Buffer.concat(chunks);
  return {
    proxy,
    chunks,
    received,
    serverSockets: sockets,
    receives: async (length: number) => {
      while (received().length < length) await once(server, 'grown');
      return received();
    },
  };
}

function dial(port: number) {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (data: Buffer) => chunks.push(data));
  let error: NodeJS.ErrnoException | undefined;
  socket.on('error', (reason: NodeJS.ErrnoException) => {
    error = reason;
  });
  closers.push(() => socket.destroy());
  const closed = new Promise<string | undefined>((resolve) => {
    socket.on('close', () => resolve(error?.code));
  });
  return { socket, closed, received: () => Buffer.concat(chunks) };
}

const alphabet = Buffer.from('abcdefghijklmnopqrstuvwxyz');

test('without a fault every byte arrives, in order, both ways', async () => {
  const big = Buffer.alloc(700_000, alphabet);
  const { proxy, receives } = await setUp({}, big);
  const client = dial(proxy.port);
  client.socket.write(big);
  expect((await receives(big.length)).equals(big)).toBe(true);
  while (client.received().length < big.length) await once(client.socket, 'data');
  expect(client.received().equals(big)).toBe(true);
});

test.each([0, 1, 13, 25, 26])('up: exactly %i bytes arrive, then it is closed', async (byte) => {
  const { proxy, received, serverSockets } = await setUp({
    cutAt: { direction: 'up', byte, how: 'close' },
  });
  const client = dial(proxy.port);
  client.socket.write(alphabet.subarray(0, 20));
  client.socket.write(alphabet.subarray(20));
  await client.closed;
  if (serverSockets[0] && !serverSockets[0].destroyed) await once(serverSockets[0], 'close');
  expect(received().toString()).toBe(alphabet.subarray(0, byte).toString());
});

test.each([0, 1, 13, 26])('down: exactly %i bytes arrive, then it is closed', async (byte) => {
  const cutAt = { direction: 'down', byte, how: 'close' } as const;
  const { proxy } = await setUp({ cutAt }, alphabet);
  const client = dial(proxy.port);
  await client.closed;
  expect(client.received().toString()).toBe(alphabet.subarray(0, byte).toString());
});

test('a limit that is never reached cuts nothing', async () => {
  const { proxy, receives } = await setUp({ cutAt: { direction: 'up', byte: 27, how: 'close' } });
  const client = dial(proxy.port);
  client.socket.write(alphabet);
  await receives(26);
  expect(proxy.newest?.forwarded('up')).toBe(26);
  expect(client.socket.destroyed).toBe(false);
});

test('a reset is seen as one', async () => {
  const { proxy } = await setUp({ cutAt: { direction: 'up', byte: 3, how: 'reset' } });
  const client = dial(proxy.port);
  client.socket.write(alphabet);
  expect(await client.closed).toBe('ECONNRESET');
});

test('cut and reset end what is open', async () => {
  const { proxy, receives } = await setUp();
  const one = dial(proxy.port);
  one.socket.write('1');
  await receives(1);
  proxy.newest?.cut();
  expect(await one.closed).toBeUndefined();
  const two = dial(proxy.port);
  two.socket.write('2');
  await receives(2);
  proxy.newest?.reset();
  expect(await two.closed).toBe('ECONNRESET');
});

test('half-open: nothing passes and nobody is told; thawed, it arrives late, also after the end', async () => {
  const { proxy, receives, received, serverSockets } = await setUp();
  const client = dial(proxy.port);
  client.socket.write('before ');
  await receives(7);
  const frozen = proxy.newest;
  frozen?.freeze();
  client.socket.write('late');
  client.socket.end();
  await once(client.socket, 'finish');
  const other = dial(proxy.port);
  other.socket.write('other ');
  await receives(13);
  expect(received().toString()).toBe('before other ');
  expect(serverSockets.map(({ destroyed }) => destroyed)).toEqual([false, false]);
  frozen?.thaw();
  await receives(17);
  expect(received().toString()).toBe('before other late');
  await client.closed;
});

test('slices: the bytes come one by one', async () => {
  const { proxy, receives, chunks } = await setUp({ weather: { sliceBytes: 1 } });
  const client = dial(proxy.port);
  client.socket.write(alphabet);
  expect((await receives(26)).toString()).toBe(alphabet.toString());
  expect(chunks.length).toBeGreaterThan(5);
});

test('delay: each byte takes its time, and they travel together', async () => {
  const { proxy, receives } = await setUp({ weather: { delayMs: 80 } });
  const client = dial(proxy.port);
  const start = performance.now();
  for (let i = 0; i < 200; i++) client.socket.write('x');
  await receives(200);
  const took = performance.now() - start;
  expect(took).toBeGreaterThanOrEqual(79);
  expect(took).toBeLessThan(200 * 80);
});

test('bandwidth: 2,000 bytes at 10,000 a second take at least 0.15 s', async () => {
  const { proxy, receives } = await setUp({ weather: { bytesPerSecond: 10_000 } });
  const client = dial(proxy.port);
  const start = performance.now();
  client.socket.write(Buffer.alloc(2_000, alphabet));
  await receives(2_000);
  expect(performance.now() - start).toBeGreaterThan(150);
});

test('refusing: who connects is reset; afterwards it goes on', async () => {
  const { proxy, receives } = await setUp();
  proxy.refuses = true;
  expect(await dial(proxy.port).closed).toBe('ECONNRESET');
  proxy.refuses = false;
  dial(proxy.port).socket.write('again');
  await receives(5);
});

test('a server that is not there is a reset', async () => {
  const proxy = await FaultProxy.start({ target: 1 });
  closers.push(() => proxy.close());
  expect(await dial(proxy.port).closed).toBe('ECONNRESET');
});

test('what ended is forgotten', async () => {
  const { proxy, receives } = await setUp();
  const client = dial(proxy.port);
  client.socket.write('1');
  await receives(1);
  expect(proxy.connections.size).toBe(1);
  client.socket.end();
  await client.closed;
  await expect.poll(() => proxy.connections.size).toBe(0);
});
