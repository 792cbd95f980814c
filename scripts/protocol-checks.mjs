// Writes the checks of libs/protocol/src/checks from the schemas: `npm run checks`. A page cannot compile a schema (its
// policy forbids `eval`), and what interprets one weighs 12 kB; the checks weigh one.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { CALL_FRAMES } from '../libs/protocol/src/call-frames.ts';
import * as entities from '../libs/protocol/src/entities.ts';
import { ErrorCode } from '../libs/protocol/src/error-codes.ts';
import { SERVER_FRAMES } from '../libs/protocol/src/server-frames.ts';
import { Page, Signal } from '../libs/protocol/src/signals.ts';
import { StoredCall } from '../libs/protocol/src/stored-call.ts';
import { StoredHistory, StoredOutbox } from '../libs/protocol/src/stored-room.ts';

const folder = fileURLToPath(new URL('../libs/protocol/src/checks/', import.meta.url));

// Schemas that stand in several others. Ids of people, messages and sockets are alike, and share a name.
const { UserId, RoomId, Epoch, Timestamp, Name, Title, Position, Room, Member } = entities;
const { Emoji, Body, Entry, Message } = entities;
const COMMON = {
  Id: UserId,
  RoomId,
  Epoch,
  Natural: Timestamp,
  Name,
  Title,
  Position,
  Room,
  Member,
};
const SHARED = { ...COMMON, Emoji, Body, Entry, Message, ErrorCode, Page, Signal };

/** The text of every file of checks, by its path. */
export async function writeChecks() {
  const room = emitter(SHARED);
  const frames = room.table(SERVER_FRAMES);
  const stored = {
    StoredHistory: room.check(StoredHistory),
    StoredOutbox: room.check(StoredOutbox),
  };
  const call = emitter({ Id: UserId, Natural: Timestamp, Page, Signal }, './room-checks.ts');
  return {
    'room-checks.ts': await fileOf(room, { SERVER_FRAMES: frames, ...stored }, [
      'Id',
      'Natural',
      'Page',
      'Signal',
    ]),
    'call-checks.ts': await fileOf(call, {
      CALL_FRAMES: call.table(CALL_FRAMES),
      StoredCall: call.check(StoredCall),
    }),
  };
}

/** Writes checks as calls of checks/check.ts. `from`: where the shared ones are, if they are in another file. */
function emitter(shared, from) {
  const names = new Map(
    Object.entries(shared).map(([name, schema]) => [JSON.stringify(schema), name]),
  );
  const used = new Set();
  const named = new Map();
  const check = (schema) => {
    const name = names.get(JSON.stringify(schema));
    if (!name) return inline(schema);
    used.add(name);
    if (!from && !named.has(name)) named.set(name, inline(schema));
    return name;
  };
  const inline = (schema) => writerOf(schema)(schema, check);
  const table = (schemas) =>
    `{ ${Object.entries(schemas).map(([type, schema]) => `'${type}': ${check(schema)}`)} }`;
  return { check, table, named, used, from };
}

const KEYWORDS = {
  const: ['const', 'type'],
  enum: ['enum'],
  anyOf: ['anyOf'],
  string: ['type', 'minLength', 'maxLength', 'pattern'],
  integer: ['type', 'minimum', 'maximum'],
  boolean: ['type'],
  null: ['type'],
  array: ['type', 'items', 'maxItems'],
  object: ['type', 'properties', 'required', 'additionalProperties'],
};

const WRITERS = {
  const: (schema) => `oneOf(${JSON.stringify(schema.const)})`,
  enum: (schema) => `oneOf(${schema.enum.map((value) => JSON.stringify(value))})`,
  anyOf: (schema, check) => eitherOf(schema.anyOf, check),
  string: ({ minLength: min, maxLength: max, pattern }) => {
    const bounds = { min, max, pattern: pattern && `/${pattern.replaceAll('/', '\\/')}/u` };
    const given = Object.entries(bounds).filter(([, bound]) => bound !== undefined);
    const fields = given.map(([name, bound]) => `${name}: ${bound}`);
    return fields.length > 0 ? `text({ ${fields} })` : 'text()';
  },
  integer: ({ minimum, maximum }) =>
    `integer(${[minimum ?? (maximum === undefined ? '' : '-Infinity'), maximum ?? ''].filter((bound) => bound !== '')})`,
  boolean: () => 'boolean',
  null: () => 'oneOf(null)',
  array: ({ items, maxItems }, check) =>
    `arrayOf(${[check(items), ...(maxItems === undefined ? [] : [maxItems])]})`,
  object: ({ properties, required = [], additionalProperties }, check) => {
    const names = Object.keys(properties);
    const fieldsOf = (wanted) => wanted.map((name) => `${name}: ${check(properties[name])}`);
    const must = fieldsOf(names.filter((name) => required.includes(name)));
    const may = fieldsOf(names.filter((name) => !required.includes(name)));
    const maker = additionalProperties === false ? 'closed' : 'object';
    return `${maker}({ ${must} }${may.length > 0 ? `, { ${may} }` : ''})`;
  },
};

/** Values side by side are one choice; what else can be is tried in turn. */
function eitherOf(schemas, check) {
  if (schemas.every((schema) => 'const' in schema)) {
    return WRITERS.enum({ enum: schemas.map((schema) => schema.const) });
  }
  return `either(${schemas.map(check)})`;
}

function writerOf(schema) {
  const kind = ['const', 'enum', 'anyOf'].find((keyword) => keyword in schema) ?? schema.type;
  const unknown = Object.keys(schema).filter((keyword) => !KEYWORDS[kind]?.includes(keyword));
  // Better no file than a check that lets through what the schema would not.
  if (unknown.length > 0) throw new Error(`scripts/protocol-checks.mjs does not know ${unknown}`);
  return WRITERS[kind];
}

async function fileOf({ named, used, from }, exported, open = []) {
  const constants = [...named].map(
    ([name, code]) => `${open.includes(name) ? 'export ' : ''}const ${name} = ${code};`,
  );
  const exports = Object.entries(exported).map(([name, code]) => {
    const type = code.startsWith('{') ? 'Record<string, Check>' : 'Check';
    return `export const ${name}: ${type} = ${code};`;
  });
  const body = [...constants, ...exports].join('\n\n');
  const makers = ['arrayOf', 'boolean', 'closed', 'either', 'integer', 'object', 'oneOf', 'text'];
  const made = makers.filter((maker) => new RegExp(`(?<![\\w'"])${maker}(?![\\w:'])`).test(body));
  const source = [
    '// Written from the schemas by `npm run checks`: change those, and run it. scripts/tests holds this to them.',
    `import { ${[...made, 'type Check']} } from './check.ts';`,
    ...(from ? [`import { ${[...used]} } from '${from}';`] : []),
    '',
    body,
  ].join('\n');
  const options = await resolveConfig(join(folder, 'check.ts'));
  return format(source, { ...options, parser: 'typescript' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, code] of Object.entries(await writeChecks())) {
    writeFileSync(join(folder, name), code);
  }
}
