import type { Member } from '@chat/protocol';
import { expect, test } from 'vitest';
import { labelMembers } from './label-members.ts';

const member = (id: string, name: string, joinedAt: number): Member => ({
  id,
  name,
  joinedAt,
  presence: 'online',
});

const labels = (members: Member[], self: string) =>
  labelMembers(members, self).map(({ label, me }) => (me ? `${label} (me)` : label));

test('I come first, the others as they joined', () => {
  const members = [member('c', 'Cleo', 3), member('a', 'Ann', 1), member('b', 'Bob', 2)];
  expect(labels(members, 'b')).toEqual(['Bob (me)', 'Ann', 'Cleo']);
});

test('[P11] equal names get a number by who came first, the same for every viewer', () => {
  const members = [member('x', 'Ann', 2), member('y', 'Ann', 1), member('z', 'Bob', 0)];
  expect(labels(members, 'z')).toEqual(['Bob (me)', 'Ann', 'Ann (2)']);
  expect(labels(members, 'x')).toEqual(['Ann (2) (me)', 'Bob', 'Ann']);
});
