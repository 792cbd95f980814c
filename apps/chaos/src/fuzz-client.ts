import { PROTOCOL_VERSION, type ServerFrame } from '@chat/protocol';
import { parseServerFrameCompiled } from '@chat/protocol/compiled-server-frames';
import { Dice } from './dice.ts';
import { brokenText, soundFrame, type Known } from './fuzz-grammar.ts';
import { FuzzSocket } from './fuzz-socket.ts';
import { count, type FuzzCounts } from './fuzz-counts.ts';
import { sample } from './schema-sampler.ts';
import { brokenBytes, bytesOf } from './web-socket-bytes.ts';

export type FuzzClientOptions = {
  port: number;
  user: FuzzUser;
  rooms: readonly string[];
  users: readonly string[];
  seed: number;
  counts: FuzzCounts;
  /** Makes a person whom nobody knows yet: before a locked room there are strangers as long as new ones come. */
  newUser: () => Promise<FuzzUser>;
};

export type FuzzUser = { id: string; token: string };

const ID = { type: 'string', pattern: '^[A-Za-z0-9_-]{22}$' };
/** Frames that only quote what has passed: enough of them to be answered in earnest. */
const REMEMBERED = 40;
/** Frames of the server of which each is checked; of larger ones, snapshots, one in so many is. */
const CHECKED_LENGTH = 8_192;
const CHECK_ONE_IN = 20;

/** Of all connections, those of a person who was never here. */
const STRANGERS = 0.1;
/** Rooms that one tries before it sends its frames from outside. */
const TRIES = 3;
/** Of all batches, those that end with a text that is no frame, and those that end with bytes that are none. */
const BROKEN_TEXT = 0.6;
const BROKEN_BYTES = 0.15;

/** One connection after another of one person: sound frames, and at the end of each batch one that is not. */
export class FuzzClient {
  readonly #options: FuzzClientOptions;
  readonly #dice: Dice;
  readonly #known: Known & { connections: string[]; messages: string[]; knockers: string[] };
  #user: FuzzUser;
  #socket: FuzzSocket | undefined;
  /** The door of home is locked, and its people do not know this one. */
  #isLockedOut = false;
  /** The number of its next post at home, where it posts as a sound client would. */
  #next: number | undefined;
  /** Ids of these posts, in the batch that is under way. */
  readonly #sound = new Set<string>();

  constructor(options: FuzzClientOptions) {
    this.#options = options;
    this.#dice = new Dice(options.seed);
    this.#user = options.user;
    const { rooms, users } = options;
    const none = { epoch: undefined, knockers: [], connections: [], messages: [] };
    this.#known = { home: '', rooms, users, ...none };
  }

