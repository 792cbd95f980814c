import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../app-type.ts';
import { ApiError } from '../errors.ts';
import { SESSION_SECONDS, type Session, type Sessions } from '../session/sessions.ts';

/** The session of a request and the way it came. */
export type RequestSession = Session & { via: 'cookie' | 'bearer' };

declare module 'fastify' {
  interface FastifyRequest {
    session: RequestSession | null;
  }
}

/** Reads the session of every request; a bearer token wins over the cookie [P12]. */
export function readSessions(app: App, sessions: Sessions): void {
  app.decorateRequest('session', null);
  app.addHook('onRequest', async (request) => {
    const bearer = bearerOf(request);
    const token = bearer ?? sessionCookieOf(request);
    const via = bearer === undefined ? 'cookie' : 'bearer';
    const session = token === undefined ? undefined : sessions.read(token, via);
    if (session) request.session = { ...session, via };
  });
}

/** For routes that need a person: answers 401 before the body is read, but after the limits have counted the request. */
export async function requireSession(request: FastifyRequest): Promise<void> {
  sessionOf(request);
}

export function sessionOf(request: FastifyRequest): RequestSession {
  if (!request.session) throw new ApiError('session-unknown');
  return request.session;
}

/** The token of an `Authorization: Bearer` header, sound or not. */
export function bearerOf({ headers }: FastifyRequest): string | undefined {
  return /^bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
}

/** Over https only the cookie with the prefix counts, which no other host and no plain page can have set. */
export function sessionCookieOf(request: FastifyRequest): string | undefined {
  return request.cookies[cookieNameOf(request)];
}

/** Scripts cannot read the cookie, and pages of other sites cannot make a browser send it. */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
): void {
  const options = { ...cookieOptionsOf(request), maxAge: SESSION_SECONDS };
  void reply.setCookie(cookieNameOf(request), token, options);
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  void reply.clearCookie(cookieNameOf(request), cookieOptionsOf(request));
}

function cookieNameOf({ protocol }: FastifyRequest): '__Host-s' | 's' {
  return protocol === 'https' ? '__Host-s' : 's';
}

function cookieOptionsOf({ protocol }: FastifyRequest) {
  return { httpOnly: true, secure: protocol === 'https', sameSite: 'strict', path: '/' } as const;
}
