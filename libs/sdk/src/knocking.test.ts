import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Connection } from './connection.ts';
import { RoomClient } from './room-client.ts';
import { ids, snapshot, welcome } from './testing/frames.ts';
import { socketPairs, type ServerEnd } from './testing/socket-pair.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const { room } = ids;
const refused = (request: 'join' | 'knock', code: 'room-locked' | 'knock-refused') =>
  ({ type: 'rejected', request, room, code, message: '' }) as const;
const eve = { id: 'e'.repeat(22), name: 'Eve', at: 7 };

/** A client that the locked room refused. */
function beforeTheDoor() {
  const { WebSocket, ends } = socketPairs();
  const connection = new Connection({ url: 'ws://chat.example/ws', WebSocket });
  const client = new RoomClient({ connection, room });
  connection.open();
  const open = (end: ServerEnd | undefined, id: string) => {
    end?.accept();
    const socket = { ...welcome, connection: id.repeat(22) };
    end?.send(socket);
  };
  open(ends[0], 'a');
  ends[0]?.send(refused('join', 'room-locked'));
  const reconnect = () => {
    ends.at(-1)?.close(1006);
    connection.probe();
    open(ends.at(-1), 'b');
    return ends.at(-1);
  };
  return { client, end: ends[0], reconnect };
}
const said = (end: ServerEnd | undefined) => end?.received.map(({ type }) => type);

test('[P63] who knocks waits, and joins as soon as they are let in', () => {
  const { client, end } = beforeTheDoor();
  client.knock();
  expect(client.state.phase).toEqual({ status: 'knocking' });
  expect(end?.received.at(-1)).toEqual({ type: 'knock', room });
  end?.send({ type: 'admitted', room });
  expect(end?.received.at(-1)).toMatchObject({ type: 'join', room });
  end?.send(snapshot([]));
  expect(client.state.phase).toEqual({ status: 'joined' });
  client.knock();
  expect(said(end)?.filter((type) => type === 'knock')).toHaveLength(1);
});

test('[P63] who is refused may knock again', () => {
  const { client, end } = beforeTheDoor();
  client.knock();
  end?.send(refused('knock', 'knock-refused'));
  expect(client.state.phase).toEqual({ status: 'refused', code: 'knock-refused' });
  client.knock();
  expect(said(end)?.filter((type) => type === 'knock')).toHaveLength(2);
});

test('[P26] [P63] before a room that the server forgot it joins: the link opens it', () => {
  const { client, end } = beforeTheDoor();
  client.knock();
  end?.send({ ...refused('knock', 'knock-refused'), code: 'room-unknown' });
  expect(end?.received.at(-1)).toMatchObject({ type: 'join', room });
});

test('[P63] who does not wait any more says so, and is where they were', () => {
  const { client, end } = beforeTheDoor();
  client.knock();
  client.stopKnocking();
  expect(end?.received.at(-1)).toEqual({ type: 'leave', room });
  end?.send({ type: 'room-left', room, reason: 'left' });
  expect(client.state.phase).toEqual({ status: 'refused', code: 'room-locked' });
  end?.send({ type: 'admitted', room });
  expect(client.state.phase.status).toBe('refused');
});

test('[P63] over a new socket it knocks again', () => {
  const { client, reconnect } = beforeTheDoor();
  client.knock();
  expect(said(reconnect())).toEqual(['hello', 'knock']);
  expect(client.state.phase).toEqual({ status: 'knocking' });
});

test('[P63] who is in sees who knocks, and answers', () => {
  const { client, end } = beforeTheDoor();
  client.join();
  end?.send({ ...snapshot([]), knocks: [eve] });
  const dan = { ...eve, id: 'd'.repeat(22), name: 'Dan' };
  end?.send({ type: 'knock-heard', room, knocker: dan });
  expect(client.state.knocks).toEqual([eve, dan]);
  client.answerKnock(eve.id, true);
  const answer = { type: 'answer-knock', room, person: eve.id, admit: true };
  expect(end?.received.at(-1)).toEqual(answer);
  end?.send({ type: 'knock-answered', room, person: eve.id, answer: 'admitted', by: ids.ann });
  expect(client.state.knocks).toEqual([dan]);
});
