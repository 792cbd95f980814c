import type { FastifyRequest } from 'fastify';
import type { App } from '../app-type.ts';
import type { Config } from '../config.ts';
import { ApiError } from '../errors.ts';
import { bearerOf, sessionCookieOf } from './session.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what another site's page asks for in a person's name [P12], [P53]. Requests with a bearer token pass: no page
 * has one but by that person's doing.
 */
export function checkOrigins(app: App, config: Config): void {
  app.addHook('onRequest', async (request) => {
    if (bearerOf(request) !== undefined) return;
    if (request.ws) return checkUpgrade(request, config);
    const { origin } = request.headers;
    const changes = !READING.has(request.method);
    if (changes && origin !== undefined && !isAllowed(origin, request, config)) refuse();
  });
}

/** Every browser names the page's origin in an upgrade, so one with a cookie and without an origin is not a page's. */
function checkUpgrade(request: FastifyRequest, config: Config): void {
  const { origin } = request.headers;
  if (origin === undefined && sessionCookieOf(request) === undefined) return;
  if (origin === undefined || !isAllowed(origin, request, config)) refuse();
}

function isAllowed(origin: string, request: FastifyRequest, config: Config): boolean {
  if (origin === config.publicOrigin || config.allowedOrigins.includes(origin)) return true;
  if (!/^https?:\/\/[^/?#@\\]+$/.test(origin)) return false;
  const [scheme, host] = origin.split('://');
  // A plain page is not the https page of the same host. The other way round it may be: a proxy may end the TLS.
  return host === request.host && (request.protocol === 'http' || scheme === 'https');
}

function refuse(): never {
  throw new ApiError('origin-refused');
}
