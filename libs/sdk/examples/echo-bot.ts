// A member in thirty lines: joins the room of a link and says everything again that others write.
//   npx tsx libs/sdk/examples/echo-bot.ts http://localhost:3000/r/…
import { Connection, createApi, RoomClient, type SocketConstructor } from '@chat/sdk';
import { WebSocket } from 'ws';

const link = new URL(process.argv[2] ?? '');
const room = link.pathname.replace('/r/', '');
const { id, token } = await createApi({ origin: link.origin }).createUser({
  name: 'Echo',
  session: 'bearer',
});
const connection = new Connection({
  url: `${link.origin.replace('http', 'ws')}/ws`,
  token: token ?? '',
  // Node 22 and later have a WebSocket of their own and need no such line.
  WebSocket: WebSocket as unknown as SocketConstructor,
});
const client = new RoomClient({ connection, room });

let heard = Infinity;
client.subscribe(({ phase, messages }) => {
  if (phase.status === 'refused') throw new Error(`The room does not let me in: ${phase.code}`);
  if (phase.status !== 'joined') return;
  // What was said before I came is not for me, nor is what I said.
  const unanswered = messages.filter(({ seq, from }) => seq > heard && from !== id);
  heard = messages.at(-1)?.seq ?? 0;
  for (const { text } of unanswered) if (text !== null) client.post(text);
});
connection.open();
