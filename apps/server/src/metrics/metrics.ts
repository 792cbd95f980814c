import { CLOSE, type ClientFrame, type ErrorCode } from '@chat/protocol';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { CallEnds } from './call-ends.ts';
import type { Traffic } from './traffic.ts';

/** Seconds: memory appends within microseconds, a store over the network within milliseconds. */
const APPEND_BUCKETS = [
  0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5,
];
const REQUEST_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Close codes that are counted by name: ours, and those of RFC 6455. Others are the client's to choose. */
const CLOSE_CODES = new Set<number>([
  ...Object.values(CLOSE),
  ...[1000, 1001, 1002, 1003, 1005, 1006, 1007, 1009, 1011],
]);

/** What is read when somebody asks. */
export type Sources = {
  traffic: Traffic;
  people: { readonly size: number };
  rooms: { readonly openCount: number; readonly isReady: boolean };
};

export type Answered = { method: string; route: string; status: number };

/**
 * Everything that Prometheus may know of this server: how much of what, never of whom. A label is a word of the protocol or
 * of HTTP, so that there are few of them and none says an id, a name or a text [S34].
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #callEnds = new CallEnds();
  readonly #frames = this.#counter('chat_frames_total', 'Frames that clients sent.', ['type']);
  readonly #opened = this.#counter('chat_connections_opened_total', 'Sockets that were taken.');
  readonly #closed = this.#counter('chat_connections_closed_total', 'Sockets that closed.', [
    'code',
  ]);
  readonly #rejections = this.#counter(
    'chat_rejections_total',
    'Refusals: of frames, of requests, and of sockets by their close code.',
    ['code', 'over'],
  );
  readonly #calls = this.#counter('chat_calls_ended_total', 'Calls that ended, by who said why.', [
    'reason',
  ]);
  readonly #appends = this.#histogram('chat_append_duration_seconds', {
    help: 'From asking the store to append an entry until it has and knows its place.',
    buckets: APPEND_BUCKETS,
  });
  readonly #requests = this.#histogram('chat_http_request_duration_seconds', {
    help: 'Requests, by the pattern of their route.',
    buckets: REQUEST_BUCKETS,
    labelNames: ['method', 'route', 'status'],
  });

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** What Node and the process tell of themselves, the delay of the event loop among it: from now on, at some cost. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.#registry });
  }

  /** Takes what is counted elsewhere. */
  read({ traffic, people, rooms }: Sources): void {
    this.#gauge('chat_connections', 'Sockets that are open.', () => traffic.connections);
    this.#gauge('chat_people', 'People with a socket on this server.', () => people.size);
    this.#gauge('chat_rooms', 'Rooms that somebody is connected to here.', () => rooms.openCount);
    this.#gauge('chat_store_up', 'Whether the store is reached: 1 or 0.', () =>
      Number(rooms.isReady),
    );
    this.#gauge('chat_queue_bytes', 'Bytes that wait to be sent.', () => traffic.queuedBytes);
    this.#total(
      'chat_deliveries_total',
      'Frames sent, one for each receiver.',
      () => traffic.deliveries,
    );
    this.#total('chat_delivered_bytes_total', 'Bytes of frames sent.', () => traffic.bytes);
    this.#total('chat_writes_total', 'Writes to sockets.', () => traffic.writes);
  }

  frame(frame: ClientFrame): void {
    this.#frames.inc({ type: frame.type });
    const reason = this.#callEnds.reasonOf(frame);
    if (reason) this.#calls.inc({ reason });
  }

  rejected(code: ErrorCode, over: 'socket' | 'rest'): void {
    this.#rejections.inc({ code, over });
  }

  opened(): void {
    this.#opened.inc();
  }

  closed(code: number): void {
    this.#closed.inc({ code: nameOf(code) });
  }

  /** A socket was not taken. */
  turnedAway(code: number): void {
    this.#rejections.inc({ code: nameOf(code), over: 'upgrade' });
  }

  appended(seconds: number): void {
    this.#appends.observe(seconds);
  }

  answered(request: Answered, seconds: number): void {
    this.#requests.observe(request, seconds);
  }

  /** Everything in the text format of Prometheus. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #counter(name: string, help: string, labelNames: string[] = []): Counter {
    return new Counter({ name, help, labelNames, registers: [this.#registry] });
  }

  #histogram(
    name: string,
    options: { help: string; buckets: number[]; labelNames?: string[] },
  ): Histogram {
    return new Histogram({ name, registers: [this.#registry], ...options });
  }

  #gauge(name: string, help: string, read: () => number): void {
    const collect = function (this: Gauge) {
      this.set(read());
    };
    new Gauge({ name, help, collect, registers: [this.#registry] });
  }

  /** A counter whose count somebody else keeps. */
  #total(name: string, help: string, read: () => number): void {
    const collect = function (this: Counter) {
      this.reset();
      this.inc(read());
    };
    new Counter({ name, help, collect, registers: [this.#registry] });
  }
}

function nameOf(code: number): string {
  return CLOSE_CODES.has(code) ? String(code) : 'other';
}
