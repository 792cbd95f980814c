import { CLOSE } from '@chat/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Connection } from './connection.ts';
import { ids, welcome } from './testing/frames.ts';
import { socketPairs } from './testing/socket-pair.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function opened(options: { token?: string; producer?: string; silenceMs?: number } = {}) {
  const { WebSocket, ends } = socketPairs();
  const connection = new Connection({ url: 'ws://chat.example/ws', WebSocket, ...options });
  connection.open();
  ends[0]?.accept();
  ends[0]?.send(welcome);
  return { connection, ends };
}

test('[P2] the first frame is hello with the version and the producer', () => {
  const { ends } = opened({ producer: ids.producer });
  expect(ends[0]?.received).toEqual([{ type: 'hello', version: 1, producer: ids.producer }]);
});

test('[P2] the producer is the same over all sockets, and another for each connection', () => {
  const { connection, ends } = opened();
  ends[0]?.close(1006);
  connection.probe();
  ends[1]?.accept();
  expect(ends[1]?.received).toEqual(ends[0]?.received);
  expect(opened().connection.producer).not.toBe(connection.producer);
});

test('[P12] a bot sends its token in the header of the upgrade and never in the address', () => {
  const { ends } = opened({ token: 'secret' });
  expect(ends[0]?.headers).toEqual({ authorization: 'Bearer secret' });
  expect(ends[0]?.url).toBe('ws://chat.example/ws');
});

test('frames leave only while it is open, and the caller knows', () => {
  const { connection, ends } = opened();
  expect(connection.send({ type: 'heartbeat' })).toBe(true);
  ends[0]?.close(1006);
  expect(connection.send({ type: 'heartbeat' })).toBe(false);
  expect(ends[0]?.received).toHaveLength(2);
});

test('a lost socket is replaced after the back-off', () => {
  const { connection, ends } = opened();
  ends[0]?.close(1006);
  expect(connection.state.status).toBe('waiting');
  vi.advanceTimersByTime(500);
  expect(ends).toHaveLength(2);
  ends[1]?.accept();
  ends[1]?.send(welcome);
  expect(connection.state.status).toBe('open');
});

test('[P4] a socket that is silent for 30 s is given up, though it never said that it closed', () => {
  const { connection, ends } = opened();
  vi.advanceTimersByTime(29_999);
  expect(connection.state.status).toBe('open');
  vi.advanceTimersByTime(1);
  expect(connection.state.status).toBe('waiting');
  expect(ends[0]?.closed).toBe(true);
});

test('[P4] a heartbeat keeps the socket, and is not answered', () => {
  const { connection, ends } = opened();
  vi.advanceTimersByTime(20_000);
  ends[0]?.send({ type: 'heartbeat', positions: [] });
  vi.advanceTimersByTime(20_000);
  expect(connection.state.status).toBe('open');
  expect(ends[0]?.received.map(({ type }) => type)).toEqual(['hello']);
});

test('a probe finds a dead socket within 3 s', () => {
  const { connection } = opened();
  connection.probe();
  vi.advanceTimersByTime(3_000);
  expect(connection.state.status).toBe('waiting');
});

test('probing again and again does not put off the end of a dead socket', () => {
  const { connection } = opened();
  for (const ms of [1_000, 1_000, 999]) {
    connection.probe();
    vi.advanceTimersByTime(ms);
  }
  expect(connection.state.status).toBe('open');
  connection.probe();
  vi.advanceTimersByTime(1);
  expect(connection.state.status).toBe('waiting');
});

test('a probe gives an attempt up that gets no answer, and leaves it the time until then', () => {
  const { connection, ends } = opened();
  ends[0]?.close(1006);
  vi.advanceTimersByTime(500);
  vi.advanceTimersByTime(10_000);
  expect(connection.state.status).toBe('connecting');
  connection.probe();
  vi.advanceTimersByTime(2_999);
  expect(connection.state.status).toBe('connecting');
  vi.advanceTimersByTime(1);
  expect(connection.state.status).toBe('waiting');
});

test('the silence can be set', () => {
  const { connection } = opened({ silenceMs: 1_000 });
  vi.advanceTimersByTime(1_000);
  expect(connection.state.status).toBe('waiting');
});

test('a probe does not wait for the back-off', () => {
  const { connection, ends } = opened();
  ends[0]?.close(1006);
  connection.probe();
  expect(ends).toHaveLength(2);
  expect(connection.state.status).toBe('connecting');
});

test('[P5] after bye it comes back when the server said, not before', () => {
  const { ends } = opened();
  ends[0]?.send({ type: 'bye', retryMs: 5_000 });
  ends[0]?.close(CLOSE.serverClosing);
  vi.advanceTimersByTime(4_999);
  expect(ends).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(ends).toHaveLength(2);
});

test('[P40] it stays closed when the server said stop', () => {
  const { connection, ends } = opened();
  ends[0]?.close(CLOSE.malformedFrame);
  vi.advanceTimersByTime(600_000);
  expect(ends).toHaveLength(1);
  expect(connection.state).toEqual({ status: 'closed', code: 4400, verdict: 'stop' });
});

test('a frame that this version does not know is passed over', () => {
  const { connection, ends } = opened();
  const heard: string[] = [];
  connection.onFrame(({ type }) => heard.push(type));
  ends[0]?.sendText('{"type":"from-the-future"}');
  ends[0]?.sendText('not even JSON');
  ends[0]?.send({ type: 'heartbeat', positions: [] });
  expect(heard).toEqual(['heartbeat']);
  expect(connection.state.status).toBe('open');
});

test('closed by its owner, it neither speaks nor comes back', () => {
  const { connection, ends } = opened();
  connection.close();
  expect(ends[0]?.closed).toBe(true);
  vi.advanceTimersByTime(600_000);
  expect(ends).toHaveLength(1);
  expect(connection.state).toEqual({ status: 'idle' });
});
