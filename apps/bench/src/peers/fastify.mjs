import websocket from '@fastify/websocket';
import fastify from 'fastify';
import { serve } from './rooms.mjs';

const app = fastify();
await app.register(websocket);
app.get('/', { websocket: true }, serve);
await app.listen({ host: '127.0.0.1', port: 0 });
console.log(`ready at ${app.server.address().port}`);
