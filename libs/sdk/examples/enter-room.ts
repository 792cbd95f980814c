// What every bot begins with: a person of its own, a connection, and a place in the room of a link.
import {
  Connection,
  createApi,
  RoomClient,
  type Api,
  type RoomState,
  type SocketConstructor,
} from '@chat/sdk';
import { WebSocket } from 'ws';

export type Entered = { api: Api; connection: Connection; client: RoomClient };

/** Enters the room under a name; resolves when one is in, rejects with the reason when one is not let in. */
export async function enterRoom(link: string, name: string): Promise<Entered> {
  const { origin, pathname } = new URL(link);
  const { token = '' } = await createApi({ origin }).createUser({ name, session: 'bearer' });
  const api = createApi({ origin, token });
  const connection = new Connection({
    url: `${origin.replace('http', 'ws')}/ws`,
    token,
    // Node 22 and later have a WebSocket of their own and need no such line.
    WebSocket: WebSocket as unknown as SocketConstructor,
  });
  const room = pathname.replace('/r/', '');
  const client = new RoomClient({
    connection,
    room,
    history: (before) => api.history(room, before),
  });
  connection.open();
  await joined(client);
  return { api, connection, client };
}

function joined(client: RoomClient): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = ({ phase }: RoomState) => {
      if (phase.status === 'joined') resolve();
      if (phase.status === 'refused') reject(new Error(`I am not let in: ${phase.code}`));
    };
    client.subscribe(look);
    look(client.state);
  });
}
