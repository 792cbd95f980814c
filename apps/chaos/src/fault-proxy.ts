import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { BytePipe, type Weather } from './byte-pipe.ts';

/** `up` is from the client to the server. */
export type Direction = 'up' | 'down';

/** The connection ends after `byte` bytes of one direction, counted over its life. */
export interface CutAt {
  direction: Direction;
  byte: number;
  how: 'close' | 'reset';
}

/** What is to happen to a connection from its first byte on. */
export interface Script {
  cutAt?: CutAt;
  weather?: Weather;
}

export interface FaultProxyOptions {
  /** Port of the server, on 127.0.0.1; asked for each connection, where it may be another one. */
  target: number | (() => number);
  /** Asked once for each connection; the first one has the number 1. */
  script?: (connection: number) => Script;
}

/** One connection through the proxy: a socket to the client, a socket to the server, and what is done to them. */
export class ProxiedConnection {
  /** Port of the server that it leads to. */
  readonly target: number;
  readonly #inside: Socket;
  readonly #outside: Socket;
  readonly #pipes: Record<Direction, BytePipe>;

  constructor(inside: Socket, target: number, { cutAt, weather }: Script) {
    const outside = connect(target, '127.0.0.1');
    this.target = target;
    this.#inside = inside;
    this.#outside = outside;
    this.#pipes = {
      up: new BytePipe({ from: inside, to: outside }),
      down: new BytePipe({ from: outside, to: inside }),
    };
    if (cutAt) this.cutAt(cutAt);
    if (weather) this.disturb(weather);
    for (const socket of [inside, outside]) {
      socket.setNoDelay(true);
      // `close` follows and says all there is to know.
      socket.on('error', () => undefined);
      socket.on('close', (hadError) => {
        if (hadError) this.reset();
      });
    }
  }

  /** Calls once both sides are closed. */
  onClosed(callback: () => void): void {
    let open = 2;
    for (const socket of [this.#inside, this.#outside]) {
      socket.on('close', () => {
        open -= 1;
        if (open === 0) callback();
      });
    }
  }

  /** Bytes that went through. */
  forwarded(direction: Direction): number {
    return this.#pipes[direction].forwarded;
  }

  disturb(weather: Weather): void {
    this.#pipes.up.weather = weather;
    this.#pipes.down.weather = weather;
  }

  /** Cuts it at a byte that is still to come; `onCut` tells when. */
  cutAt({ direction, byte, how }: CutAt, onCut?: () => void): void {
    this.#pipes[direction].stopAt(byte, () => {
      if (how === 'reset') this.reset();
      else this.#endAfterFlush();
      onCut?.();
    });
  }

  /** Half-open: both sides hear nothing more and neither is told. */
  freeze(): void {
    this.#pipes.up.freeze();
    this.#pipes.down.freeze();
  }

  /** What waited goes on, late: also what a client wrote that has long given this connection up. */
  thaw(): void {
    this.#pipes.up.thaw();
    this.#pipes.down.thaw();
  }

  /** Closes both sides in the middle of whatever they are at. */
  cut(): void {
    this.#inside.destroy();
    this.#outside.destroy();
  }

  /** As `cut`, with a TCP reset. */
  reset(): void {
    this.#inside.resetAndDestroy();
    this.#outside.resetAndDestroy();
  }

  /** The bytes that went through do arrive; then both sides are closed. */
  #endAfterFlush(): void {
    for (const socket of [this.#inside, this.#outside]) socket.destroySoon();
  }
}

/** A TCP proxy before one server that disturbs what goes through it, byte by byte. */
export class FaultProxy {
  /** The connections that are open, the oldest first. */
  readonly connections = new Set<ProxiedConnection>();
  /** While true, who connects is reset at once. */
  refuses = false;
  /** How many connections there were. */
  accepted = 0;
  readonly #options: FaultProxyOptions;
  readonly #server: Server;

  private constructor(options: FaultProxyOptions) {
    this.#options = options;
    this.#server = createServer((inside) => this.#accept(inside));
  }

  static async start(options: FaultProxyOptions): Promise<FaultProxy> {
    const proxy = new FaultProxy(options);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** The connection that came last, if it is still open. */
  get newest(): ProxiedConnection | undefined {
    return [...this.connections].at(-1);
  }

  /** Ends all connections and listens no more. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const connection of this.connections) connection.cut();
    await closed;
  }

  #accept(inside: Socket): void {
    if (this.refuses) {
      inside.resetAndDestroy();
      return;
    }
    this.accepted += 1;
    const script = this.#options.script?.(this.accepted) ?? {};
    const { target } = this.#options;
    const port = typeof target === 'number' ? target : target();
    const connection = new ProxiedConnection(inside, port, script);
    this.connections.add(connection);
    connection.onClosed(() => this.connections.delete(connection));
  }
}
