import { randomUUID } from 'node:crypto';

const HISTORY = Number(process.env.HISTORY ?? 1_000);

const rooms = new Map();

function roomOf(name) {
  const room = rooms.get(name) ?? { sockets: new Set(), history: [] };
  rooms.set(name, room);
  return room;
}

/** What people write who have `ws` and nothing else: a set of sockets for each room, and one string sent to each. */
export function serve(socket) {
  const id = randomUUID();
  const joined = new Set();
  socket.on('message', (data) => {
    const { type, room: name, ...rest } = JSON.parse(data.toString());
    const room = roomOf(name);
    if (type === 'join') {
      room.sockets.add(socket);
      joined.add(room);
      socket.send(JSON.stringify({ type: 'history', room: name, messages: room.history }));
    } else if (type === 'post' && joined.has(room) && typeof rest.text === 'string') {
      const message = { id: rest.id, from: id, sentAt: Date.now(), text: rest.text };
      room.history.push(message);
      if (room.history.length > HISTORY) room.history.shift();
      const text = JSON.stringify({ type: 'message', room: name, message });
      for (const other of room.sockets) {
        if (other.readyState === other.OPEN) other.send(text);
      }
    }
  });
  socket.on('close', () => {
    for (const room of joined) room.sockets.delete(socket);
  });
}
