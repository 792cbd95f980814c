import { beforeEach, expect, test } from 'vitest';
import { loadPerson, savePerson } from './person.ts';

beforeEach(() => localStorage.clear());

test('who was here is remembered', () => {
  savePerson({ id: '1', name: 'Ann' });
  expect(loadPerson()).toEqual({ id: '1', name: 'Ann' });
});

test.each([['not JSON'], ['null'], ['{}'], ['{"id":1,"name":"Ann"}'], ['[]']])(
  'storage that holds %j remembers nobody',
  (value) => {
    localStorage.setItem('chat.person', value);
    expect(loadPerson()).toBeNull();
  },
);
