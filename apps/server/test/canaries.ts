import type { SchemaShape } from '@chat/protocol/testing/schema-shape';

export const CANARY = 'canary';

/** Values for fields by their names, so that what is sent gets further than the first check. */
export type Known = Record<string, unknown>;

/**
 * For every field that a schema knows, at every depth and in every variant, a value with a canary there and everything
 * else well formed; and for every object one with a field too many. A new field is covered by being in the schema.
 */
export function canaried(shape: SchemaShape, known: Known = {}): unknown[] {
  if (shape.anyOf) return shape.anyOf.flatMap((variant) => canaried(variant, known));
  if (shape.type === 'array') return canaried(shape.items ?? {}, known).map((item) => [item]);
  if (shape.type !== 'object') return [canaryFor(shape)];
  const sound = soundOf(shape, known) as object;
  const fields = Object.entries(shape.properties ?? {}).flatMap(([field, of]) =>
    canaried(of, known).map((value) => ({ ...sound, [field]: value })),
  );
  return [...fields, { ...sound, [CANARY]: CANARY }];
}

/** A well-formed value with all of its fields. */
export function soundOf(shape: SchemaShape, known: Known = {}): unknown {
  if ('const' in shape) return shape.const;
  const [variant] = shape.anyOf ?? [];
  if (variant) return soundOf(variant, known);
  if (shape.type === 'array') return [soundOf(shape.items ?? {}, known)];
  if (shape.type !== 'object') return soundPlain(shape);
  const fields = Object.entries(shape.properties ?? {});
  return Object.fromEntries(
    fields.map(([field, of]) => [field, known[field] ?? soundOf(of, known)]),
  );
}

function soundPlain(shape: SchemaShape): unknown {
  if (shape.enum) return shape.enum[0];
  if (shape.type === 'string') return 'x'.repeat(lengthOf(shape) ?? 1);
  if (shape.type === 'integer') return shape.minimum ?? 0;
  return shape.type === 'boolean' ? true : null;
}

/** A canary that the field takes for its own, where it may hold a text; the canary as it is elsewhere. */
function canaryFor(shape: SchemaShape): string {
  return CANARY.padEnd(lengthOf(shape) ?? 0, 'x');
}

/** Ids and seals have one length. */
function lengthOf({ pattern }: SchemaShape): number | undefined {
  const length = /\{(\d+)\}\$$/.exec(pattern ?? '')?.[1];
  return length === undefined ? undefined : Number(length);
}
