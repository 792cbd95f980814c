import { IceServers } from '@chat/protocol';
import type { App, Parts } from '../app-type.ts';
import type { Config } from '../config.ts';
import { errorReplies } from '../errors.ts';
import { SIGNED_IN } from '../plugins/openapi.ts';
import { requireSession, sessionOf } from '../plugins/session.ts';
import { makeTurnCredentials, opaqueIdOf } from '../turn/turn-credentials.ts';

/** Seconds after which a client without TURN should ask again. */
const TTL_WITHOUT_TURN = 600;

/** Where a call finds its way: STUN, and TURN with credentials that hold for some minutes. */
export function iceServerRoutes(app: App, { config }: Parts): void {
  app.get(
    '/api/ice-servers',
    {
      preParsing: requireSession,
      schema: {
        operationId: 'listIceServers',
        summary: 'STUN and TURN servers, with credentials that hold for `ttl` seconds',
        tags: ['calls'],
        security: SIGNED_IN,
        response: { 200: IceServers, ...errorReplies(401, 429, 500) },
      },
    },
    async (request) => iceServersFor(sessionOf(request).user.id, config),
  );
}

function iceServersFor(userId: string, config: Config): IceServers {
  const { stunUrls, turn, sessionSecrets } = config;
  const iceServers: IceServers['iceServers'] = stunUrls.length > 0 ? [{ urls: stunUrls }] : [];
  if (!turn) return { iceServers, ttl: TTL_WITHOUT_TURN };
  const { urls, secret, ttlSeconds } = turn;
  const opaqueId = opaqueIdOf(userId, sessionSecrets[0] ?? '');
  iceServers.push({ urls, ...makeTurnCredentials({ opaqueId, secret, ttlSeconds }) });
  return { iceServers, ttl: ttlSeconds };
}
