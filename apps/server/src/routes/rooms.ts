import {
  ChangeRoom,
  CreatedRoom,
  CreateRoom,
  RemoveMember,
  Room,
  RoomPreview,
} from '@chat/protocol';
import { Type } from 'typebox';
import type { App, Parts } from '../app-type.ts';
import { errorReplies } from '../errors.ts';
import { SIGNED_IN } from '../plugins/openapi.ts';
import { newRooms } from '../plugins/rate-limits.ts';
import { requireSession, sessionOf } from '../plugins/session.ts';
import { originOf } from './origin-of.ts';

// Any text: an id that no room can have is answered like one that no room has.
const RoomParams = Type.Object({ id: Type.String({ description: 'Id of the room' }) });
const MemberParams = Type.Object({
  ...RoomParams.properties,
  userId: Type.String({ description: 'Id of the person' }),
});

const CREATE = {
  preParsing: requireSession,
  schema: {
    operationId: 'createRoom',
    summary: 'Create a room',
    description: 'Its address is the key: whoever has it may join.',
    tags: ['rooms'],
    security: SIGNED_IN,
    body: CreateRoom,
    response: { 201: CreatedRoom, ...errorReplies(400, 401, 403, 413, 415, 429, 500) },
  },
};

const PREVIEW = {
  schema: {
    operationId: 'previewRoom',
    summary: 'What the holder of a link may know before joining',
    tags: ['rooms'],
    params: RoomParams,
    response: { 200: RoomPreview, ...errorReplies(404, 410, 429, 500) },
  },
};

const CHANGE = {
  preParsing: requireSession,
  schema: {
    operationId: 'changeRoom',
    summary: 'Change the title, lock the room, or hand it on to a member; for its owner',
    tags: ['rooms'],
    security: SIGNED_IN,
    params: RoomParams,
    body: ChangeRoom,
    response: { 200: Room, ...errorReplies(400, 401, 403, 404, 410, 413, 415, 429, 500) },
  },
};

const RENEW_LINK = {
  preParsing: requireSession,
  schema: {
    operationId: 'renewLink',
    summary: 'Give the room another link, and let the old one die; for its owner',
    description: 'Who is in comes along; nobody else gets in by the old link any more.',
    tags: ['rooms'],
    security: SIGNED_IN,
    params: RoomParams,
    response: { 201: CreatedRoom, ...errorReplies(401, 403, 404, 410, 429, 500) },
  },
};

const END = {
  preParsing: requireSession,
  schema: {
    operationId: 'endRoom',
    summary: 'End the room for all; for its owner',
    tags: ['rooms'],
    security: SIGNED_IN,
    params: RoomParams,
    response: { 204: Type.Null(), ...errorReplies(401, 403, 404, 410, 429, 500) },
  },
};

const REMOVE_MEMBER = {
  preParsing: requireSession,
  schema: {
    operationId: 'removeMember',
    summary: 'Take a member out, for good or for now; for the owner of the room',
    tags: ['rooms'],
    security: SIGNED_IN,
    params: MemberParams,
    querystring: RemoveMember,
    response: { 204: Type.Null(), ...errorReplies(400, 401, 403, 404, 410, 429, 500) },
  },
};

/** Rooms: made, looked at, changed, ended, and members taken out. */
export function roomRoutes(app: App, { rooms, people, config }: Parts): void {
  app.post('/api/rooms', { ...CREATE, config: newRooms(config) }, async (request, reply) => {
    const room = await rooms.create(people.latest(sessionOf(request)), request.body);
    const url = `${originOf(request, config)}/r/${room.id}`;
    return reply.code(201).send({ ...room, url });
  });

  app.get('/api/rooms/:id', PREVIEW, async (request) => rooms.preview(request.params.id));

  app.patch('/api/rooms/:id', CHANGE, async (request) =>
    rooms.change(sessionOf(request).user.id, request.params.id, request.body),
  );

  app.post('/api/rooms/:id/link', RENEW_LINK, async (request, reply) => {
    const room = await rooms.renewLink(sessionOf(request).user.id, request.params.id);
    return reply.code(201).send({ ...room, url: `${originOf(request, config)}/r/${room.id}` });
  });

  app.delete('/api/rooms/:id', END, async (request, reply) => {
    await rooms.end(sessionOf(request).user.id, request.params.id);
    return reply.code(204).send(null);
  });

  app.delete('/api/rooms/:id/members/:userId', REMOVE_MEMBER, async (request, reply) => {
    const { id, userId } = request.params;
    const mayReturn = request.query.mayReturn === 'yes';
    await rooms.removeMember(sessionOf(request).user.id, id, { member: userId, mayReturn });
    return reply.code(204).send(null);
  });
}
