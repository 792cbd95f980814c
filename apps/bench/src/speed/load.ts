import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Dialect, Seat, Step } from './dialect.ts';
import { CORES, end, startPinned } from './pinned.ts';

/** What became of a phase in which was posted; times in milliseconds. */
export interface Posted {
  messages: number;
  deliveries: number;
  /** Deliveries that never came, came again, or came before one that was posted earlier. */
  missing: number;
  twice: number;
  skipped: number;
  /** Rooms whose members did not hear all in the same order. */
  unlike: number;
  /** Connections that the server closed. */
  lost: number;
  /** Frames that brought several messages at once to one that had fallen behind. */
  catchUps: number;
  bytes: number;
  /** Times that something came: fewer than deliveries where the server writes several at once. */
  reads: number;
  seconds: number;
  p50: number;
  p99: number;
  p999: number;
  longest: number;
}

export interface Connected {
  opened: number;
  lost: number;
  seconds: number;
  bytes: number;
}

/** The crowd: a process of its own in C++, on a core of its own. See ../load/main.cc for what it understands. */
export class Load {
  readonly #child: ChildProcess;
  #errors = '';
  readonly #replies: ((line: string | undefined) => void)[] = [];

  /** To several ports connections go in turn. */
  constructor(program: string, port: number | readonly number[], dialect: Dialect) {
    const ports = [port].flat().map(String);
    this.#child = startPinned(CORES.load, { command: [program, ...ports] });
    this.#child.stderr?.on('data', (data: Buffer) => (this.#errors += data.toString()));
    this.#child.once('exit', () => this.#replies.splice(0).forEach((reply) => reply(undefined)));
    if (this.#child.stdout)
      createInterface(this.#child.stdout).on('line', (line) => this.#replies.shift()?.(line));
    this.#tell('path', dialect.path);
    this.#tell('post', dialect.post);
    if (dialect.answer) this.#tell('answer', ...dialect.answer);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** What connections do from now on before they count as open. */
  open(steps: readonly Step[]): void {
    this.#tell('opening');
    for (const [kind, text] of steps) this.#tell(kind, text);
  }

  /** Characters of a message. */
  size(characters: number): void {
    this.#tell('size', String(characters));
  }

  add(seats: readonly Seat[], { deaf = false } = {}): void {
    for (const { room, token } of seats) this.#tell('add', room, token, deaf ? 'deaf' : '');
  }

  /** From now on is posted in this room alone. */
  only(room: string): void {
    this.#tell('only', room);
  }

  /** Opens what was added since, so many at a time. */
  connect(window = 64): Promise<Connected> {
    return this.#ask<Connected>('connect', String(window));
  }

  /** The same; throws where some are not there, as whatever is measured next would be of fewer. */
  async connectAll(window?: number): Promise<void> {
    const { opened, lost } = await this.connect(window);
    if (lost > 0) throw new Error(`${lost} of ${opened + lost} connections did not come about.`);
  }

  /** So many in each room post again, so much in a row, whenever everybody has got what they posted last. */
  saturate(milliseconds: number, posters: number, inARow = 1): Promise<Posted> {
    return this.#ask<Posted>('saturate', ...[milliseconds, posters, inARow].map(String));
  }

  /** One in each room posts so many messages. */
  fill(messages: number): Promise<Posted> {
    return this.#ask<Posted>('fill', String(messages));
  }

  /** So many messages a second over all rooms, whether or not the server keeps up. */
  pace(perSecond: number, milliseconds: number, posters: number): Promise<Posted> {
    return this.#ask<Posted>('pace', String(perSecond), String(milliseconds), String(posters));
  }

  close(): Promise<void> {
    return end(this.#child);
  }

  #tell(...parts: string[]): void {
    this.#child.stdin?.write(`${parts.join('\t')}\n`);
  }

  async #ask<Reply>(...parts: string[]): Promise<Reply> {
    const reply = new Promise<string | undefined>((resolve) => this.#replies.push(resolve));
    this.#tell(...parts);
    const line = await reply;
    if (line === undefined) throw new Error(`The load ended: ${this.#errors}`);
    return JSON.parse(line) as Reply;
  }
}
