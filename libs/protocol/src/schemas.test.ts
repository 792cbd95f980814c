import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import * as callChecks from './checks/call-checks.ts';
import * as checks from './checks/room-checks.ts';
import { CLIENT_FRAMES, parseClientFrame } from './client-frames.ts';
import { parseServerFrameCompiled } from './compiled-server-frames.ts';
import { ERRORS } from './error-codes.ts';
import { LIMITS } from './limits.ts';
import * as rest from './rest.ts';
import { parseServerFrame } from './parse.ts';
import { SERVER_FRAMES } from './server-frames.ts';
import { StoredCall } from './stored-call.ts';
import { StoredHistory, StoredOutbox } from './stored-room.ts';
import type { SchemaShape } from './testing/schema-shape.ts';
import { searched } from './test/searched.ts';

const BY_TYPE: Record<string, (schema: SchemaShape) => fc.Arbitrary<unknown>> = {
  array: ({ items = {} }) => fc.array(valid(items), { maxLength: 3 }),
  object: validObject,
  string: validText,
  integer: ({ minimum = 0, maximum = 2 ** 40 }) => fc.integer({ min: minimum, max: maximum }),
  boolean: () => fc.boolean(),
  null: () => fc.constant(null),
};

/** Values that a schema of ours allows. */
function valid(schema: SchemaShape): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(valid));
  const make = BY_TYPE[schema.type ?? ''];
  if (!make) throw new Error(`no samples for ${JSON.stringify(schema)}`);
  return make(schema);
}

function validObject({ properties = {}, required = [] }: SchemaShape): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([key, of]) => [key, valid(of)]),
  );
  return fc.record(fields, { requiredKeys: [...required], noNullPrototype: true });
}

function validText({
  pattern,
  format,
  minLength = 0,
  maxLength = 64,
}: SchemaShape): fc.Arbitrary<string> {
  if (format === 'uri') return fc.constant('https://chat.example/r/x');
  const id = /^\^\[A-Za-z0-9_-\]\{(\d+)\}\$$/.exec(pattern ?? '');
  if (id) return fc.stringMatching(new RegExp(pattern ?? ''));
  if (pattern && !new RegExp(pattern, 'u').test('Ada Lovelace')) return fc.constantFrom('👍', '+1');
  if (pattern) return fc.constantFrom('Ada', 'Ada Lovelace', 'Zoë \u{1F600}', '7');
  return fc.string({ minLength, maxLength: Math.min(maxLength, 64) });
}

/** Fields that no schema knows; some are known to every object. */
const SURPLUS = ['surplus', '__proto__', 'constructor', 'prototype'];

/** Everything that is one step away from a valid value, at any depth, and that the schema must refuse. */
function stepsAway(schema: SchemaShape, value: unknown): unknown[] {
  if ('const' in schema || schema.enum) return ['no such thing', null];
  if (schema.anyOf) {
    // A step away from one variant may be a step into another.
    const of = schema.anyOf.filter((variant) => Check(variant, value));
    const steps = of.flatMap((variant) => stepsAway(variant, value));
    return steps.filter((step) => !schema.anyOf?.some((variant) => Check(variant, step)));
  }
  if (schema.type === 'object') return stepsOfObject(schema, value as Record<string, unknown>);
  if (schema.type === 'array') {
    const [first] = value as unknown[];
    const steps = first === undefined ? [] : stepsAway(schema.items ?? {}, first);
    const { maxItems } = schema;
    const tooMany = maxItems === undefined ? [] : [Array<unknown>(maxItems + 1).fill(first)];
    return [...steps.map((step) => [step]), ...tooMany, {}, 'text'];
  }
  return stepsOfPlain(schema, value);
}

function stepsOfObject(schema: SchemaShape, value: Record<string, unknown>): unknown[] {
  const fields = Object.entries(schema.properties ?? {}).filter(([name]) => name in value);
  const wrong = fields.flatMap(([name, of]) =>
    stepsAway(of, value[name]).map((step) => ({ ...value, [name]: step })),
  );
  const missing = (schema.required ?? []).map((name) =>
    Object.fromEntries(Object.entries(value).filter(([key]) => key !== name)),
  );
  const surplus = SURPLUS.map((key) => ({ ...value, [key]: { prototype: { x: 1 } } }));
  return [...wrong, ...missing, ...surplus, [value], null];
}

function stepsOfPlain(schema: SchemaShape, value: unknown): unknown[] {
  if (schema.type === 'integer') {
    const { minimum = -Infinity, maximum = Infinity } = schema;
    const outside = [minimum - 1, maximum + 1].filter(Number.isFinite);
    return [...outside, (value as number) + 0.5, '1', null, true];
  }
  if (schema.type === 'string') return stepsOfText(schema, value as string);
  return [{}, 'text', 1];
}

function stepsOfText({ pattern, minLength = 0, maxLength }: SchemaShape, text: string): unknown[] {
  const ends = [`${text}\n`, `${text}\u0000`, ` ${text}`, text.slice(1), `${text}${text}`];
  const allowed = new RegExp(pattern ?? '', 'u');
  return [
    ...(pattern === undefined ? [] : ends.filter((step) => !allowed.test(step))),
    ...(minLength > 0 ? [''] : []),
    ...(maxLength === undefined ? [] : ['x'.repeat(maxLength + 1)]),
    ...[1, null, [text], { text }],
  ];
}

