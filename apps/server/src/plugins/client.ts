import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../app-type.ts';
import { ApiError, sendError } from '../errors.ts';

const NOT_BUILT =
  'The server runs, but the client is not built. Run "npm run build" and start the server again.';
const NO_PAGE = /^\/(api|ws|healthz|readyz|assets)(\/|\?|$)/;

/**
 * Serves the built client: hashed assets for ever, the page itself never from a cache, and the page for every link. Each
 * as Brotli or gzip where the build left it beside the file.
 */
export async function serveClient(app: App, clientDir: string): Promise<void> {
  const isBuilt = existsSync(join(clientDir, 'index.html'));
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: clientDir,
      cacheControl: false,
      preCompressed: true,
      setHeaders: (reply, path) =>
        void reply.header('cache-control', cachingOf(relative(clientDir, path))),
    });
  }
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) => {
    if (!wantsPage(request)) sendError(new ApiError('route-unknown'), request, reply);
    else if (isBuilt) sendPage(reply);
    else void reply.code(503).type('text/plain').send(NOT_BUILT);
  });
}

/** For addresses that are none, such as a link whose end was mangled: a person gets the page that says so. */
export function sendFrameworkError(
  error: Error,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  // No hook has run: what setHeaders does is not done.
  void reply.headers({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
  if (wantsPage(request)) void reply.redirect('/r/malformed');
  else sendError(error, request, reply);
}

function sendPage(reply: FastifyReply): void {
  void reply.header('vary', 'accept').sendFile('index.html');
}

function wantsPage({ method, url, headers }: FastifyRequest): boolean {
  const isRead = method === 'GET' || method === 'HEAD';
  return isRead && !NO_PAGE.test(url) && (headers.accept ?? '').includes('text/html');
}

function cachingOf(path: string): string {
  const isHashed = path.startsWith(`assets${sep}`);
  return isHashed ? 'public, max-age=31536000, immutable' : 'no-cache';
}
