import { randomBytes } from 'node:crypto';

/** Spans that may wait; past them new ones are dropped, for a server is not to fail for its watchers. */
const MAX_WAITING = 2_048;
/** Spans in one request, and milliseconds between two. */
const BATCH = 512;
const INTERVAL_MS = 5_000;
const TIMEOUT_MS = 10_000;
/** OTLP: SPAN_KIND_SERVER and STATUS_CODE_ERROR. */
const KIND_SERVER = 2;
const STATUS_ERROR = 2;

export type Attributes = Record<string, string | number>;

/** A piece of work that has begun. */
export type Span = {
  /** `failed`: by a fault of this server, not by what was asked. */
  end(attributes: Attributes, failed?: boolean): void;
};

export type TracingOptions = {
  /** OTLP over HTTP; `/v1/traces` is added. */
  endpoint: string;
  intervalMs?: number;
  onError: (error: unknown) => void;
};

/**
 * Sends what the server did, and how long it took, to an OpenTelemetry collector: names from the code and words of the
 * protocol, never an id of ours, a name or a text. Every span is a trace of its own: what a client says of its own
 * traces (`traceparent`) comes from anybody, and counts for nothing.
 */
export class Tracing {
  readonly #options: TracingOptions;
  readonly #url: string;
  readonly #timer: NodeJS.Timeout;
  #waiting: object[] = [];
  #sending: Promise<void> | undefined;
  #hasFailed = false;

  constructor(options: TracingOptions) {
    this.#options = options;
    this.#url = `${options.endpoint.replace(/\/$/, '')}/v1/traces`;
    this.#timer = setInterval(() => void this.flush(), options.intervalMs ?? INTERVAL_MS).unref();
  }

  start(name: string): Span {
    const startedAt = nanoseconds();
    return {
      end: (attributes, failed = false) => {
        if (this.#waiting.length >= MAX_WAITING) return;
        this.#waiting.push({
          traceId: randomBytes(16).toString('hex'),
          spanId: randomBytes(8).toString('hex'),
          name,
          kind: KIND_SERVER,
          startTimeUnixNano: String(startedAt),
          endTimeUnixNano: String(nanoseconds()),
          attributes: Object.entries(attributes).map(attributeOf),
          ...(failed && { status: { code: STATUS_ERROR } }),
        });
      },
    };
  }

  /** Sends what waits; one request at a time. */
  async flush(): Promise<void> {
    await this.#sending;
    this.#sending = this.#sendAll();
    await this.#sending;
    this.#sending = undefined;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      // What could not be sent is gone: traces are there to look at, not to be kept.
      const batch = this.#waiting.splice(0, BATCH);
      try {
        await this.#send(batch);
        this.#hasFailed = false;
      } catch (error) {
        if (!this.#hasFailed) this.#options.onError(error);
        this.#hasFailed = true;
      }
    }
  }

  async #send(spans: object[]): Promise<void> {
    const resource = { attributes: [attributeOf(['service.name', 'chat'])] };
    const scopeSpans = [{ scope: { name: '@chat/server' }, spans }];
    const reply = await fetch(this.#url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ resourceSpans: [{ resource, scopeSpans }] }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await reply.body?.cancel();
    if (!reply.ok) throw new Error(`The collector answered ${reply.status}.`);
  }
}

function attributeOf([key, value]: [string, string | number]) {
  const isText = typeof value === 'string';
  return { key, value: isText ? { stringValue: value } : { intValue: String(value) } };
}

/** Since 1970, and never going back while the process runs. */
function nanoseconds(): bigint {
  return BigInt(Math.round((performance.timeOrigin + performance.now()) * 1e3)) * 1_000n;
}
