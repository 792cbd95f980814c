import type { ChildProcess } from 'node:child_process';
import { newRooms, newTokens } from './accounts.ts';
import type { Dialect, Seat } from './dialect.ts';
import { Load } from './load.ts';
import { CORES, end, portOf, startPinned, whenOpen, type Program } from './pinned.ts';

/** One of the servers that are compared. */
export interface Subject {
  name: string;
  dialect: Dialect;
  /** What starts it, with these arguments for Node where it is one. */
  program(options: StartOptions): Program;
  /** People must be made before they can come. */
  hasAccounts: boolean;
  /** The port, where it cannot say one. */
  port?: number;
  /** It runs in Node, so that its garbage can be collected before its memory is counted. */
  isNode: boolean;
}

export interface StartOptions {
  node?: readonly string[];
  /** Messages that a peer keeps. */
  history?: number;
  settings?: Record<string, string>;
}

/** A server that runs, on its core. */
export class Running {
  readonly subject: Subject;
  readonly port: number;
  readonly #child: ChildProcess;

  private constructor(subject: Subject, child: ChildProcess, port: number) {
    this.subject = subject;
    this.#child = child;
    this.port = port;
  }

  static async start(subject: Subject, options: StartOptions = {}): Promise<Running> {
    const child = startPinned(CORES.server, subject.program(options));
    const { port } = subject;
    if (port === undefined) return new Running(subject, child, await portOf(child));
    await whenOpen(child, port);
    return new Running(subject, child, port);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** A crowd for it, with nobody in it yet. */
  load(program: string): Load {
    const load = new Load(program, this.port, this.subject.dialect);
    const { greet, enter } = this.subject.dialect;
    load.open([...greet, ...enter]);
    return load;
  }

  async rooms(count: number): Promise<string[]> {
    if (this.subject.hasAccounts) return newRooms(this.port, count);
    return Array.from({ length: count }, (_, index) => `room-${index}`);
  }

  /** So many seats, dealt out over the rooms in turn; of so many people, each with a seat of their own by default. */
  async seats(rooms: readonly string[], count: number, people = count): Promise<Seat[]> {
    const tokens = this.subject.hasAccounts ? await newTokens(this.port, people) : [''];
    return Array.from({ length: count }, (_, index) => ({
      room: rooms[index % rooms.length] ?? '',
      token: tokens[index % tokens.length] ?? '',
    }));
  }

  collectGarbage(): void {
    if (this.subject.isNode) this.#child.kill('SIGWINCH');
  }

  stop(signal?: NodeJS.Signals): Promise<void> {
    return end(this.#child, signal);
  }
}
