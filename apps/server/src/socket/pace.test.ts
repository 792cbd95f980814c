import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { textsOf } from '../../test/websocket-message.ts';
import { Due } from './due.ts';
import { Pace, type Paced } from './pace.ts';
import { textMessage } from './websocket-message.ts';

describe('a message on the wire', () => {
  it.each([0, 1, 125, 126, 65_535, 65_536, 100_000])('of %i bytes is read again', (length) => {
    const text = 'x'.repeat(length);
    expect(textsOf(textMessage(text))).toEqual([text]);
  });

  it('counts bytes, not characters', () => {
    expect(textsOf(textMessage('سلام 👋'.repeat(20)))).toEqual(['سلام 👋'.repeat(20)]);
  });
});

describe('what is due', () => {
  const [a, b, c] = ['a', 'b', 'c'].map(textMessage) as [Buffer, Buffer, Buffer];

  it('is joined in order', () => {
    expect(textsOf(Due.nothing().plus(a).plus(b).plus(c).join())).toEqual(['a', 'b', 'c']);
    expect(Due.nothing().plus(a).plus(b).length).toBe(a.byteLength + b.byteLength);
  });

  it('is the same object, and the same bytes, for all to whom the same is due', () => {
    const nothing = Due.nothing();
    const all = Array.from({ length: 3 }, () => nothing.plus(a)).map((due) => due.plus(b));
    expect(new Set(all).size).toBe(1);
    expect(new Set(all.map((due) => due.join())).size).toBe(1);
  });

  it('stays what it is when others are due something else', () => {
    const first = Due.nothing().plus(a);
    const [one, other] = [first.plus(b), first.plus(c)];
    expect([one, other, first].map((due) => textsOf(due.join()))).toEqual([
      ['a', 'b'],
      ['a', 'c'],
      ['a'],
    ]);
  });
});

describe('the pace', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const make = (pace: Pace) => {
    const writes: number[] = [];
    let due = 0;
    const socket: Paced = {
      slot: 0,
      writeDue: () => {
        const written = due;
        writes.push(written);
        due = 0;
        return written;
      },
    };
    const send = () => {
      if (due === 0) pace.add(socket);
      due += 1;
    };
    return { writes, send };
  };

  it('writes the first message in the turn that made it, with all others of that turn', () => {
    const { writes, send } = make(new Pace());
    send();
    send();
    expect(writes).toEqual([]);
    vi.advanceTimersByTime(0);
    expect(writes).toEqual([2]);
  });

  it('then writes to a socket once in 10 ms', () => {
    const { writes, send } = make(new Pace());
    for (let ms = 0; ms < 30; ms += 1) {
      send();
      vi.advanceTimersByTime(1);
    }
    vi.advanceTimersByTime(20);
    expect(writes.reduce((sum, count) => sum + count)).toBe(30);
    expect(writes.length).toBeLessThanOrEqual(4);
  });

  it('writes less often in a burst that takes longer to write', () => {
    let now = 0;
    // Each writing takes 15 ms.
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 15));
    const { writes, send } = make(new Pace());
    for (let ms = 0; ms < 100; ms += 1) {
      send();
      vi.advanceTimersByTime(1);
    }
    vi.advanceTimersByTime(50);
    clock.mockRestore();
    expect(writes).toEqual([1, 9, 10, 30, 30, 20]);
  });

  it('lets a socket that was quiet not wait for the others', () => {
    const pace = new Pace();
    const [busy, quiet] = [make(pace), make(pace)];
    busy.send();
    vi.advanceTimersByTime(1);
    busy.send();
    quiet.send();
    vi.advanceTimersByTime(1);
    expect([busy.writes, quiet.writes]).toEqual([[1], [1]]);
    vi.advanceTimersByTime(10);
    expect(busy.writes).toEqual([1, 1]);
  });

  it('keeps what can wait for the next message, or a tenth of a second', () => {
    const writes: number[] = [];
    const pace = new Pace();
    pace.addIdle({ slot: 0, writeDue: () => writes.push(1) });
    vi.advanceTimersByTime(99);
    expect(writes).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(writes).toEqual([1]);
  });

  it('begins anew after a pause', () => {
    const { writes, send } = make(new Pace());
    send();
    vi.advanceTimersByTime(25);
    send();
    vi.advanceTimersByTime(0);
    expect(writes).toEqual([1, 1]);
  });
});
