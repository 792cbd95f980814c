import { expect, test } from 'vitest';
import CSS from './app.css?raw';

type Colour = [red: number, green: number, blue: number, alpha: number];
type Theme = 'light' | 'dark';

/** A token of app.css in a theme. */
function token(name: string, theme: Theme): Colour {
  const value = new RegExp(`--${name}:\\s*([^;]+);`).exec(CSS)?.[1];
  if (value === undefined) throw new Error(`app.css has no --${name}`);
  const both = /^light-dark\((#\w+|rgb\([^)]*\)), (#\w+|rgb\([^)]*\))\)$/.exec(value);
  return colourOf((theme === 'light' ? both?.[1] : both?.[2]) ?? value);
}

function colourOf(value: string): Colour {
  const parts = /^#(..)(..)(..)$/.exec(value)?.slice(1);
  if (parts) return [...(parts.map((part) => parseInt(part, 16)) as [number, number, number]), 1];
  const [red, green, blue, alpha] = (value.match(/[\d.]+/g) ?? []).map(Number);
  if (alpha === undefined) throw new Error(`${value} is no colour that this test knows`);
  return [red!, green!, blue!, alpha / 100];
}

/** A colour that lets something through, on what is behind it. */
function over([red, green, blue, alpha]: Colour, behind: Colour): Colour {
  const mix = (value: number, at: 0 | 1 | 2) => value * alpha + behind[at] * (1 - alpha);
  return [mix(red, 0), mix(green, 1), mix(blue, 2), 1];
}

/** As WCAG 2.2 defines it. */
function luminance([red, green, blue]: Colour): number {
  const linear = [red, green, blue].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!;
}

function contrast(one: Colour, other: Colour): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

/** Where words of each colour stand: what is behind them, from the front to the back. */
const WORDS: Record<string, string[]> = {
  ink: ['paper', 'surface', 'raised', 'mine', 'theirs', 'marked', 'code theirs', 'code mine'],
  quiet: ['paper', 'surface', 'raised', 'mine', 'theirs'],
  accent: ['paper', 'surface', 'raised'],
  danger: ['paper', 'surface', 'raised'],
  'on-accent': ['accent', 'accent-hover'],
  'warn-ink': ['warn'],
};

/** What is no text: edges of fields and switches, the ring of the focus, what is on and what is off. */
const SIGNS: Record<string, string[]> = {
  'field-line': ['paper', 'surface', 'raised'],
  accent: ['paper', 'surface', 'raised', 'mine', 'theirs'],
};

const pairs = (table: Record<string, string[]>) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    Object.entries(table).flatMap(([front, behind]) =>
      behind.map((surfaces) => [front, surfaces, theme] as const),
    ),
  );

function ratio(front: string, surfaces: string, theme: Theme): number {
  const behind = surfaces
    .split(' ')
    .map((name) => token(name, theme))
    .reduceRight((back, surface) => over(surface, back));
  return contrast(token(front, theme), behind);
}

test('black on white is 21 to 1, and a colour on itself 1 to 1', () => {
  expect(contrast([0, 0, 0, 1], [255, 255, 255, 1])).toBeCloseTo(21, 5);
  expect(contrast([90, 9, 200, 1], [90, 9, 200, 1])).toBe(1);
});

test.each(pairs(WORDS))('words in %s on %s, %s, are at least 4.5 to 1', (...pair) => {
  expect(ratio(...pair)).toBeGreaterThanOrEqual(4.5);
});

test.each(pairs(SIGNS))('signs in %s on %s, %s, are at least 3 to 1', (...pair) => {
  expect(ratio(...pair)).toBeGreaterThanOrEqual(3);
});

test.each(['danger-fill', 'accept'])('white words on %s are at least 4.5 to 1', (name) => {
  expect(contrast([255, 255, 255, 1], token(name, 'light'))).toBeGreaterThanOrEqual(4.5);
});
