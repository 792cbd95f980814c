import type { Body, Room } from '@chat/protocol';
import { expect } from 'vitest';
import { RoomError } from './room-error.ts';
import type { RoomStore } from './room-store.ts';

/** Makes an empty store for one test. `setClock` sets what the store takes for the time, in milliseconds since 1970. */
export type StoreSetup = () => Promise<{
  store: RoomStore;
  setClock: (now: number) => Promise<unknown>;
}>;

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

/** Does something so many times, in this order, and a hundred at a time: a store over a network is slow to answer each. */
export async function inOrder(times: number, act: (n: number) => Promise<unknown>): Promise<void> {
  for (let done = 0; done < times; done += 100) {
    const count = Math.min(100, times - done);
    await Promise.all(Array.from({ length: count }, (_, n) => act(done + n)));
  }
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