  /** Sends a batch and waits until the server has dealt with it. */
  async batch(): Promise<void> {
    const socket = this.#socket ?? (await this.#open());
    const { counts } = this.#options;
    this.#sound.clear();
    await this.#goHome(socket);
    const bytes: Buffer[] = [];
    for (let n = this.#dice.between(8, 48); n > 0; n -= 1) bytes.push(this.#frame());
    // With the probe; what comes after the broken one is not counted.
    counts.frames += bytes.length + 1;
    const kind = this.#dice.next();
    if (kind < BROKEN_TEXT) bytes.push(bytesOf(brokenText(this.#dice, this.#known)));
    socket.write(Buffer.concat(bytes));
    const outcome = await socket.settled();
    if (kind < 1 - BROKEN_BYTES || outcome !== 'open') {
      this.#after(outcome);
      return;
    }
    const payload = Buffer.from(JSON.stringify(soundFrame(this.#dice, this.#known)));
    socket.write(brokenBytes(payload, this.#dice));
    // What is cut off or lies about its length would wait for more for ever: the other side is told that none comes.
    this.#after(await socket.ended());
  }

  async close(): Promise<void> {
    await this.#socket?.ended();
  }

  async #open(): Promise<FuzzSocket> {
    const { port, user, newUser } = this.#options;
    // A server that is gone is found out by the run.
    this.#user = this.#dice.chance(STRANGERS) ? await newUser().catch(() => user) : user;
    const { token } = this.#user;
    const socket = new FuzzSocket({ port, token, onText: (text) => this.#hear(text) });
    const producer = sample(ID, this.#dice);
    socket.write(text({ type: 'hello', version: PROTOCOL_VERSION, producer }));
    this.#socket = socket;
    this.#options.counts.connections += 1;
    return socket;
  }

  /** Joins a room. Before one that is locked it waits, and meanwhile is in another. */
  async #goHome(socket: FuzzSocket): Promise<void> {
    for (let tries = 0; this.#next === undefined && tries < TRIES; tries += 1) {
      if (this.#isLockedOut) socket.write(text({ type: 'knock', room: this.#known.home }));
      this.#known.home = this.#dice.pick(this.#options.rooms);
      this.#known.knockers = [];
      this.#isLockedOut = false;
      socket.write(text({ type: 'join', room: this.#known.home }));
      if ((await socket.settled()) !== 'open') return;
      this.#options.counts.frames += 2;
    }
  }

  #frame(): Buffer {
    if (this.#next === undefined || !this.#known.epoch || this.#dice.chance(0.8)) {
      return text(soundFrame(this.#dice, this.#known));
    }
    const content = sample({ type: 'string', maxLength: 3_999 }, this.#dice) as string;
    const body = { kind: 'text', text: `x${content}` };
    const n = this.#next;
    this.#next += 1;
    const id = sample(ID, this.#dice) as string;
    this.#sound.add(id);
    return text({ type: 'post', room: this.#known.home, id, epoch: this.#known.epoch, n, body });
  }

  #after(outcome: 'open' | number): void {
    if (outcome === 'open') return;
    count(this.#options.counts.closes, outcome);
    this.#socket = undefined;
    this.#next = undefined;
  }

  #hear(text: string): void {
    const { counts } = this.#options;
    counts.received += 1;
    if (text.length > CHECKED_LENGTH && counts.received % CHECK_ONE_IN !== 0) {
      // A snapshot that is not looked at may have told where to go on.
      if (this.#next === undefined) this.#learn(JSON.parse(text) as ServerFrame);
      return;
    }
    const parsed = parseServerFrameCompiled(text);
    if (parsed.ok) this.#learn(parsed.frame);
    else
      counts.findings.push(
        `a frame of the server is none: ${parsed.reason}: ${text.slice(0, 200)}`,
      );
  }

  #learn(frame: ServerFrame): void {
    const { counts } = this.#options;
    count(counts.told, frame.type);
    switch (frame.type) {
      case 'snapshot':
        if (frame.room !== this.#known.home) return;
        this.#known.epoch = frame.epoch;
        this.#next = frame.posted + 1;
        for (const { id } of frame.knocks ?? []) remember(this.#known.knockers, id);
        return;
      case 'knock-heard':
        if (frame.room === this.#known.home) remember(this.#known.knockers, frame.knocker.id);
        return;
      case 'entry-posted':
        remember(this.#known.messages, frame.entry.id);
        if (frame.entry.from === this.#user.id) counts.posted += 1;
        return;
      case 'signal':
        count(counts.told, `signal ${frame.signal.kind}`);
        remember(this.#known.connections, frame.connection);
        return;
      case 'knock-answered':
        count(counts.told, `knock ${frame.answer}`);
        return;
      case 'room-left':
        if (frame.room === this.#known.home) this.#next = undefined;
        return;
      case 'rejected':
        this.#learnOfRefusal(frame);
        return;
      default:
    }
  }

  #learnOfRefusal({ id, code, request }: Extract<ServerFrame, { type: 'rejected' }>): void {
    const { errors, findings } = this.#options.counts;
    count(errors, code);
    // It lost count, or is out: it joins again and is told the number.
    if (this.#sound.has(id ?? '')) this.#next = undefined;
    if (code === 'room-locked' && request === 'join') this.#isLockedOut = true;
    if (code === 'internal') findings.push(`a ${request} failed with "internal"`);
  }
}

function text(frame: object): Buffer {
  return bytesOf(Buffer.from(JSON.stringify(frame)));
}

function remember(items: string[], item: string): void {
  items.push(item);
  if (items.length > REMEMBERED) items.shift();
}
