import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { StoreUnavailable } from '@chat/rooms';
import { RESP_TYPES } from '@redis/client';
import { connectionOf, isSound, LOSSES, type RedisConnection } from './redis-connection.ts';
import { isOwnFault, kindOf } from './redis-fault.ts';
import { Script } from './script.ts';
import { Turns } from './turns.ts';
import { within } from './within.ts';

/** Milliseconds that Redis may take for anything. */
const DEADLINE_MS = 2_000;
/** Milliseconds between two proofs that what is published comes back. */
const PROOF_MS = 1_000;
/** Milliseconds without Redis after which people are told. */
const AWAY_MS = 1_500;
/** Milliseconds before another attempt, at most. */
const LONGEST_PAUSE_MS = 1_000;

export type Run = { keys: string[]; args: (string | Buffer)[]; form?: 'text' | 'bytes' };
export type Reply = string | number | Buffer | null | Reply[];

export type RedisLinkOptions = {
  url: string;
  /** Called whenever there is a connection again, before it counts as up; what was published meanwhile is lost. */
  onBack: () => Promise<void>;
  /** Called once Redis has been away for longer than a moment. */
  onAway: () => void;
  /** Hears why Redis is of no use, in a word: each reason once until it is of use again. */
  onFault?: (kind: string) => void;
};

/** What is published comes back only from a Redis that takes what is written, too. */
const PROVE = new Script(`
redis.call('SET', KEYS[1], '', 'PX', ${60 * PROOF_MS})
redis.call('SPUBLISH', KEYS[1], '')
`);

/**
 * `turns`: of channels, as the client takes a subscription for one that is there as long as its end was not answered. On a
 * connection that is lost it answers never: nothing may wait for that on the next one.
 */
type Pair = { commands: RedisConnection; news: RedisConnection; turns: Turns };
type State =
  | { status: 'down' }
  | { status: 'proving'; pair: Pair }
  | { status: 'up'; pair: Pair }
  | { status: 'closed' };

/**
 * The connections to Redis: one for commands and one for news, which live and die together. They count as up only once a
 * message that was published over the one has come in over the other, and are made anew when none does: a connection
 * that is half dead is found within seconds. Nothing waits for Redis to come back; what fails is `StoreUnavailable`, and
 * whether it was done is not known.
 */
export class RedisLink {
  readonly #options: RedisLinkOptions;
  readonly #channels = new Map<string, (message: string) => void>();
  readonly #proofs = `chat:proof:${randomUUID()}`;
  readonly #started: Promise<void>;
  /** Resolves with the first connection. */
  readonly whenUp: Promise<void>;
  #onUp: () => void = () => undefined;
  #state: State = { status: 'down' };
  #away: NodeJS.Timeout | undefined;
  #onProof: (() => void) | undefined;
  readonly #faults = new Set<string>();

