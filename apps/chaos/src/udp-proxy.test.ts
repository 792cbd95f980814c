import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { UdpProxy } from './udp-proxy.ts';

let server: Socket;
let proxy: UdpProxy;
const clients: Socket[] = [];

beforeEach(async () => {
  server = createSocket('udp4').bind(0, '127.0.0.1');
  await once(server, 'listening');
  server.on('message', (data, { port, address }) => server.send(data, port, address));
  proxy = await UdpProxy.start({ target: server.address().port, seed: 7 });
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
  proxy.close();
  server.close();
});

function client(): Socket {
  const socket = createSocket('udp4');
  clients.push(socket);
  return socket;
}

async function echo(socket: Socket, text: string): Promise<string> {
  const answer = once(socket, 'message') as Promise<[Buffer]>;
  socket.send(text, proxy.port, '127.0.0.1');
  return (await answer)[0].toString();
}

const until = (isSo: () => boolean) => vi.waitUntil(isSo, { timeout: 30_000 });

it('hands datagrams on, both ways, and keeps senders apart', async () => {
  const [ann, bob] = [client(), client()];
  expect(await echo(ann, 'from Ann')).toBe('from Ann');
  expect(await echo(bob, 'from Bob')).toBe('from Bob');
  expect(proxy.senders).toBe(2);
});

it('loses the share that it was told, each way', async () => {
  proxy.weather = { loss: 0.2 };
  const arrived: string[] = [];
  server.removeAllListeners('message');
  server.on('message', (data) => arrived.push(data.toString()));
  const ann = client();
  for (let sent = 1; sent <= 500; sent += 1) {
    await new Promise((resolve) => ann.send(String(sent), proxy.port, '127.0.0.1', resolve));
    // The system drops datagrams by itself when too many wait to be read.
    if (sent % 25 === 0) await until(() => arrived.length + proxy.dropped === sent);
  }
  expect(arrived.length).toBeGreaterThan(350);
  expect(arrived.length).toBeLessThan(450);
});

it('lets through what the bandwidth allows and drops what would wait too long', async () => {
  // 100 ms for each datagram of 1,000 bytes, and room for two that wait.
  proxy.weather = { bitsPerSecond: 80_000, queueMs: 250 };
  const arrived: string[] = [];
  server.on('message', (data) => arrived.push(data.toString().trim()));
  // Time stands still for what waits: this machine may stop between two datagrams.
  const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now());
  onTestFinished(() => clock.mockRestore());
  const ann = client();
  for (const name of ['1', '2', '3', '4', '5']) {
    ann.send(name.padEnd(1_000), proxy.port, '127.0.0.1');
  }
  await once(ann, 'message');
  await once(ann, 'message');
  await once(ann, 'message');
  expect(arrived).toEqual(['1', '2', '3']);
  expect(proxy.dropped).toBe(2);
});

it('passes nothing while the path is cut, and all again afterwards', async () => {
  const ann = client();
  await echo(ann, 'before');
  proxy.isCut = true;
  ann.send('lost', proxy.port, '127.0.0.1');
  await until(() => proxy.dropped === 1);
  proxy.isCut = false;
  expect(await echo(ann, 'after')).toBe('after');
});
