import type { Member } from '@chat/protocol';
import { expect, test } from 'vitest';
import { labelMembers } from './label-members.ts';
import { NameLabels } from './name-labels.ts';

const member = (id: string, name: string, joinedAt: number): Member => ({
  id,
  name,
  joinedAt,
  presence: 'online',
});

const labels = (members: Member[], self: string) =>
  labelMembers(members, { self, labels: new NameLabels() }).map(({ label, me }) =>
    me ? `${label} (me)` : label,
  );

test('I come first, the others as they joined', () => {
  const members = [member('c', 'Cleo', 3), member('a', 'Ann', 1), member('b', 'Bob', 2)];
  expect(labels(members, 'b')).toEqual(['Bob (me)', 'Ann', 'Cleo']);
});

test('[P11] equal names get a number by who came first, the same for every viewer', () => {
  const members = [member('x', 'Ann', 2), member('y', 'Ann', 1), member('z', 'Bob', 0)];
  expect(labels(members, 'z')).toEqual(['Bob (me)', 'Ann', 'Ann (2)']);
  expect(labels(members, 'x')).toEqual(['Ann (2) (me)', 'Bob', 'Ann']);
});

test('then who is in a call, who is here, who is away; equals as they joined', () => {
  const members = [
    { ...member('f', 'Fay', 0), presence: 'away' as const },
    { ...member('g', 'Gil', 6), presence: 'in-call' as const },
    { ...member('d', 'Dan', 1), presence: 'reconnecting' as const },
    member('c', 'Cleo', 4),
    member('b', 'Bob', 3),
    member('a', 'Ann', 5),
    member('e', 'Eve', 2),
  ];
  expect(
    labelMembers(members, { self: 'a', peer: 'c', labels: new NameLabels() }).map(
      ({ label }) => label,
    ),
  ).toEqual(['Ann', 'Cleo', 'Gil', 'Eve', 'Bob', 'Fay', 'Dan']);
});

test('a room of a thousand namesakes is labelled at once', () => {
  const many = Array.from({ length: 1_000 }, (_, n) =>
    member(String(n).padStart(4, '0'), 'Ann', n),
  );
  expect(labelMembers(many, { self: 'x', labels: new NameLabels() }).at(-1)?.label).toBe(
    'Ann (1000)',
  );
});

test('who was told apart stays so when the first of them leaves, also from those who come', () => {
  const labels = new NameLabels();
  const [first, second, third] = [
    member('y', 'Ann', 1),
    member('x', 'Ann', 2),
    member('w', 'Ann', 3),
  ];
  const told = (members: Member[]) =>
    labelMembers(members, { self: 'x', labels }).map(({ label }) => label);
  expect(told([first, second])).toEqual(['Ann (2)', 'Ann']);
  expect(told([second])).toEqual(['Ann (2)']);
  expect(told([second, third])).toEqual(['Ann (2)', 'Ann (3)']);
  expect(labels.labelOf('y', 'Ann')).toBe('Ann');
});
