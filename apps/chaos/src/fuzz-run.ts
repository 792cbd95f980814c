import { FuzzClient, type FuzzUser } from './fuzz-client.ts';
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
/** Of these: those that are locked when the first are in, so that whoever comes later waits before them. */
const LOCKED = 2;
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
    const { users, rooms, newUser, lock } = await furnish(server.origin);
    const clients = Array.from({ length: CLIENTS }, (_, n) => {
      const user = users[n % USERS];
      if (!user) throw new Error('There is nobody to be.');
      const ids = users.map(({ id }) => id);
      const known = { rooms, users: ids, newUser };
      return new FuzzClient({ port: server.port, user, seed: seed + n, counts, ...known });
    });
    const goOn = () =>
      counts.frames < frames && !server.hasEnded && counts.findings.length < ENOUGH;
    await Promise.all(clients.map((client) => client.batch()));
    await lock();
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

type Furniture = {
  users: FuzzUser[];
  rooms: string[];
  newUser: () => Promise<FuzzUser>;
  /** Locks some of the rooms. */
  lock: () => Promise<void>;
};

/** People and rooms to speak of. */
async function furnish(origin: string): Promise<Furniture> {
  const ask = async (request: string, body: object, token?: string) => {
    const [method = '', path = ''] = request.split(' ');
    const headers = {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    };
    const reply = await fetch(`${origin}${path}`, { method, headers, body: JSON.stringify(body) });
    return (await reply.json()) as unknown;
  };
  const newUser = async () =>
    (await ask('POST /api/users', { name: 'Person', session: 'bearer' })) as FuzzUser;
  const users: FuzzUser[] = [];
  for (let n = 0; n < USERS; n += 1) users.push(await newUser());
  const rooms: string[] = [];
  for (let n = 0; n < ROOMS; n += 1) {
    const owner = users[n % USERS]?.token;
    const title = { title: `Room ${n}` };
    const { id } = (await ask('POST /api/rooms', title, owner)) as { id: string };
    rooms.push(id);
  }
  const lock = async () => {
    for (const [n, id] of rooms.slice(0, LOCKED).entries()) {
      await ask(`PATCH /api/rooms/${id}`, { locked: true }, users[n % USERS]?.token);
    }
  };
  return { users, rooms, newUser, lock };
}
