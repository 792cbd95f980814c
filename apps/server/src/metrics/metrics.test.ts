import { createServer, type AddressInfo } from 'node:net';
import { CLOSE } from '@chat/protocol';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildTestApp, testConfig, type TestApp } from '../../test/build-test-app.ts';
import { CANARY } from '../../test/canaries.ts';
import { buildApp } from '../app.ts';
import { ConfigError } from '../config.ts';
import { CallEnds } from './call-ends.ts';

type Watched = { test: TestApp; url: string; scrape: () => Promise<Map<string, number>> };

/** A server with metrics on a port of their own, and what Prometheus would read there. */
async function buildWatched(changes: Parameters<typeof buildTestApp>[0] = {}): Promise<Watched> {
  const lines: string[] = [];
  const logStream = { write: (line: string) => void lines.push(line) };
  const metrics = { host: '127.0.0.1', port: 0 };
  const test = await buildTestApp({ metrics, logLevel: 'info', ...changes }, { logStream });
  const said = lines.map((line) => JSON.parse(line) as { msg: string; port: number });
  const port = said.find(({ msg }) => msg === 'metrics are served')?.port ?? 0;
  const url = `http://127.0.0.1:${port}/metrics`;
  const scrape = async () => samplesOf(await (await fetch(url)).text());
  return { test, url, scrape };
}

function samplesOf(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.replace(/ \S+$/, ''), Number(/\S+$/.exec(line)?.[0])]));
}

/** Three people in a room, one of whom has written; and all that everybody was sent. */
async function converse({ test }: Watched) {
  const people = [];
  for (const name of ['Ada', 'Bob', 'Cleo']) people.push(await test.createUser(name));
  const [ada] = people;
  const room = await test.createRoom(ada!);
  const sockets = [];
  for (const person of people) sockets.push(await test.join(person, room.id));
  sockets[0]!.post(room.id, 'm'.repeat(22), CANARY);
  for (const each of sockets) await each.next('entry-posted');
  return { people, room, sockets };
}

