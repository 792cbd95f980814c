import { Connection, createApi, RoomClient, type SocketConstructor } from '@chat/sdk';
import { WebSocket } from 'ws';

/** Many people in a room, without browsers. */
export interface Crowd {
  /** Writes something in the name of one of them. */
  say: (member: number, text: string) => void;
  /** Lets all of them go. */
  close: () => void;
}

/** Lets somebody into the room of a link for each of these names, and waits until all of them are in. */
export async function joinCrowd(link: string, names: readonly string[]): Promise<Crowd> {
  const clients: RoomClient[] = [];
  const connections: Connection[] = [];
  const join = async (name: string) => {
    const { origin, pathname } = new URL(link);
    const { token } = await createApi({ origin }).createUser({ name, session: 'bearer' });
    const connection = new Connection({
      url: `${origin.replace('http', 'ws')}/ws`,
      token: token ?? '',
      WebSocket: WebSocket as unknown as SocketConstructor,
    });
    const client = new RoomClient({ connection, room: pathname.replace('/r/', '') });
    connections.push(connection);
    clients.push(client);
    await new Promise<void>((resolve) => {
      client.subscribe(({ phase }) => phase.status === 'joined' && resolve());
      connection.open();
    });
  };
  // A burst of joins would be one long frame for the pages that look on.
  const AT_A_TIME = 20;
  for (let from = 0; from < names.length; from += AT_A_TIME) {
    await Promise.all(names.slice(from, from + AT_A_TIME).map(join));
  }
  return {
    say: (member, text) => void clients[member]?.post(text),
    close: () => connections.forEach((connection) => connection.close()),
  };
}