const CASES = [
  ...Object.entries(CLIENT_FRAMES).map(([type, schema]) => ['client', type, schema] as const),
  ...Object.entries(SERVER_FRAMES).map(([type, schema]) => ['server', type, schema] as const),
];
const BODIES = [
  ...Object.entries(rest).map(([name, schema]) => {
    const compiled = Compile(schema);
    return [name, schema as SchemaShape, (value: unknown) => compiled.Check(value)] as const;
  }),
  ['StoredHistory', StoredHistory as SchemaShape, checks.StoredHistory] as const,
  ['StoredOutbox', StoredOutbox as SchemaShape, checks.StoredOutbox] as const,
  ['StoredCall', StoredCall as SchemaShape, callChecks.StoredCall] as const,
];

describe('schemas', () => {
  it.each(CASES)(
    '[P1] [S11] [S13] %s frame %s: what the schema allows comes through, one step away from it does not',
    (side, _, schema) => {
      const parsers =
        side === 'client' ? [parseClientFrame] : [parseServerFrame, parseServerFrameCompiled];
      fc.assert(
        fc.property(valid(schema as SchemaShape), (sample) => {
          const frame = JSON.parse(JSON.stringify(sample)) as Record<string, unknown>;
          const steps = [...stepsAway(schema, frame), { ...frame, type: 'shout' }];
          for (const parse of parsers) {
            expect(parse(JSON.stringify(frame))).toEqual({ ok: true, frame });
            const passed = steps.filter((step) => parse(JSON.stringify(step)).ok);
            expect(passed).toEqual([]);
          }
        }),
        searched(40),
      );
    },
  );

  it.each(BODIES)(
    '[P50] [S11] [S13] %s: what the schema allows is taken, one step away from it is not',
    (_, schema, check) => {
      fc.assert(
        fc.property(valid(schema), (value) => {
          fc.pre(schema.minProperties !== 1 || Object.keys(value as object).length > 0);
          expect(check(value)).toBe(true);
          expect(stepsAway(schema, value).filter(check)).toEqual([]);
        }),
        searched(40),
      );
    },
  );

  it('[P1] junk never throws and is no frame', () => {
    const junk = fc.oneof(fc.string(), fc.json(), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(junk, (text) => {
        expect(parseClientFrame(text).ok).toBe(false);
        expect(parseServerFrame(text).ok).toBe(false);
        expect(parseServerFrameCompiled(text).ok).toBe(false);
      }),
      searched(1_000),
    );
  });

  it('[P1] junk under a known type never throws', () => {
    const types = [...Object.keys(CLIENT_FRAMES), ...Object.keys(SERVER_FRAMES)];
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (type, rest) => {
          const text = JSON.stringify({ ...rest, type });
          parseClientFrame(text);
          parseServerFrame(text);
        },
      ),
      searched(1_000),
    );
  });

  it.each([
    ['a plain name', 'Ada', true],
    ['one character', 'A', true],
    ['the longest', 'x'.repeat(LIMITS.nameLength), true],
    ['one too many', 'x'.repeat(LIMITS.nameLength + 1), false],
    ['the longest in emoji', '\u{1F600}'.repeat(LIMITS.nameLength), true],
    ['one emoji too many', '\u{1F600}'.repeat(LIMITS.nameLength + 1), false],
    ['nothing', '', false],
    ['white space', ' \u00a0', false],
    ['nothing to be seen', '\u200b\u200d', false],
    ['a line break', 'Ada\nB', false],
    ['a bidirectional override', 'Ada\u202e', false],
    ['an emoji of several parts', '\u{1F469}\u200d\u{1F680}', true],
    ['a name of another script', 'مريم', true],
  ])('[P11] as a name, %s is %s: %s', (_, name, isName) => {
    const user = { id: 'u'.repeat(22), name };
    const welcome = { type: 'welcome', connection: 'c'.repeat(22), user, serverTime: 0 };
    expect(parseServerFrame(JSON.stringify(welcome)).ok).toBe(isName);
    expect(Check(SERVER_FRAMES.welcome, welcome)).toBe(isName);
  });

  it('[P16] a title has its limit', () => {
    const changed = (title: string) =>
      JSON.stringify({
        type: 'room-changed',
        room: 'r'.repeat(32),
        info: {
          id: 'r'.repeat(32),
          title,
          ownerId: null,
          createdAt: 0,
          changedAt: 0,
          locked: true,
          encryption: 'none',
          seal: 's'.repeat(22),
        },
      });
    expect(parseServerFrame(changed('x'.repeat(LIMITS.titleLength))).ok).toBe(true);
    expect(parseServerFrame(changed('x'.repeat(LIMITS.titleLength + 1))).ok).toBe(false);
  });

  it('[P50] every refusal has a status of its kind and a sentence', () => {
    for (const [status, message] of Object.values(ERRORS)) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
      expect(message).toMatch(/^[A-Z].*\.$/);
    }
  });
});