describe('metrics', () => {
  it('[S35] are on an address of their own, and nowhere else', async () => {
    const { test, url } = await buildWatched();
    const reply = await fetch(url);
    expect([reply.status, reply.headers.get('content-type')]).toEqual([
      200,
      expect.stringMatching(/^text\/plain; version=0\.0\.4/),
    ]);
    expect((await test.request('/metrics')).status).toBe(404);
    for (const path of ['/', '/healthz', '/api/users/me', '/metrics/x', '/metrics?a=b']) {
      expect((await fetch(new URL(path, url))).status).toBe(404);
    }
    expect((await fetch(url, { method: 'POST' })).status).toBe(404);
  });

  it('[S35] are nowhere unless a port is named', async () => {
    const { request } = await buildTestApp();
    expect((await request('/metrics')).status).toBe(404);
  });

  it('end with the server', async () => {
    const { test, url } = await buildWatched();
    await fetch(url);
    await test.app.close();
    await expect(fetch(url)).rejects.toThrow();
  });

  it('stop the start with a sentence when their port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const app = await buildApp({ config: testConfig({ metrics: { host: '127.0.0.1', port } }) });
    onTestFinished(() => app.close());
    const start = app.listen({ host: '127.0.0.1', port: 0 });
    await expect(start).rejects.toThrow(ConfigError);
    await expect(start).rejects.toThrow(/^METRICS_PORT must be a port .* free/);
  });

  it('count connections, people, rooms, frames, deliveries and appends', async () => {
    const watched = await buildWatched();
    const before = await watched.scrape();
    const { sockets } = await converse(watched);
    const after = await watched.scrape();
    expect(Object.fromEntries(after)).toMatchObject({
      chat_connections: 3,
      chat_connections_opened_total: 3,
      chat_people: 3,
      chat_rooms: 1,
      chat_store_up: 1,
      chat_queue_bytes: 0,
      'chat_frames_total{type="join"}': 3,
      'chat_frames_total{type="post"}': 1,
      chat_append_duration_seconds_count: 1,
      // A welcome and a snapshot each, two and one who came, and the message to three.
      chat_deliveries_total: 12,
    });
    expect(before.get('chat_deliveries_total')).toBe(0);
    expect(after.get('chat_delivered_bytes_total')).toBeGreaterThan(1_000);
    expect(after.get('chat_writes_total')).toBeLessThanOrEqual(12);
    expect(after.get('chat_append_duration_seconds_sum')).toBeLessThan(10);

    sockets[0]!.sendText('no frame');
    await sockets[0]!.closed;
    await expect.poll(async () => (await watched.scrape()).get('chat_connections')).toBe(2);
    const name = `chat_connections_closed_total{code="${CLOSE.malformedFrame}"}`;
    expect((await watched.scrape()).get(name)).toBe(1);
  });

  it('count refusals by their code, over the socket, over REST and at the upgrade', async () => {
    const { test, scrape } = await buildWatched();
    const ada = await test.createUser();
    const socket = await test.connect(ada);
    socket.send({ type: 'leave', room: (await test.createRoom(ada)).id });
    await socket.next('rejected');
    await test.request('/api/users/me');
    const stranger = test.open();
    await stranger.closed;
    const samples = Object.fromEntries(await scrape());
    expect(samples).toMatchObject({
      'chat_rejections_total{code="not-a-member",over="socket"}': 1,
      'chat_rejections_total{code="session-unknown",over="rest"}': 1,
      [`chat_rejections_total{code="${CLOSE.sessionUnknown}",over="upgrade"}`]: 1,
      'chat_http_request_duration_seconds_count{method="GET",route="/api/users/me",status="401"}': 1,
    });
  });

  it('have the delay of the event loop and what else a process tells of itself', async () => {
    const names = [...(await (await buildWatched()).scrape()).keys()];
    for (const name of ['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes']) {
      expect(names).toContain(name);
    }
    expect(names).toContain('process_cpu_seconds_total');
  });

  it('[S34] name nobody and nothing', async () => {
    const watched = await buildWatched();
    const { people, room } = await converse(watched);
    await watched.test.request(`/api/rooms/${room.id}?${CANARY}=1`);
    await watched.test.request(`/${CANARY}`);
    const text = await (await fetch(watched.url)).text();
    const secrets = people.flatMap(({ id, token, name }) => [id, token, `"${name}"`]);
    for (const secret of [CANARY, room.id, ...secrets]) expect(text).not.toContain(secret);
  });
});

describe('the end of a call', () => {
  const signal = (callId: string, kind: string, reason?: string) =>
    ({ type: 'signal', room: 'r', to: 'u', signal: { kind, callId, reason } }) as never;

  it.each([
    ['hang-up', 'hung-up', 'hung-up'],
    ['hang-up', 'no-answer', 'no-answer'],
    ['decline', 'busy', 'busy'],
    ['hang-up', 'elsewhere', undefined],
    ['settled', 'declined', undefined],
    ['offer', undefined, undefined],
  ])('%s (%s) counts as %s', (kind, reason, counted) => {
    expect(new CallEnds().reasonOf(signal('a', kind, reason))).toBe(counted);
  });

  it('counts once, whoever says it again', () => {
    const ends = new CallEnds();
    expect(ends.reasonOf(signal('a', 'hang-up', 'lost'))).toBe('lost');
    expect(ends.reasonOf(signal('a', 'hang-up', 'hung-up'))).toBeUndefined();
    expect(ends.reasonOf(signal('b', 'hang-up', 'hung-up'))).toBe('hung-up');
  });

  it('is remembered for the newest thousand calls', () => {
    const ends = new CallEnds();
    const say = (callId: string) => ends.reasonOf(signal(callId, 'hang-up', 'hung-up'));
    for (let n = 0; n <= 1_000; n += 1) say(`call ${n}`);
    expect(say('call 0')).toBe('hung-up');
    expect(say('call 1000')).toBeUndefined();
  });
});
