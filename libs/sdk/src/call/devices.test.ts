import { describe, expect, it } from 'vitest';
import { findDevice, newsOf, readChoices, type Device } from './devices.ts';

const headset: Device = { id: 'h1', label: 'Headset' };
const builtIn: Device = { id: 'b1', label: 'Built-in' };

describe('findDevice', () => {
  it('goes by the id, then by the name: ids change, names do not', () => {
    const renamed = { id: 'h2', label: 'Headset' };
    expect(findDevice([builtIn, headset], headset)).toBe(headset);
    expect(findDevice([builtIn, renamed], headset)).toBe(renamed);
    expect(findDevice([{ id: 'h1', label: 'Other name' }, renamed], headset)?.label).toBe(
      'Other name',
    );
  });

  it('finds nothing where nothing was chosen, and takes no nameless one for a nameless one', () => {
    expect(findDevice([headset], null)).toBeUndefined();
    expect(findDevice([builtIn], headset)).toBeUndefined();
    expect(findDevice([{ id: 'x', label: '' }], { id: 'y', label: '' })).toBeUndefined();
  });
});

describe('newsOf', () => {
  const both = [builtIn, headset];
  const gone = { what: 'gone', device: headset } as const;
  it.each([
    ['pulled out', headset, both, [builtIn], null, gone],
    ['still gone', headset, [builtIn], [builtIn], gone, gone],
    ['back', headset, [builtIn], both, gone, { what: 'back', device: headset }],
    [
      'back under another id',
      headset,
      [builtIn],
      [builtIn, { id: 'h9', label: 'Headset' }],
      gone,
      { what: 'back', device: { id: 'h9', label: 'Headset' } },
    ],
    [
      'gone again',
      headset,
      both,
      [builtIn],
      { what: 'back', device: headset } as const,
      { what: 'gone', device: headset },
    ],
    [
      'remembered, and plugged in now',
      headset,
      [builtIn],
      both,
      null,
      { what: 'back', device: headset },
    ],
    ['something else came', headset, both, [...both, { id: 'n', label: 'New' }], null, null],
    ['nothing chosen', null, both, [builtIn], null, null],
    ['names were hidden before', headset, [], both, null, null],
    [
      'used without being chosen, and gone',
      null,
      [builtIn],
      both,
      gone,
      { what: 'back', device: headset },
    ],
  ])('%s', (_, watched, before, after, told, expected) => {
    expect(newsOf(watched, { before, after, told })).toEqual(expected);
  });
});

describe('readChoices', () => {
  it('takes what it saved, and nothing else', () => {
    const choices = { microphone: headset, camera: null, speaker: builtIn };
    expect(readChoices(JSON.parse(JSON.stringify(choices)))).toEqual(choices);
    const none = { microphone: null, camera: null, speaker: null };
    for (const garbage of [
      null,
      3,
      'x',
      [],
      { microphone: { id: 1, label: 'x' } },
      { camera: 'x' },
    ]) {
      expect(readChoices(garbage)).toEqual(none);
    }
  });
});
