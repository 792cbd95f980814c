import { AnswerKnock, KnockList } from '@chat/protocol';
import { Type } from 'typebox';
import type { App, Parts } from '../app-type.ts';
import { errorReplies } from '../errors.ts';
import { SIGNED_IN } from '../plugins/openapi.ts';
import { requireSession, sessionOf } from '../plugins/session.ts';

const RoomParams = Type.Object({ id: Type.String({ description: 'Id of the room' }) });
const KnockParams = Type.Object({
  ...RoomParams.properties,
  userId: Type.String({ description: 'Id of the person who knocks' }),
});

const LIST = {
  preParsing: requireSession,
  schema: {
    operationId: 'listKnocks',
    summary: 'Who waits before the locked room; for its members and its owner',
    tags: ['rooms'],
    security: SIGNED_IN,
    params: RoomParams,
    response: { 200: KnockList, ...errorReplies(401, 403, 404, 410, 429, 500) },
  },
};

const ANSWER = {
  preParsing: requireSession,
  schema: {
    operationId: 'answerKnock',
    summary: 'Let in who knocks, or not; for the members of the room and its owner',
    description: 'Who knocks does so over a WebSocket, and hears the answer there.',
    tags: ['rooms'],
    security: SIGNED_IN,
    params: KnockParams,
    body: AnswerKnock,
    response: {
      204: Type.Null(),
      ...errorReplies(400, 401, 403, 404, 410, 413, 415, 429, 500),
    },
  },
};

/** Knocks at a locked room, seen and answered without a socket [P63]. */
export function knockRoutes(app: App, { rooms }: Parts): void {
  app.get('/api/rooms/:id/knocks', LIST, async (request) => ({
    knocks: await rooms.listKnocks(sessionOf(request).user.id, request.params.id),
  }));

  app.post('/api/rooms/:id/knocks/:userId', ANSWER, async (request, reply) => {
    const { id, userId: person } = request.params;
    await rooms.answerKnock(sessionOf(request).user.id, id, { person, ...request.body });
    return reply.code(204).send(null);
  });
}
