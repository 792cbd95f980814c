import {
  Access,
  Body,
  CLOSE,
  closeVerdict,
  Entry,
  Epoch,
  ERRORS,
  ErrorCode,
  Knocker,
  Member,
  Message,
  Name,
  Page,
  Position,
  PROTOCOL_VERSION,
  Room,
  RoomId,
  SealedRoom,
  Signal,
  SIGNALS,
  Timestamp,
  Title,
  UserId,
} from '@chat/protocol';
import { CLIENT_FRAMES } from '@chat/protocol/client-frames';
import { SERVER_FRAMES } from '@chat/protocol/server-frames';
import { CLIENT_SUMMARIES, CLOSE_SUMMARIES, SERVER_SUMMARIES } from './summaries.ts';

/** A JSON schema as the document has it. */
export type JsonSchema = {
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: readonly string[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
};

export type AsyncMessage = { name: string; summary: string; payload: JsonSchema };

/** Ids of people, messages, sockets and tabs are alike and share one name; so do all counts from 0. */
const NAMED: Record<string, object> = {
  ...{ Id: UserId, RoomId, Epoch, Natural: Timestamp, Name, Title, Position, Access, SealedRoom },
  ...{ Room, Knocker, Member, Body, Entry, Message, ErrorCode, Page, Signal },
  ...Object.fromEntries(
    Object.entries(SIGNALS).map(([kind, schema]) => [`Signal.${kind}`, schema]),
  ),
};

const NAMES = new Map(
  Object.entries(NAMED).map(([name, schema]) => [JSON.stringify(schema), name]),
);

const DESCRIPTION = `Rooms and calls, live. One WebSocket at \`/ws\` of the same origin carries JSON texts, told apart by
\`type\`. The session comes with the upgrade: the cookie of a browser, or \`Authorization: Bearer\` of a bot (see
\`POST /api/users\` in /api/docs). What the frames mean is written in PROTOCOL.md, whose rules are quoted as [P…].`;

const SECURITY = {
  cookie: {
    type: 'httpApiKey',
    in: 'cookie',
    name: '__Host-s',
    description: 'Set by `POST /api/users`. Over plain http its name is `s`.',
  },
  bearer: { type: 'http', scheme: 'bearer' },
};

/** The WebSocket, described in AsyncAPI 3 by the schemas that check its frames. `host`: where it is. */
export function asyncApiDocument({ host, isSecure }: { host: string; isSecure: boolean }) {
  const messages = {
    ...messagesOf('client', CLIENT_FRAMES, CLIENT_SUMMARIES),
    ...messagesOf('server', SERVER_FRAMES, SERVER_SUMMARIES),
  };
  const server = {
    host,
    protocol: isSecure ? 'wss' : 'ws',
    security: [
      { $ref: '#/components/securitySchemes/cookie' },
      { $ref: '#/components/securitySchemes/bearer' },
    ],
  };
  return {
    asyncapi: '3.0.0',
    info: { title: 'Chat', version: String(PROTOCOL_VERSION), description: DESCRIPTION },
    defaultContentType: 'application/json',
    servers: { this: server },
    channels: {
      socket: {
        address: '/ws',
        description: 'One socket for all rooms of a tab or a bot.',
        messages: refsTo('#/components/messages', Object.keys(messages)),
        bindings: { ws: { method: 'GET', bindingVersion: '0.1.0' } },
      },
    },
    operations: {
      fromClients: operationOf('receive', messages, 'client', 'What a client says: imperatives.'),
      toClients: operationOf('send', messages, 'server', 'What the server says: facts.'),
    },
    components: {
      messages,
      schemas: Object.fromEntries(
        Object.entries(NAMED).map(([name, schema]) => [name, inside(schema)]),
      ),
      securitySchemes: SECURITY,
    },
    'x-close-codes': closeCodes(),
    'x-errors': Object.entries(ERRORS).map(([code, [status, message]]) => ({
      ...{ code, status, message },
    })),
  };
}

export type AsyncApiDocument = ReturnType<typeof asyncApiDocument>;

function messagesOf<Type extends string>(
  side: 'client' | 'server',
  frames: Record<Type, object>,
  summaries: Record<Type, string>,
): Record<string, AsyncMessage> {
  const names = Object.keys(frames) as Type[];
  return Object.fromEntries(
    names.map((name) => [
      `${side}.${name}`,
      { name, summary: summaries[name], payload: inside(frames[name]) },
    ]),
  );
}

function operationOf(
  action: 'receive' | 'send',
  messages: Record<string, AsyncMessage>,
  ...[side, summary]: [string, string]
) {
  const keys = Object.keys(messages).filter((key) => key.startsWith(`${side}.`));
  const refs = Object.values(refsTo('#/channels/socket/messages', keys));
  return { action, summary, channel: { $ref: '#/channels/socket' }, messages: refs };
}

function refsTo(place: string, keys: string[]): Record<string, { $ref: string }> {
  return Object.fromEntries(keys.map((key) => [key, { $ref: `${place}/${key}` }]));
}

/** A schema with its parts by name where they have one, but itself in full. */
function inside(schema: object): JsonSchema {
  const written = Object.entries(JSON.parse(JSON.stringify(schema)) as object);
  return Object.fromEntries(written.map(([key, value]) => [key, named(value)]));
}

function named(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const name = NAMES.get(JSON.stringify(value));
  if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
  return Array.isArray(value) ? value.map(named) : inside(value);
}

function closeCodes() {
  return Object.entries(CLOSE).map(([name, code]) => ({
    code,
    meaning: CLOSE_SUMMARIES[name as keyof typeof CLOSE],
    verdict: closeVerdict(code),
  }));
}
