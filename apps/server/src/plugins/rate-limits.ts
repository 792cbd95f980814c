import rateLimit, { type FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import type { App } from '../app-type.ts';
import type { Config } from '../config.ts';
import { ApiError } from '../errors.ts';
import { neighbourhoodOf } from '../socket/addresses.ts';

/** Addresses and people that are counted at a time; the one that was quiet for longest goes first. */
const COUNTED = 20_000;
const MINUTE_MS = 60_000;

/**
 * Refuses with `too-fast` what one address asks for too often [P46]. Must be registered before any route. `store` counts; this
 * server alone by default.
 */
export async function limitRates(
  app: App,
  { limits, trustedProxies }: Config,
  store?: FastifyRateLimitStoreCtor,
): Promise<void> {
  await app.register(rateLimit, {
    ...(store && { store }),
    max: limits.requestsPerMinute,
    timeWindow: MINUTE_MS,
    cache: COUNTED,
    keyGenerator: addressOf,
    errorResponseBuilder: () => new ApiError('too-fast'),
    // Who watches over the server is to see it at any time.
    allowList: ({ routeOptions }) =>
      routeOptions.url === '/healthz' || routeOptions.url === '/readyz',
    addHeaders: QUIET,
    addHeadersOnExceeding: QUIET,
  });
  if (trustedProxies.length === 0) warnOfProxies(app);
}

const QUIET = {
  'x-ratelimit-limit': false,
  'x-ratelimit-remaining': false,
  'x-ratelimit-reset': false,
};

/** For the `config` of a route: new people, by address. */
export function newPeople({ limits }: Config) {
  const max = limits.usersPerMinute;
  return { rateLimit: { max, timeWindow: MINUTE_MS, keyGenerator: addressOf } };
}

/** For the `config` of a route: new rooms, by person. */
export function newRooms({ limits }: Config) {
  const keyGenerator = (request: FastifyRequest) => request.session?.user.id ?? addressOf(request);
  return { rateLimit: { max: limits.roomsPerHour, timeWindow: 60 * MINUTE_MS, keyGenerator } };
}

function addressOf({ ip }: FastifyRequest): string {
  return neighbourhoodOf(ip);
}

/** Behind a proxy that is not named, everybody seems to come from one address and shares its limits. */
function warnOfProxies(app: App): void {
  let hasWarned = false;
  app.addHook('onRequest', async ({ headers, log }) => {
    if (hasWarned || headers['x-forwarded-for'] === undefined) return;
    hasWarned = true;
    log.warn(
      'A request came with X-Forwarded-For, which does not count: if it is your proxy that sends it, name the proxy in ' +
        'TRUSTED_PROXIES, or all people share the limits of one address.',
    );
  });
}
