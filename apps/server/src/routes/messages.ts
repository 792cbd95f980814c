import { HistoryPage, HistoryQuery, PostedEntry, PostMessage } from '@chat/protocol';
import { Type } from 'typebox';
import type { App, Parts } from '../app-type.ts';
import { errorReplies } from '../errors.ts';
import { SIGNED_IN } from '../plugins/openapi.ts';
import { requireSession, sessionOf } from '../plugins/session.ts';

const RoomParams = Type.Object({ id: Type.String({ description: 'Id of the room' }) });

const LIST = {
  preParsing: requireSession,
  schema: {
    operationId: 'listMessages',
    summary: 'A page of history',
    tags: ['rooms'],
    security: SIGNED_IN,
    params: RoomParams,
    querystring: HistoryQuery,
    response: { 200: HistoryPage, ...errorReplies(400, 401, 403, 404, 410, 429, 500) },
  },
};

const POST = {
  preParsing: requireSession,
  schema: {
    operationId: 'postMessage',
    summary: 'Post a message, or change one',
    description: 'The same id again answers 200 with the original entry and posts nothing.',
    tags: ['rooms'],
    security: SIGNED_IN,
    params: RoomParams,
    body: PostMessage,
    response: {
      200: PostedEntry,
      201: PostedEntry,
      ...errorReplies(400, 401, 403, 404, 409, 410, 413, 415, 429, 500),
    },
  },
};

/** Messages without a socket, for bots and scripts; members and the owner [P52]. */
export function messageRoutes(app: App, { rooms, people }: Parts): void {
  app.get('/api/rooms/:id/messages', LIST, async (request) =>
    rooms.history(sessionOf(request).user.id, request.params.id, request.query),
  );

  app.post('/api/rooms/:id/messages', POST, async (request, reply) => {
    const author = people.latest(sessionOf(request));
    const { entry, epoch, isNew } = await rooms.post(author, request.params.id, request.body);
    return reply.code(isNew ? 201 : 200).send({ epoch, entry });
  });
}
