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
    const mayPass = request.ws ? mayUpgrade(request, config) : mayChange(request, config);
    if (!mayPass) throw new ApiError('origin-refused');
  });
}

function mayChange(request: FastifyRequest, config: Config): boolean {
  const { origin } = request.headers;
  return READING.has(request.method) || origin === undefined || isAllowed(origin, request, config);
}

/** Every browser names the page's origin in an upgrade, so one with a cookie and without an origin is not a page's. */
function mayUpgrade(request: FastifyRequest, config: Config): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return sessionCookieOf(request) === undefined;
  return isAllowed(origin, request, config);
}

function isAllowed(origin: string, request: FastifyRequest, config: Config): boolean {
  if (origin === config.publicOrigin || config.allowedOrigins.includes(origin)) return true;
  if (!/^https?:\/\/[^/?#@\\]+$/.test(origin)) return false;
  const [scheme, host] = origin.split('://');
  // A plain page is not the https page of the same host. The other way round it may be: a proxy may end the TLS.
  return host === request.host && (request.protocol === 'http' || scheme === 'https');
}
