import type { Member, ServerFrame } from '@chat/protocol';
import { searched } from '@chat/protocol/test/searched';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { person, text } from './samples.contract.ts';
import { gatedStore, makeWorld, type Visitor, type World } from './test/world.ts';

/** What a client knows of a room by its frames; throws when they contradict each other. */
function viewOf(frames: readonly ServerFrame[]) {
  let members = new Map<string, Member>();
  let seqs: number[] = [];
  for (const frame of frames) {
    if (frame.type === 'snapshot') {
      members = new Map(frame.members.map((member) => [member.id, member]));
      seqs = frame.messages.map(({ seq }) => seq);
    } else if (frame.type === 'entry-posted') {
      expect(frame.entry.seq).toBe((seqs.at(-1) ?? 0) + 1);
      seqs.push(frame.entry.seq);
    } else if (frame.type === 'member-joined') {
      expect(members.has(frame.member.id)).toBe(false);
      members.set(frame.member.id, frame.member);
    } else if (frame.type === 'member-changed') {
      expect(members.has(frame.member.id)).toBe(true);
      members.set(frame.member.id, frame.member);
    } else if (frame.type === 'member-left') {
      expect(members.delete(frame.member)).toBe(true);
    }
  }
  return { members: [...members.values()].sort(byId), seqs };
}

const byId = (a: Member, b: Member) => a.id.localeCompare(b.id);

type Step =
  | { do: 'join' | 'rejoin' | 'leave' | 'drop' | 'post'; who: number; which: number }
  | { do: 'rename' | 'remove' | 'forget'; who: number; which: number }
  | { do: 'wait'; ms: number }
  | { do: 'let'; which: number[] };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constantFrom('join', 'join', 'join', 'rejoin', 'leave', 'drop', 'drop', 'post'),
        who: fc.nat(2),
        which: fc.nat(2),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constantFrom('rename', 'remove', 'forget'),
        who: fc.nat(2),
        which: fc.nat(99),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('wait' as const),
        ms: fc.constantFrom(0, 1_000, 3_000, 15_000),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('let' as const),
        which: fc.array(fc.nat(9), { maxLength: 4, size: 'max' }),
      }),
    },
  ),
  { minLength: 15, maxLength: 80, size: 'max' },
);

/** One run: people with several connections each, on a store whose answers come when the steps say so. */
class Run {
  readonly #people = [person('Ada'), person('Bob'), person('Eve')];
  readonly #connections = new Map<string, Visitor>();
  readonly #all: Visitor[] = [];
  readonly #gates: (() => void)[] = [];
  readonly #requests: Promise<unknown>[] = [];
  #isOpen = false;
  #world: World | undefined;

  get world(): World {
    return this.#world!;
  }

  async begin(): Promise<void> {
    const pass = () =>
      this.#isOpen ? Promise.resolve() : new Promise<void>((open) => this.#gates.push(open));
    this.#world = await makeWorld((store) => gatedStore(store, pass));
  }

  async take(step: Step): Promise<void> {
    if (step.do === 'wait') await vi.advanceTimersByTimeAsync(step.ms);
    else if (step.do === 'let') for (const which of step.which) this.#let(which);
    else this.#ask(step);
    await vi.advanceTimersByTimeAsync(0);
  }

  /** Lets one call of the store go on, whichever: only what the domain waits for is in order. */
  #let(which: number): void {
    const [open] = this.#gates.splice(which % Math.max(1, this.#gates.length), 1);
    open?.();
  }

  /** Lets everything that was asked for happen. */
  async settle(): Promise<void> {
    this.#isOpen = true;
    for (const open of this.#gates.splice(0)) open();
    await Promise.allSettled(this.#requests);
    await vi.advanceTimersByTimeAsync(0);
  }

  /** Who is to be in: whoever has a connection that is in, and whoever dropped less than the grace ago. */
  get present(): Set<string> {
    const inside = this.#all.filter(({ session }) => !session.isOver);
    return new Set(inside.map((visitor) => visitor.person.id));
  }

  get inside(): Visitor[] {
    return this.#all.filter(({ session, frames }) => !session.isOver && frames.length > 0);
  }

  dropAll(): void {
    for (const { session } of this.#all) session.drop();
  }

  #ask(step: Exclude<Step, { do: 'wait' | 'let' }>): void {
    const who = this.#people[step.who]!;
    const { rooms, room, owner } = this.world;
    if (step.do === 'rename') this.#request(rooms.renameMember(who.id, `Name ${step.which}`));
    else if (step.do === 'forget') this.#request(rooms.forget(who.id));
    else if (step.do === 'remove')
      this.#request(rooms.removeMember(owner.id, room, { member: who.id }));
    else this.#act(step.do, `${step.who}/${step.which}`, who);
  }

  #act(
    what: 'join' | 'rejoin' | 'leave' | 'drop' | 'post',
    key: string,
    who: { id: string; name: string },
  ): void {
    let visitor = this.#connections.get(key);
    if (what === 'join' && (!visitor || visitor.session.isOver)) {
      visitor = this.world.visit(who);
      this.#connections.set(key, visitor);
      this.#all.push(visitor);
    }
    if (!visitor) return;
    const { session } = visitor;
    if (what === 'drop') session.drop();
    else if (what === 'leave') this.#request(session.leave());
    else if (what === 'post')
      this.#request(
        visitor.post({ id: `${this.#requests.length}`.padEnd(22, 'm'), body: text('x') }),
      );
    else this.#request(session.join());
  }

  /** Refusals are part of it; whatever else goes wrong is not. */
  #request(request: Promise<unknown>): void {
    this.#requests.push(request.catch((error: unknown) => expect(error).toHaveProperty('code')));
  }
}

describe('whatever happens in whatever order', () => {
  it('[P13] [P14] [P15] everybody agrees on who is in, nobody is a ghost, and nothing is left at the end', async () => {
    vi.useFakeTimers();
    const property = fc.asyncProperty(steps, async (all) => {
      const run = new Run();
      await run.begin();
      for (const step of all) await run.take(step);
      await run.settle();
      const { world } = run;
      const truth = await world.store.readRoom(world.room);
      for (const { frames } of run.inside) {
        const view = viewOf(frames);
        expect(view.members).toEqual([...truth.members].sort(byId));
        expect(view.seqs).toEqual(truth.messages.map(({ seq }) => seq));
      }
      const ids = new Set(truth.members.map(({ id }) => id));
      for (const id of run.present) expect(ids).toContain(id);
      await vi.advanceTimersByTimeAsync(15_000);
      expect(new Set((await world.members()).map(({ id }) => id))).toEqual(run.present);
      expect((await world.members()).every(({ presence }) => presence === 'online')).toBe(true);
      run.dropAll();
      await vi.advanceTimersByTimeAsync(15_000);
      expect(await world.members()).toEqual([]);
      expect(world.rooms.openCount).toBe(0);
      expect(world.errors).toEqual([]);
      await world.close();
      expect(vi.getTimerCount()).toBe(0);
    });
    try {
      await fc.assert(property, searched(500));
    } finally {
      vi.useRealTimers();
    }
  });
});
