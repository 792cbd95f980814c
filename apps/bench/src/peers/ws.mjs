import { WebSocketServer } from 'ws';
import { serve } from './rooms.mjs';

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
server.on('connection', serve);
server.on('listening', () => console.log(`ready at ${server.address().port}`));
