import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { Dice } from './dice.ts';

/** What a bad network does to datagrams. Nothing of it is shared with another direction or sender. */
export interface DatagramWeather {
  /** Milliseconds from here to there, and at most how many more, by chance. */
  delayMs?: number;
  jitterMs?: number;
  /** Share of datagrams that never arrive: 0 to 1. */
  loss?: number;
  /** What goes through in a second; what has to wait longer than `queueMs` is lost, as in a router. */
  bitsPerSecond?: number;
  queueMs?: number;
}

export interface UdpProxyOptions {
  /** Port of the server, on 127.0.0.1. */
  target: number;
  /**
   * Which way the weather is. Where both ends of a call go through one proxy, each packet passes it twice: `up` makes it
   * count once. Both by default.
   */
  ways?: 'up' | 'both';
  seed?: number;
}

const DEFAULT_QUEUE_MS = 300;

/** One direction of one sender: when its queue is free again. */
interface Lane {
  freeAt: number;
  hasWeather: boolean;
}

interface Flow {
  outside: Socket;
  up: Lane;
  down: Lane;
}

/** A UDP proxy before one server on 127.0.0.1: every sender gets a socket of its own, so that the server tells them apart. */
export class UdpProxy {
  weather: DatagramWeather = {};
  /** While true nothing goes through and nobody is told, as with a path that is gone. */
  isCut = false;
  /** How many datagrams did not go through. */
  dropped = 0;
  readonly #inside = createSocket('udp4');
  readonly #flows = new Map<string, Flow>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  readonly #dice: Dice;
  readonly #ways: 'up' | 'both';

  private constructor(options: UdpProxyOptions) {
    this.#dice = new Dice(options.seed ?? 1);
    this.#ways = options.ways ?? 'both';
    this.#inside.on('message', (data, { port, address }) => {
      const flow = this.#flowOf(port, address);
      this.#pass(data, flow.up, (late) => flow.outside.send(late, options.target, '127.0.0.1'));
    });
  }

  static async start(options: UdpProxyOptions): Promise<UdpProxy> {
    const proxy = new UdpProxy(options);
    proxy.#inside.bind(0, '127.0.0.1');
    await once(proxy.#inside, 'listening');
    return proxy;
  }

  get port(): number {
    return this.#inside.address().port;
  }

  /** How many senders there were. */
  get senders(): number {
    return this.#flows.size;
  }

  close(): void {
    this.isCut = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#inside.close();
    for (const { outside } of this.#flows.values()) outside.close();
  }

  /** A browser may send to 127.0.0.1 from another address of this machine, and wants its answers there. */
  #flowOf(port: number, address: string): Flow {
    const name = `${address} ${port}`;
    const known = this.#flows.get(name);
    if (known) return known;
    const flow: Flow = {
      outside: createSocket('udp4'),
      up: { freeAt: 0, hasWeather: true },
      down: { freeAt: 0, hasWeather: this.#ways === 'both' },
    };
    flow.outside.on('message', (data) => {
      this.#pass(data, flow.down, (late) => this.#inside.send(late, port, address));
    });
    // A server that is gone answers by ICMP; that is weather, too.
    flow.outside.on('error', () => undefined);
    this.#flows.set(name, flow);
    return flow;
  }

  #pass(data: Buffer, lane: Lane, send: (data: Buffer) => void): void {
    const weather = lane.hasWeather ? this.weather : {};
    const { delayMs = 0, jitterMs = 0, loss = 0 } = weather;
    const isLost = this.isCut || this.#dice.chance(loss);
    const queued = isLost ? undefined : this.#queue(data, lane, weather);
    if (queued === undefined) {
      this.dropped += 1;
      return;
    }
    const waitMs = queued + delayMs + this.#dice.next() * jitterMs;
    if (waitMs < 1) return send(data);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.isCut) send(data);
    }, waitMs);
    this.#timers.add(timer);
  }

  /** Milliseconds until the lane has sent it; `undefined` where the queue is too long for it. */
  #queue(data: Buffer, lane: Lane, weather: DatagramWeather): number | undefined {
    const { bitsPerSecond, queueMs = DEFAULT_QUEUE_MS } = weather;
    if (bitsPerSecond === undefined) return 0;
    const now = performance.now();
    const waiting = Math.max(0, lane.freeAt - now);
    if (waiting > queueMs) return undefined;
    lane.freeAt = now + waiting + (data.length * 8 * 1000) / bitsPerSecond;
    return lane.freeAt - now;
  }
}
