import { CLOSE, CreatedUser, CreateUser, RenameUser, User } from '@chat/protocol';
import { Type } from 'typebox';
import type { App, Parts } from '../app-type.ts';
import { errorReplies } from '../errors.ts';
import { SIGNED_IN } from '../plugins/openapi.ts';
import { newPeople } from '../plugins/rate-limits.ts';
import {
  clearSessionCookie,
  requireSession,
  sessionOf,
  setSessionCookie,
} from '../plugins/session.ts';

const CREATE = {
  schema: {
    operationId: 'createUser',
    summary: 'Create a person and sign in as them',
    tags: ['users'],
    body: CreateUser,
    response: { 201: CreatedUser, ...errorReplies(400, 403, 413, 415, 429, 500) },
  },
};

const READ = {
  preParsing: requireSession,
  schema: {
    operationId: 'getMe',
    summary: 'Who am I',
    description: 'Renews a cookie that is past half of its life.',
    tags: ['users'],
    security: SIGNED_IN,
    response: { 200: User, ...errorReplies(401, 429, 500) },
  },
};

const RENAME = {
  preParsing: requireSession,
  schema: {
    operationId: 'renameMe',
    summary: 'Take another name',
    description: 'Shows in all rooms at once. A bearer gets a new token.',
    tags: ['users'],
    security: SIGNED_IN,
    body: RenameUser,
    response: { 200: CreatedUser, ...errorReplies(400, 401, 403, 413, 415, 429, 500) },
  },
};

const FORGET = {
  preParsing: requireSession,
  schema: {
    operationId: 'forgetMe',
    summary: 'Forget me',
    description: 'Leaves all rooms, closes my sockets and ends the session.',
    tags: ['users'],
    security: SIGNED_IN,
    response: { 204: Type.Null(), ...errorReplies(401, 403, 429, 500) },
  },
};

/** Who I am: made, read, renamed and forgotten. */
export function userRoutes(app: App, { sessions, people, rooms, config, notices }: Parts): void {
  app.post('/api/users', { ...CREATE, config: newPeople(config) }, async (request, reply) => {
    // Always a new person, whatever session came along [P51].
    const { session, token } = sessions.create(request.body.name);
    const wantsBearer = request.body.session === 'bearer';
    if (!wantsBearer) setSessionCookie(request, reply, token);
    return reply.code(201).send(wantsBearer ? { ...session.user, token } : session.user);
  });

  app.get('/api/users/me', READ, async (request, reply) => {
    const session = sessionOf(request);
    const user = people.latest(session);
    if (session.via === 'cookie' && sessions.isDue(session)) {
      setSessionCookie(request, reply, sessions.rotate(user).token);
    }
    return user;
  });

  app.patch('/api/users/me', RENAME, async (request, reply) => {
    const { user, via } = sessionOf(request);
    const renamed = { id: user.id, name: request.body.name };
    const { session, token } =
      via === 'cookie' ? sessions.rotate(renamed) : sessions.issue(renamed);
    await notices.tell({ kind: 'renamed', user: renamed, issuedAt: session.issuedAt });
    people.rename(session);
    await rooms.renameMember(session.user.id, session.user.name);
    if (via === 'bearer') return { ...session.user, token };
    setSessionCookie(request, reply, token);
    return session.user;
  });

  app.delete('/api/users/me', FORGET, async (request, reply) => {
    const { user } = sessionOf(request);
    await notices.tell({ kind: 'revoked', userId: user.id });
    sessions.revoke(user.id);
    // The sockets first: what they still ask for must not bring the person back.
    people.disconnect(user.id, CLOSE.sessionEnded);
    await rooms.forget(user.id);
    clearSessionCookie(request, reply);
    return reply.code(204).send(null);
  });
}
