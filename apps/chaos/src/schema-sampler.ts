import type { SchemaShape } from '@chat/protocol/testing/schema-shape';
import type { Dice } from './dice.ts';

/** Gives a value for a field by its name, for what no schema says (which rooms there are); undefined leaves it to chance. */
export type Choose = (field: string) => unknown;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** What texts are made of: letters, and what has broken other people's programs. */
const PIECES = [
  ...Array.from(ALPHABET),
  ...[' ', '"', '\\', '/', '<b>', '&', '\n', '\t', '\0', '\u2028', '\u202e', '\u200b', '\ufeff'],
  ...[
    '😀',
    'e\u0301',
    '\ud800',
    '\udc00',
    '\uffff',
    'javascript:',
    '__proto__',
    '%s',
    '${x}',
    '\r\n',
  ],
];
/** What a pattern that is no id's may allow. */
const LABELS = ['Ada', 'Zoë 😀', 'x', '👍', '+1', '日本', 'a b'];
const EDGES = [0, 1, 2, 63, 64, 255, 2 ** 31, 2 ** 32, 2 ** 53 - 1];

/** Any value that a schema allows, as the dice fall. */
export function sample(shape: SchemaShape, dice: Dice, choose: Choose = () => undefined): unknown {
  if ('const' in shape) return shape.const;
  if (shape.enum) return dice.pick(shape.enum);
  if (shape.anyOf) return sample(dice.pick(shape.anyOf), dice, choose);
  if (shape.type === 'object') return sampleObject(shape, dice, choose);
  if (shape.type === 'array') {
    const items = Array.from({ length: dice.between(0, 3) });
    return items.map(() => sample(shape.items ?? {}, dice, choose));
  }
  return samplePlain(shape, dice);
}

function sampleObject(shape: SchemaShape, dice: Dice, choose: Choose): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const [field, of] of Object.entries(shape.properties ?? {})) {
    if (!shape.required?.includes(field) && dice.chance(0.5)) continue;
    value[field] = choose(field) ?? sample(of, dice, choose);
  }
  return value;
}

function samplePlain(shape: SchemaShape, dice: Dice): unknown {
  switch (shape.type) {
    case 'string':
      return sampleText(shape, dice);
    case 'integer': {
      const { minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = shape;
      return Math.min(Math.max(dice.pick(EDGES), minimum), maximum);
    }
    case 'boolean':
      return dice.chance(0.5);
    case 'null':
      return null;
    default:
      throw new Error(`There are no samples of ${JSON.stringify(shape)}.`);
  }
}

function sampleText(
  { pattern, minLength = 0, maxLength = 4_000 }: SchemaShape,
  dice: Dice,
): string {
  const length = /^\^\[A-Za-z0-9_-\]\{(\d+)\}\$$/.exec(pattern ?? '')?.[1];
  if (length !== undefined) return sampleId(Number(length), dice);
  if (pattern !== undefined) {
    const allowed = new RegExp(pattern, 'u');
    return dice.pick(LABELS.filter((label) => allowed.test(label)));
  }
  const pieces = dice.chance(0.02) ? dice.between(0, 4_100) : dice.between(minLength, 24);
  let text = '';
  for (let n = 0; n < pieces; n += 1) text += dice.pick(PIECES);
  return text.slice(0, maxLength).padEnd(minLength, 'x');
}

function sampleId(length: number, dice: Dice): string {
  let id = '';
  for (let n = 0; n < length; n += 1) id += ALPHABET.charAt(dice.between(0, 63));
  return id;
}
