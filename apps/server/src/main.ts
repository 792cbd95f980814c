import { networkInterfaces } from 'node:os';
import closeWithGrace from 'close-with-grace';
import type { App } from './app-type.ts';
import { buildApp } from './app.ts';
import { ConfigError, loadConfig, type Config } from './config.ts';
import { traceOf } from './errors.ts';

/** Milliseconds that a shutdown may take. */
const SHUTDOWN_MS = 5_000;
/** Milliseconds that a shutdown waits for requests. */
const DRAIN_MS = 2_000;

const LISTEN_ERRORS: Record<string, (config: Config) => string> = {
  EADDRINUSE: ({ port }) =>
    `Port ${port} is in use; stop what uses it or set PORT to another, then start again.`,
  EACCES: ({ port }) => `Port ${port} may not be used by this user; set PORT to one above 1023.`,
  EADDRNOTAVAIL: ({ host }) =>
    `HOST ${host} is no address of this machine; set HOST to one that is.`,
  ENOTFOUND: ({ host }) => `HOST ${host} cannot be found; set HOST to an address of this machine.`,
};

async function start(): Promise<void> {
  const config = loadConfig();
  const app = await buildApp({ config });
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    await app.close();
    const explain = LISTEN_ERRORS[(error as NodeJS.ErrnoException).code ?? ''];
    throw explain ? new StartError(explain(config)) : error;
  }
  closeWithGrace({ delay: SHUTDOWN_MS, logger: false }, async ({ err }) => {
    if (err) app.log.fatal(traceOf(err), 'the server failed');
    // It would wait for connections on which no request ever began, too: browsers open such in advance. More than once,
    // as new ones come in until all sockets are closed.
    setInterval(() => app.server.closeAllConnections(), DRAIN_MS).unref();
    await app.close();
  });
  process.stdout.write(`${readyLine(app, config)}\n`);
}

/** A reason not to start, in a sentence for the operator. */
class StartError extends Error {}

function readyLine(app: App, { tls, host, port }: Config): string {
  const address = app.server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  const url = (name: string) => `${tls ? 'https' : 'http'}://${name}:${bound}`;
  const isEverywhere = host === '0.0.0.0' || host === '::';
  if (!isEverywhere) return `Chat is ready at ${url(host === '127.0.0.1' ? 'localhost' : host)}`;
  const others = ownAddresses().map(url);
  const network = others.length > 0 ? ` and in this network at ${others.join(', ')}` : '';
  return `Chat is ready at ${url('localhost')}${network}`;
}

function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.filter(({ family, internal }) => family === 'IPv4' && !internal).map((a) => a.address);
}

try {
  await start();
} catch (error) {
  const isExplained = error instanceof ConfigError || error instanceof StartError;
  const trace = error instanceof Error ? error.stack : undefined;
  process.stderr.write(`${isExplained ? error.message : (trace ?? String(error))}\n`);
  process.exitCode = 1;
}
