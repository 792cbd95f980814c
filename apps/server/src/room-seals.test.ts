import { describe, expect, it } from 'vitest';
import { RoomIdKeys } from './room-ids.ts';
import { RoomSealKeys } from './room-seals.ts';

const [OLD, NEW] = ['an old secret of 32 characters ...', 'a new secret of 32 characters ...'];
const info = {
  id: 'r'.repeat(32),
  title: 'Tea',
  ownerId: 'u'.repeat(22),
  createdAt: 7,
  changedAt: 7,
  locked: true,
  access: { keptOut: ['v'.repeat(22)], letIn: ['w'.repeat(22)] },
};

describe('seals of rooms', () => {
  const seals = new RoomSealKeys([OLD]);
  const seal = seals.make(info);

  it('[P26] are known again, also by another server with the same secret', () => {
    expect(seal).toMatch(/^[\w-]{22}$/);
    expect(new RoomSealKeys([OLD]).isOurs({ ...info, seal })).toBe(true);
    const nobodys = { ...info, ownerId: null };
    expect(seals.isOurs({ ...nobodys, seal: seals.make(nobodys) })).toBe(true);
  });

  it('[P26] by an older secret are known, and new ones are made with the newest', () => {
    const both = new RoomSealKeys([NEW, OLD]);
    expect(both.isOurs({ ...info, seal })).toBe(true);
    expect(both.make(info)).toBe(new RoomSealKeys([NEW]).make(info));
    expect(new RoomSealKeys([NEW]).isOurs({ ...info, seal })).toBe(false);
  });

  it.each([
    ['id', { id: 's'.repeat(32) }],
    ['title', { title: 'Tea ' }],
    ['owner', { ownerId: 'v'.repeat(22) }],
    ['lack of an owner', { ownerId: null }],
    ['time', { createdAt: 8 }],
    ['change', { changedAt: 8 }],
    ['lock', { locked: false }],
    ['lack of removals', { access: { keptOut: [], letIn: ['w'.repeat(22)] } }],
    ['guest', { access: { keptOut: ['v'.repeat(22)], letIn: ['w'.repeat(22), 'x'.repeat(22)] } }],
    ['side of the door', { access: { keptOut: ['w'.repeat(22)], letIn: ['v'.repeat(22)] } }],
  ])('[P26] are of no use for another %s', (_, change) => {
    expect(seals.isOurs({ ...info, ...change, seal })).toBe(false);
  });

  it.each(['', 'x', 'x'.repeat(22), `${seal}=`, `${seal} `, seal.slice(0, 21)])(
    '[P26] a text that is none is not ours: %s',
    (text) => {
      expect(seals.isOurs({ ...info, seal: text })).toBe(false);
    },
  );

  it('[P26] have no second spelling', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const spellings = Array.from({ length: 64 }, (_, n) => seal.slice(0, 21) + alphabet.charAt(n));
    const known = spellings.filter((text) => seals.isOurs({ ...info, seal: text }));
    expect(known).toEqual([seal]);
  });

  it('[P26] cannot be made of the tag of an id: each has a key of its own', () => {
    const id = new RoomIdKeys([OLD]).make();
    expect(seals.isOurs({ ...info, id, seal: id.slice(-22) })).toBe(false);
  });
});
