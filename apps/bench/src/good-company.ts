import { randomBytes } from 'node:crypto';
import { FuzzSocket } from '@chat/chaos/fuzz-socket';
import { bytesOf } from '@chat/chaos/web-socket-bytes';
import { PROTOCOL_VERSION, type ServerFrame } from '@chat/protocol';

const ROOMS = 4;
const PEOPLE = 5;
/** Milliseconds between two messages of one person. */
const PACE_MS = 500;

export type Account = { id: string; token: string };

const randomId = () => randomBytes(16).toString('base64url');
const frameBytes = (frame: object) => bytesOf(Buffer.from(JSON.stringify(frame)));

/** Asks the server for something by REST. */
export async function ask<Reply>(
  origin: string,
  path: string,
  { token, body }: { token?: string; body: object },
): Promise<Reply> {
  const headers = {
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  const reply = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  return (await reply.json()) as Reply;
}

export const newAccount = (origin: string): Promise<Account> =>
  ask<Account>(origin, '/api/users', { body: { name: 'Person', session: 'bearer' } });

/** One person in one room, who writes twice a second and hears the others. */
class Guest {
  readonly #socket: FuzzSocket;
  readonly #room: string;
  readonly #onHeard: (id: string, from: string) => void;
  readonly #producer = randomId();
  #next = 1;
  #epoch = '';

  constructor(port: number, { token }: Account, room: string, onHeard: Guest['onHeard']) {
    this.#room = room;
    this.#onHeard = onHeard;
    this.#socket = new FuzzSocket({ port, token, onText: (text) => this.#hear(text) });
    const hello = { type: 'hello', version: PROTOCOL_VERSION, producer: this.#producer };
    this.#socket.write(Buffer.concat([hello, { type: 'join', room }].map(frameBytes)));
  }

  get onHeard() {
    return this.#onHeard;
  }

  settled = () => this.#socket.settled();

  post(): string {
    const id = randomId();
    const body = { kind: 'text', text: 'How do you do?' };
    const post = { type: 'post', room: this.#room, id, epoch: this.#epoch, n: this.#next, body };
    this.#next += 1;
    this.#socket.write(frameBytes(post));
    return id;
  }

  close = () => this.#socket.ended();

  #hear(text: string): void {
    const frame = JSON.parse(text) as ServerFrame;
    if (frame.type === 'snapshot') this.#epoch = frame.epoch;
    if (frame.type === 'entry-posted') this.#onHeard(frame.entry.id, frame.entry.from);
  }
}

/** People who do nothing wrong: the time from writing a message until each of the others has it, in milliseconds. */
export class GoodCompany {
  readonly rooms: readonly string[];
  readonly #guests: Guest[] = [];
  readonly #writtenAt = new Map<string, number>();
  #delays: number[] = [];
  readonly #timer: NodeJS.Timeout;

  private constructor(port: number, rooms: { id: string; people: Account[] }[]) {
    this.rooms = rooms.map(({ id }) => id);
    for (const { id, people } of rooms) {
      for (const account of people) {
        const onHeard = (message: string, from: string) => {
          const at = this.#writtenAt.get(message);
          if (at !== undefined && from !== account.id) this.#delays.push(performance.now() - at);
        };
        this.#guests.push(new Guest(port, account, id, onHeard));
      }
    }
    let turn = 0;
    // One after the other, so that what is measured is the server and not a crowd of its own.
    this.#timer = setInterval(() => {
      const guest = this.#guests[turn % this.#guests.length];
      turn += 1;
      if (guest) this.#writtenAt.set(guest.post(), performance.now());
    }, PACE_MS / this.#guests.length);
  }

  static async gather(origin: string): Promise<GoodCompany> {
    const rooms = [];
    for (let n = 0; n < ROOMS; n += 1) {
      const people = await Promise.all(Array.from({ length: PEOPLE }, () => newAccount(origin)));
      const { token = '' } = people[0] ?? {};
      const { id } = await ask<{ id: string }>(origin, '/api/rooms', { token, body: {} });
      rooms.push({ id, people });
    }
    const company = new GoodCompany(Number(new URL(origin).port), rooms);
    await Promise.all(company.#guests.map((guest) => guest.settled()));
    return company;
  }

  /** What was measured since the last call. */
  takeDelays(): number[] {
    const delays = this.#delays;
    this.#delays = [];
    return delays;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#guests.map((guest) => guest.close()));
  }
}
