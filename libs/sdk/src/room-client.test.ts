import { expect, test } from 'vitest';
import { Connection } from './connection.ts';
import { RoomClient } from './room-client.ts';
import { ids, message, posted, snapshot, welcome } from './testing/frames.ts';
import { socketPairs, type ServerEnd } from './testing/socket-pair.ts';

function roomOverOpenSocket() {
  const { WebSocket, ends } = socketPairs();
  const connection = new Connection({ url: 'ws://chat.example/ws', WebSocket });
  const room = new RoomClient({ connection, room: ids.room });
  connection.open();
  welcomeAt(ends[0]);
  return { connection, room, ends };
}

function welcomeAt(end: ServerEnd | undefined): void {
  end?.accept();
  end?.send(welcome);
}

const types = (end: ServerEnd | undefined) => end?.received.map(({ type }) => type);

test('[P13] it joins as soon as the socket is open', () => {
  const { ends } = roomOverOpenSocket();
  expect(ends[0]?.received).toEqual([
    { type: 'hello', version: 1 },
    { type: 'join', room: ids.room },
  ]);
});

test('what is posted before the room is joined leaves after, once and in order', () => {
  const { room, ends } = roomOverOpenSocket();
  room.post('one');
  room.post('two');
  expect(types(ends[0])).toEqual(['hello', 'join']);
  ends[0]?.send(snapshot([]));
  expect(ends[0]?.received.slice(2).map(({ text }) => text)).toEqual(['one', 'two']);
});

test('[P22] after a loss it joins again and sends again with the same id', () => {
  const { connection, room, ends } = roomOverOpenSocket();
  ends[0]?.send(snapshot([]));
  const id = room.post('hello');
  ends[0]?.close(1006);
  connection.probe();
  welcomeAt(ends[1]);
  ends[1]?.send(snapshot([]));
  expect(ends[1]?.received.at(-1)).toEqual({ type: 'post', room: ids.room, id, text: 'hello' });
});

test('[P13] a hole in the log makes it ask for the whole again', () => {
  const { ends } = roomOverOpenSocket();
  ends[0]?.send(snapshot([message(1)]));
  ends[0]?.send(posted(message(5)));
  expect(types(ends[0])).toEqual(['hello', 'join', 'join']);
});

test('frames of other rooms are none of its business', () => {
  const { room, ends } = roomOverOpenSocket();
  ends[0]?.send(snapshot([]));
  ends[0]?.send({ type: 'room-ended', room: ids.otherRoom });
  expect(room.state.phase.status).toBe('joined');
});

test('[P15] leaving is said, shown at once, and outlives a reconnect', () => {
  const { connection, room, ends } = roomOverOpenSocket();
  ends[0]?.send(snapshot([]));
  room.leave();
  expect(types(ends[0])).toEqual(['hello', 'join', 'leave']);
  ends[0]?.close(1006);
  connection.probe();
  welcomeAt(ends[1]);
  expect(types(ends[1])).toEqual(['hello']);
  expect(room.state.phase).toEqual({ status: 'left', reason: 'left' });
});

test('[P30] signals go out addressed and come in with their sender', () => {
  const { room, ends } = roomOverOpenSocket();
  ends[0]?.send(snapshot([]));
  const signal = { kind: 'ring', callId: ids.message(9) } as const;
  const heard: unknown[] = [];
  room.signals.subscribe((event) => heard.push(event));
  expect(room.signals.send({ to: ids.bob, signal })).toBe(true);
  expect(ends[0]?.received.at(-1)).toEqual({
    type: 'signal',
    room: ids.room,
    to: ids.bob,
    signal,
  });
  ends[0]?.send({
    type: 'signal',
    room: ids.room,
    from: ids.bob,
    connection: ids.connection,
    signal,
  });
  expect(heard).toEqual([{ type: 'signal', from: ids.bob, connection: ids.connection, signal }]);
});

test('after close it hears nothing more', () => {
  const { room, ends } = roomOverOpenSocket();
  room.close();
  ends[0]?.send(snapshot([message(1)]));
  expect(room.state.messages).toEqual([]);
});
