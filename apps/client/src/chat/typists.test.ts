import { describe, expect, it } from 'vitest';
import { heardOf, stillWriting, type Typists } from './typists.ts';

const ann = { member: 'ann', until: 5_000 };
const bob = { member: 'bob', until: 6_000 };

describe('who is writing', () => {
  it.each([
    ['nobody yet', [], 'ann', 0, [ann]],
    ['another one', [ann], 'bob', 1_000, [ann, bob]],
    ['the same once more', [ann, bob], 'ann', 3_000, [{ ...ann, until: 8_000 }, bob]],
  ] as [string, Typists, string, number, Typists][])('%s', (_, before, member, now, after) => {
    expect(heardOf(before, member, now)).toEqual(after);
  });

  it.each([
    ['all still are', 4_999, [], [ann, bob]],
    ['after five seconds one is not any more', 5_000, [], [bob]],
    ['whose message came is not any more', 1_000, ['bob'], [ann]],
  ] as [string, number, string[], Typists][])('%s', (_, now, done, after) => {
    expect(stillWriting([ann, bob], now, done)).toEqual(after);
  });

  it('where nobody goes it is the same list', () => {
    const typists = [ann];
    expect(stillWriting(typists, 0)).toBe(typists);
  });
});
