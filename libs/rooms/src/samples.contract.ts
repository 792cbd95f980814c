import type { Body, Room } from '@chat/protocol';
import { expect } from 'vitest';
import { RoomError } from './room-error.ts';
import type { RoomStore } from './room-store.ts';

/** Makes an empty store for one test. `setClock` sets what the store takes for the time, in milliseconds since 1970. */
export type StoreSetup = () => Promise<{ store: RoomStore; setClock: (now: number) => void }>;

let counter = 0;

/** An id of `length` characters that no other call gave. */
export function freshId(length: number): string {
  counter += 1;
  return `${counter}_`.padEnd(length, 'x');
}

export function roomOf(ownerId: string, id = freshId(32)): Room {
  const seal = 's'.repeat(22);
  const [createdAt, changedAt] = [1_000, 1_000];
  return {
    id,
    title: 'A room',
    ownerId,
    createdAt,
    changedAt,
    locked: false,
    encryption: 'none',
    seal,
  };
}

export function text(content: string): Extract<Body, { kind: 'text' }> {
  return { kind: 'text', text: content };
}

export function person(name = 'Ada') {
  return { id: freshId(22), name };
}

/** Expects a refusal with this code. */
export async function refusal(code: string, request: Promise<unknown>): Promise<void> {
  const error: unknown = await request.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(RoomError);
  expect(error).toMatchObject({ code });
}
