/** Whether a value is what a schema says. What checks are made of: the few kinds of schema that the protocol has. */
export type Check = (value: unknown) => boolean;

interface TextBounds {
  min?: number;
  max?: number;
  pattern?: RegExp;
}

/** A text with as many code points, as schemas count. */
export const text =
  ({ min = 0, max = Infinity, pattern }: TextBounds = {}): Check =>
  (value) => {
    if (typeof value !== 'string') return false;
    // A code point has one or two units: counting is for the rare text that could be either.
    if (value.length < min || value.length > max * 2) return false;
    const length = value.length > max || value.length < min * 2 ? [...value].length : value.length;
    return length >= min && length <= max && (pattern?.test(value) ?? true);
  };

export const integer =
  (min = -Infinity, max = Infinity): Check =>
  (value) =>
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max;

export const boolean: Check = (value) => typeof value === 'boolean';

/** One of these values, and no other. */
export const oneOf =
  (...values: unknown[]): Check =>
  (value) =>
    values.includes(value);

export const arrayOf =
  (item: Check, max = Infinity): Check =>
  (value) =>
    Array.isArray(value) && value.length <= max && value.every(item);

export const either =
  (...checks: Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));

type Fields = Record<string, Check>;

/** An object with these fields; the optional ones may be missing. */
export const object =
  (required: Fields, optional: Fields = {}): Check =>
  (value) =>
    isObject(value) &&
    Object.entries(required).every(([name, check]) => name in value && check(value[name])) &&
    Object.entries(optional).every(
      ([name, check]) => value[name] === undefined || check(value[name]),
    );

/** {@link object} that knows no other field. */
export const closed = (required: Fields, optional: Fields = {}): Check => {
  const check = object(required, optional);
  const known = new Set([...Object.keys(required), ...Object.keys(optional)]);
  return (value) =>
    check(value) && Object.getOwnPropertyNames(value).every((name) => known.has(name));
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
