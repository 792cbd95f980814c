import { LIMITS } from '@chat/protocol';
import { Type, type Static } from 'typebox';

const LIST = '[^,\\s]+(\\s*,\\s*[^,\\s]+)*';
const ORIGIN = 'https?://[A-Za-z0-9.\\-_\\[\\]:]+';

function limit(usual: number, description: string) {
  const expects = 'a whole number from 1 to 1000000000';
  return Type.Integer({ minimum: 1, maximum: 1_000_000_000, default: usual, description, expects });
}

/**
 * Every variable that the server reads. `expects` completes the sentence "NAME must be …" of a bad value; `description`
 * is for the documentation. A test compares the names with `.env.example`.
 */
export const ConfigSchema = Type.Object({
  HOST: Type.Optional(
    Type.String({
      pattern: '^[^\\s/]+$',
      description: 'Address to listen on; 127.0.0.1 without a certificate, 0.0.0.0 with one.',
      expects: 'a host name or an IP address',
    }),
  ),
  PORT: Type.Integer({
    minimum: 0,
    maximum: 65_535,
    default: 3000,
    description: 'Port to listen on; 0 takes any free one.',
    expects: 'a whole number from 0 to 65535',
  }),
  INSECURE_HTTP: Type.Enum(['yes', 'no'], {
    default: 'no',
    description: 'Listen for others than this machine without a certificate and without a proxy.',
    expects: 'yes or no',
  }),
  PUBLIC_ORIGIN: Type.Optional(
    Type.String({
      pattern: `^${ORIGIN}$`,
      description: 'The address that people use, where a proxy stands before the server.',
      expects: 'an origin such as https://chat.example, without a path',
    }),
  ),
  ALLOWED_ORIGINS: Type.Optional(
    Type.String({
      pattern: `^${ORIGIN}(\\s*,\\s*${ORIGIN})*$`,
      description: 'Other origins whose pages may use this server, by comma.',
      expects: 'a list of origins such as https://chat.example, divided by commas',
    }),
  ),
  STORE: Type.String({
    pattern: '^(memory|rediss?://[^\\s,]+(\\s*,\\s*rediss?://[^\\s,]+)*)$',
    default: 'memory',
    description:
      'Where rooms are kept: memory for one process, or a Redis (7 or later) or Valkey that many share; some nodes of a cluster by comma.',
    expects: '"memory", or the address of a Redis such as redis://redis.example:6379',
  }),
  SESSION_SECRET: Type.Optional(
    Type.String({
      pattern: '^[^,]{32,}(,[^,]{32,})*$',
      description: 'Signs sessions and room ids; several by comma, the newest first.',
      expects: 'one or more secrets of at least 32 characters each, divided by commas',
    }),
  ),
  DATA_DIR: Type.Optional(
    Type.String({
      description:
        'Directory of what the server must know after a restart: who was forgotten, and the secret that is made when ' +
        'SESSION_SECRET is not set.',
      expects: 'the path of a directory',
    }),
  ),
  TLS_CERT: Type.Optional(
    Type.String({
      description: 'Path of the certificate (PEM).',
      expects: 'the path of a file that can be read',
    }),
  ),
  TLS_KEY: Type.Optional(
    Type.String({
      description: 'Path of the key of the certificate (PEM).',
      expects: 'the path of a file that can be read',
    }),
  ),
  TRUSTED_PROXIES: Type.Optional(
    Type.String({
      pattern: `^${LIST}$`,
      description: 'Addresses or networks of proxies whose X-Forwarded headers count, by comma.',
      expects: 'a list of IP addresses or networks such as 10.0.0.0/8, divided by commas',
    }),
  ),
  STUN_URLS: Type.Optional(
    Type.String({
      pattern: '^stuns?:[^,\\s]+(\\s*,\\s*stuns?:[^,\\s]+)*$',
      description: 'STUN servers for calls, by comma.',
      expects: 'a list of addresses such as stun:stun.example:3478, divided by commas',
    }),
  ),
  TURN_URLS: Type.Optional(
    Type.String({
      pattern: '^turns?:[^,\\s]+(\\s*,\\s*turns?:[^,\\s]+)*$',
      description: 'TURN servers for calls, by comma.',
      expects: 'a list of addresses such as turn:turn.example:3478, divided by commas',
    }),
  ),
  TURN_SECRET: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'The secret that the TURN servers share (static-auth-secret).',
      expects: 'set together with TURN_URLS',
    }),
  ),
  TURN_TTL_S: Type.Integer({
    minimum: 60,
    maximum: 86_400,
    default: 600,
    description:
      'Seconds for which TURN credentials hold; a call fetches new ones when it needs them.',
    expects: 'a whole number of seconds from 60 to 86400',
  }),
  METRICS_PORT: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 65_535,
      description:
        'Port on which Prometheus finds /metrics; none without it, 0 takes any free one.',
      expects: 'a whole number from 0 to 65535',
    }),
  ),
  METRICS_HOST: Type.String({
    pattern: '^[^\\s/]+$',
    default: '127.0.0.1',
    description: 'Address on which /metrics is served, which needs no password there.',
    expects: 'a host name or an IP address',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: Type.Optional(
    Type.String({
      pattern: '^https?://\\S+$',
      description: 'Where traces are sent (OTLP over HTTP, JSON); none are made without it.',
      expects: 'an address such as http://localhost:4318',
    }),
  ),
  LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
    default: 'info',
    description: 'How much is logged; requests from debug on.',
    expects: 'fatal, error, warn, info, debug, trace or silent',
  }),
  MEMBER_GRACE_MS: Type.Integer({
    minimum: 0,
    maximum: 600_000,
    default: 15_000,
    description: 'Milliseconds in which a member whose connection broke may come back unnoticed.',
    expects: 'a whole number of milliseconds from 0 to 600000',
  }),
  ROOM_IDLE_MS: Type.Integer({
    minimum: 1_000,
    maximum: 2_000_000_000,
    default: 24 * 60 * 60_000,
    description:
      'Milliseconds after which a room that nobody was in is forgotten; its link opens it again.',
    expects: 'a whole number of milliseconds from 1000 to 2000000000',
  }),
  LIMIT_REQUESTS: limit(1_200, 'Requests in a minute from one address (IPv6: from one /64).'),
  LIMIT_USERS: limit(60, 'New people in a minute from one address.'),
  LIMIT_ROOMS: limit(30, 'New rooms in an hour of one person.'),
  LIMIT_FRAMES: limit(
    30,
    'Frames in a second of one person over the WebSocket, of which a post counts as three.',
  ),
  LIMIT_SOCKETS: limit(20, 'WebSockets of one person at a time.'),
  LIMIT_ADDRESS_SOCKETS: limit(200, 'WebSockets from one address at a time.'),
  LIMIT_MEMBERS: limit(LIMITS.members, 'Members of one room.'),
  LIMIT_KEPT_ROOMS: limit(
    LIMITS.rooms,
    'Rooms that are kept at a time, by all servers that share a Redis together.',
  ),
  LIMIT_CONNECTIONS: limit(20_000, 'Connections of any kind at a time; more are not taken.'),
  SECURITY_CONTACT: Type.Optional(
    Type.String({
      pattern: '^(mailto|https|tel):[!-~]+$',
      description: 'Where to report a weakness of this server; /.well-known/security.txt says it.',
      expects: 'an address such as mailto:security@chat.example or https://chat.example/security',
    }),
  ),
  CLIENT_DIR: Type.Optional(
    Type.String({
      description: 'Directory of the built client.',
      expects: 'the path of a directory',
    }),
  ),
});
export type Settings = Static<typeof ConfigSchema>;