  constructor(options: RedisLinkOptions) {
    this.#options = options;
    this.whenUp = new Promise((resolve) => (this.#onUp = resolve));
    this.#started = this.#keepUp();
  }

  /** Whether Redis is there and whatever was missed has been made up for. */
  get isUp(): boolean {
    if (this.#state.status !== 'up') return false;
    const { commands, news } = this.#state.pair;
    return isSound(commands) && isSound(news);
  }

  /** Runs a script, by its hash where Redis knows it. */
  async run(script: Script, run: Run): Promise<Reply> {
    const { commands } = this.#pair();
    return this.#attempt(() => evaluate(commands, script, run));
  }

  /** Hears what is published, from when this resolves until it is unsubscribed; not what comes while Redis is away. */
  async subscribe(channel: string, listener: (message: string) => void): Promise<void> {
    const { news, turns } = this.#pair();
    this.#channels.set(channel, listener);
    const subscribe = () => news.sSubscribe(channel, listener);
    await this.#attempt(() => turns.take(channel, subscribe));
  }

  unsubscribe(channel: string): void {
    if (!this.#channels.delete(channel) || !('pair' in this.#state)) return;
    const { news, turns } = this.#state.pair;
    turns.take(channel, () => news.sUnsubscribe(channel)).catch(() => undefined);
  }

  async close(): Promise<void> {
    const before = this.#state;
    this.#state = { status: 'closed' };
    clearTimeout(this.#away);
    if ('pair' in before) end(before.pair);
    this.#onProof?.();
    await this.#started;
  }

  #pair(): Pair {
    if ('pair' in this.#state) return this.#state.pair;
    throw new StoreUnavailable();
  }

  async #attempt<T>(command: () => Promise<T>): Promise<T> {
    try {
      return await within(DEADLINE_MS, command());
    } catch (error) {
      if (isOwnFault(error)) throw error;
      this.#tellFault(error);
      throw new StoreUnavailable({ cause: error });
    }
  }

  #tellFault(error: unknown): void {
    const kind = kindOf(error);
    if (this.#state.status === 'closed' || this.#faults.has(kind)) return;
    this.#faults.add(kind);
    this.#options.onFault?.(kind);
  }

  /** Connects, watches over the connections, and begins anew when they are lost, until this is closed. */
  async #keepUp(): Promise<void> {
    for (let failures = 0; this.#state.status !== 'closed'; failures += 1) {
      const pause = Math.min(LONGEST_PAUSE_MS, 25 * 2 ** failures) * (0.5 + Math.random() / 2);
      if (failures > 0) await wait(pause, undefined, { ref: false });
      const pair = await this.#connect();
      if (!pair) continue;
      if (await this.#comeBack(pair)) {
        failures = 0;
        await this.#watch(pair);
      }
      this.#lose(pair);
    }
  }

  async #connect(): Promise<Pair | undefined> {
    this.#away ??= setTimeout(this.#options.onAway, AWAY_MS).unref();
    const { url } = this.#options;
    const make = () => connectionOf(url, DEADLINE_MS);
    const pair = { commands: make(), news: make(), turns: new Turns() };
    try {
      await within(DEADLINE_MS, Promise.all([pair.commands.connect(), pair.news.connect()]));
      return pair;
    } catch (error) {
      this.#tellFault(error);
      end(pair);
      return undefined;
    }
  }

  /** Hears again what was heard before, and lets everybody make up for what they missed. */
  async #comeBack(pair: Pair): Promise<boolean> {
    if (this.#state.status === 'closed') return false;
    this.#state = { status: 'proving', pair };
    try {
      await within(
        DEADLINE_MS,
        pair.news.sSubscribe(this.#proofs, () => this.#onProof?.()),
      );
      const again = [...this.#channels].map(([name, hear]) =>
        pair.turns.take(name, () => pair.news.sSubscribe(name, hear)),
      );
      await within(DEADLINE_MS, Promise.all(again));
      await this.#prove(pair);
      await this.#options.onBack();
    } catch (error) {
      this.#tellFault(error);
      return false;
    }
    if (!this.#isOf(pair)) return false;
    this.#state = { status: 'up', pair };
    this.#onUp();
    this.#faults.clear();
    clearTimeout(this.#away);
    this.#away = undefined;
    return true;
  }

  /** Resolves when the connections are not sound any more. */
  async #watch(pair: Pair): Promise<void> {
    const lost = new AbortController();
    const onEnd = () => lost.abort();
    for (const client of [pair.commands, pair.news]) {
      for (const loss of LOSSES) client.on(loss, onEnd);
    }
    try {
      while (this.#isOf(pair)) {
        await wait(PROOF_MS, undefined, { signal: lost.signal, ref: false });
        await this.#prove(pair);
      }
    } catch (error) {
      // The connections are lost, or as good as that.
      if (!lost.signal.aborted) this.#tellFault(error);
    }
  }

  async #prove({ commands }: Pair): Promise<void> {
    const heard = new Promise<void>((resolve) => (this.#onProof = resolve));
    const proof = evaluate(commands, PROVE, { keys: [this.#proofs], args: [] });
    await within(DEADLINE_MS, Promise.all([proof, heard]));
  }

  #isOf(pair: Pair): boolean {
    return 'pair' in this.#state && this.#state.pair === pair;
  }

  #lose(pair: Pair): void {
    if (this.#isOf(pair)) this.#state = { status: 'down' };
    end(pair);
  }
}

/** Runs a script, by its hash where Redis knows it. */
async function evaluate(client: RedisConnection, script: Script, run: Run): Promise<Reply> {
  const isText = run.form !== 'bytes';
  const typed = isText ? client : client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
  const input = { keys: run.keys, arguments: run.args };
  try {
    return (await typed.evalSha(script.hash, input)) as Reply;
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return (await typed.eval(script.text, input)) as Reply;
  }
}

function end({ commands, news }: Pair): void {
  for (const client of [commands, news]) if (client.isOpen) client.destroy();
}
