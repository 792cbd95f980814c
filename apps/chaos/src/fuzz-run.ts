import { FuzzClient } from './fuzz-client.ts';
import { noCounts, type FuzzResult, type Vitals } from './fuzz-counts.ts';
import { ServerProcess } from './server-process.ts';

export type FuzzOptions = {
  /** At least so many frames are sent. */
  frames: number;
  seed: number;
  /** Heard about once a minute. */
  onProgress?: (soFar: FuzzResult) => void;
};

const USERS = 8;
const CLIENTS = 16;
const ROOMS = 6;
const PROGRESS_MS = 60_000;
/** What a run may find before it is enough. */
const ENOUGH = 100;

/**
 * Fuzzes the built server, in a process of its own: frames by the grammar of the schemas, with mutants of text and of
 * bytes. The seed decides what each client says; how they meet is up to the machine.
 */
export async function runFuzz({ frames, seed, onProgress }: FuzzOptions): Promise<FuzzResult> {
  const start = performance.now();
  const counts = noCounts();
  const server = await ServerProcess.start({ LOG_LEVEL: 'error' }, { isWatched: true });
  const result = (): FuzzResult => ({
    ...counts,
    seed,
    crashes: server.hasEnded ? 1 : 0,
    seconds: (performance.now() - start) / 1000,
    vitals: server.vitals as Vitals | undefined,
  });
  const progress = setInterval(() => onProgress?.(result()), PROGRESS_MS);
  try {
    const { users, rooms } = await furnish(server.origin);
    const clients = Array.from({ length: CLIENTS }, (_, n) => {
      const user = users[n % USERS];
      if (!user) throw new Error('There is nobody to be.');
      const ids = users.map(({ id }) => id);
      return new FuzzClient({ port: server.port, user, rooms, users: ids, seed: seed + n, counts });
    });
    const goOn = () =>
      counts.frames < frames && !server.hasEnded && counts.findings.length < ENOUGH;
    await Promise.all(
      clients.map(async (client) => {
        while (goOn()) await client.batch();
        await client.close();
      }),
    );
    await server.newVitals();
    // The log has errors alone: whatever stands there is one.
    const logged = server.output.split('\n').filter((line) => line.startsWith('{'));
    counts.findings.push(...logged);
    return result();
  } finally {
    clearInterval(progress);
    await server.close();
  }
}

type User = { id: string; token: string };

/** People and rooms to speak of. */
async function furnish(origin: string): Promise<{ users: User[]; rooms: string[] }> {
  const ask = async (path: string, body: object, token?: string): Promise<unknown> => {
    const headers = {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    };
    const reply = await fetch(`${origin}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return reply.json();
  };
  const users: User[] = [];
  for (let n = 0; n < USERS; n += 1) {
    users.push((await ask('/api/users', { name: `Person ${n}`, session: 'bearer' })) as User);
  }
  const rooms: string[] = [];
  for (let n = 0; n < ROOMS; n += 1) {
    const owner = users[n % USERS]?.token;
    rooms.push(((await ask('/api/rooms', { title: `Room ${n}` }, owner)) as { id: string }).id);
  }
  return { users, rooms };
}
