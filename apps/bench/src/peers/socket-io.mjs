// What Socket.IO's own guide makes of a chat: rooms, a broadcast to all in one, an acknowledgement to the sender, and the
// history as one array at the join.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const HISTORY = Number(process.env.HISTORY ?? 1_000);

const server = createServer();
const io = new Server(server);
const histories = new Map();

io.on('connection', (socket) => {
  socket.on('join', (room) => {
    socket.join(room);
    socket.emit('history', histories.get(room) ?? []);
  });
  socket.on('post', ({ room, id, text }, acknowledge) => {
    if (typeof text !== 'string' || !socket.rooms.has(room)) return;
    const history = histories.get(room) ?? [];
    histories.set(room, history);
    const message = { id, from: socket.id, sentAt: Date.now(), text };
    history.push(message);
    if (history.length > HISTORY) history.shift();
    io.to(room).emit('message', room, message);
    acknowledge({ sentAt: message.sentAt });
  });
});

server.listen(0, '127.0.0.1', () => console.log(`ready at ${server.address().port}`));
