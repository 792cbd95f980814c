import { describe, expect, it } from 'vitest';
import {
  byActivity,
  parseKnownRooms,
  withoutRoom,
  withRoom,
  type KnownRoom,
} from './known-rooms.ts';

const room = (id: string, fields: Partial<KnownRoom> = {}): KnownRoom => ({
  id,
  title: `Room ${id}`,
  readAt: 0,
  activeAt: 0,
  ...fields,
});

describe('my rooms in the storage', () => {
  it.each([
    ['nothing', null, []],
    ['an object', {}, []],
    ['damaged rooms', [null, 7, { id: 'a' }, { ...room('a'), readAt: 'soon' }], []],
    ['a room twice', [room('a'), room('a', { title: 'Other' })], [room('a')]],
    ['a room with more than we know', [{ ...room('a'), colour: 'red' }], [room('a')]],
  ])('%s is read as what it is worth', (_, stored, rooms) => {
    expect(parseKnownRooms(stored)).toEqual(rooms);
  });

  it('a new room comes first, a known one stays where it is', () => {
    const rooms = [room('a'), room('b')];
    expect(withRoom(rooms, { id: 'c', title: 'New' }).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
    const renamed = withRoom(rooms, { id: 'b', title: 'New' });
    expect(renamed.map(({ title }) => title)).toEqual(['Room a', 'New']);
  });

  it('what was read in another tab is not unread again', () => {
    const rooms = withRoom([room('a', { readAt: 9, activeAt: 9 })], { id: 'a', readAt: 5 });
    expect(rooms[0]).toMatchObject({ readAt: 9, activeAt: 9 });
  });

  it('what makes no difference is the same list', () => {
    const rooms = [room('a', { readAt: 9 })];
    expect(withRoom(rooms, { id: 'a', readAt: 9, title: 'Room a' })).toBe(rooms);
    expect(withoutRoom(rooms, 'b')).toBe(rooms);
    expect(withoutRoom(rooms, 'a')).toEqual([]);
  });

  it('of too many the one without news for longest is forgotten, never the new one', () => {
    const many = Array.from({ length: 200 }, (_, n) => room(String(n), { activeAt: 200 - n }));
    const rooms = withRoom(many, { id: 'new' });
    expect(rooms).toHaveLength(200);
    expect(rooms[0]?.id).toBe('new');
    expect(rooms.some(({ id }) => id === '199')).toBe(false);
  });

  it('a new page puts the rooms with the latest news first', () => {
    const rooms = [room('a', { activeAt: 1 }), room('b', { activeAt: 3 }), room('c')];
    expect(byActivity(rooms).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
  });
});
