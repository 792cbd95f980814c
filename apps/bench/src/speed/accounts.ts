import { Agent, request } from 'node:http';

/** REST requests that are under way at a time. */
const AT_ONCE = 32;
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

interface Question {
  port: number;
  path: string;
  token?: string;
  body: object;
}

function ask<Reply>({ port, path, token, body }: Question): Promise<Reply> {
  const headers = {
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  return new Promise((resolve, reject) => {
    const asked = request({ agent, port, host: '127.0.0.1', path, method: 'POST', headers });
    asked.on('error', reject);
    asked.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () => {
        if (response.statusCode === 201) resolve(JSON.parse(text) as Reply);
        else reject(new Error(`${path}: ${response.statusCode ?? ''} ${text}`));
      });
    });
    asked.end(JSON.stringify(body));
  });
}

/** Makes so many things, a few at a time. */
async function makeAll<Made>(count: number, make: (index: number) => Promise<Made>) {
  const made: Made[] = [];
  let next = 0;
  const work = async () => {
    for (let index = next++; index < count; index = next++) made[index] = await make(index);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, count) }, work));
  return made;
}

/** Tokens of so many new people of our server. */
export async function newTokens(port: number, count: number): Promise<string[]> {
  const people = await makeAll(count, (index) =>
    ask<{ token: string }>({
      port,
      path: '/api/users',
      body: { name: `Person ${index}`, session: 'bearer' },
    }),
  );
  return people.map(({ token }) => token);
}

/** Ids of so many new rooms of our server. */
export async function newRooms(port: number, count: number): Promise<string[]> {
  const [token = ''] = await newTokens(port, 1);
  const body = { title: 'Room' };
  const rooms = await makeAll(count, () =>
    ask<{ id: string }>({ port, path: '/api/rooms', token, body }),
  );
  return rooms.map(({ id }) => id);
}
