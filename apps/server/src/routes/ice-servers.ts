import { createHmac } from 'node:crypto';
import { IceServers } from '@chat/protocol';
import type { App, Parts } from '../app-type.ts';
import type { Config } from '../config.ts';
import { errorReplies } from '../errors.ts';
import { SIGNED_IN } from '../plugins/openapi.ts';
import { requireSession, sessionOf } from '../plugins/session.ts';

/** Seconds for which TURN credentials hold. */
const TTL = 600;

/** Where a call finds its way: STUN, and TURN with credentials for ten minutes. */
export function iceServerRoutes(app: App, { config }: Parts): void {
  app.get(
    '/api/ice-servers',
    {
      preParsing: requireSession,
      schema: {
        operationId: 'listIceServers',
        summary: 'STUN and TURN servers, with credentials for ten minutes',
        tags: ['calls'],
        security: SIGNED_IN,
        response: { 200: IceServers, ...errorReplies(401, 429, 500) },
      },
    },
    async (request) => iceServersFor(sessionOf(request).user.id, config),
  );
}

function iceServersFor(userId: string, { stunUrls, turn }: Config): IceServers {
  const iceServers: IceServers['iceServers'] = stunUrls.length > 0 ? [{ urls: stunUrls }] : [];
  if (turn) iceServers.push({ urls: turn.urls, ...turnCredentials(userId, turn.secret) });
  return { iceServers, ttl: TTL };
}

/** Credentials of coturn's `use-auth-secret`. The relay learns no user id, only a name that is stable per person. */
function turnCredentials(userId: string, secret: string) {
  const opaque = createHmac('sha256', secret).update(`user:${userId}`).digest('base64url');
  const username = `${Math.floor(Date.now() / 1000) + TTL}:${opaque.slice(0, 16)}`;
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') };
}
