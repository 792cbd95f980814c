import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { App } from '../app-type.ts';
import { ConfigError, type Config } from '../config.ts';
import { traceOf } from '../errors.ts';
import type { Metrics } from './metrics.ts';

/**
 * Serves /metrics on an address and port of its own, as long as the app lives [S35]. Nothing else is there, and nothing of
 * it is at the address that people use.
 */
export function serveMetrics(
  app: App,
  metrics: Metrics,
  { host, port }: NonNullable<Config['metrics']>,
): void {
  const server = createServer((request, reply) => {
    const isKnown = request.url === '/metrics' && request.method === 'GET';
    if (!isKnown) reply.writeHead(404).end();
    else answer(metrics, reply).catch((error: unknown) => fail(app, reply, error));
  });
  app.addHook('onReady', async () => {
    server.listen(port, host);
    try {
      await once(server, 'listening');
    } catch (cause) {
      throw notFree({ host, port }, cause);
    }
    metrics.watchProcess();
    const { port: bound } = server.address() as AddressInfo;
    app.log.info({ host, port: bound }, 'metrics are served');
  });
  app.addHook('onClose', async () => {
    server.close();
    server.closeAllConnections();
  });
}

async function answer(metrics: Metrics, reply: ServerResponse): Promise<void> {
  const text = await metrics.text();
  reply.writeHead(200, { 'content-type': metrics.contentType }).end(text);
}

function fail(app: App, reply: ServerResponse, error: unknown): void {
  app.log.error(traceOf(error), 'the metrics could not be read');
  reply.writeHead(500).end();
}

function notFree({ host, port }: NonNullable<Config['metrics']>, cause: unknown): ConfigError {
  const { code = 'unknown' } = cause as NodeJS.ErrnoException;
  return new ConfigError(
    'METRICS_PORT',
    `a port of ${host} that is free and may be used (${port}: ${code})`,
  );
}
