import { searched } from '@chat/protocol/test/searched';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeDevices } from '../../testing/fake-devices.ts';
import { FakePeerConnection } from '../../testing/fake-peer-connection.ts';
import { transition } from '../call-transition.ts';
import { ANN, BOB, CallWorld, CLEO, type Act } from './call-world.ts';
import { judge } from './judge.ts';
import { MUTANTS } from './mutants.ts';

/** Longer than ringing, losing and being missed: after it nothing may be under way. */
const LONG_MS = 90_000;

let devices: FakeDevices;

beforeEach(() => {
  vi.useFakeTimers();
  const device = (id: string) => ({ id, label: id });
  devices = new FakeDevices({
    microphone: [device('microphone')],
    camera: [device('camera')],
    speaker: [],
  });
  for (const [name, value] of Object.entries(devices.globals)) vi.stubGlobal(name, value);
  vi.stubGlobal('RTCPeerConnection', FakePeerConnection);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const tab = fc.nat({ max: 4 });
const whom = fc.constantFrom(ANN, BOB, CLEO);
const calling = fc.record({ do: fc.constant('call' as const), tab, whom });
const deciding = fc.record({
  do: fc.constantFrom('accept', 'accept', 'accept', 'decline', 'hang-up', 'dismiss'),
  tab,
}) as fc.Arbitrary<Act>;
const trouble = fc.oneof(
  fc.record({
    do: fc.constantFrom('move', 'tunnel', 'lose', 'regain', 'regain', 'reload', 'crash', 'close'),
    tab,
  }),
  fc.constantFrom({ do: 'break-path' }, { do: 'mend-path' }),
) as fc.Arbitrary<Act>;

/** Ann rings Bob to begin with: most of what is drawn at random then means something. */
const opening: Act = { do: 'call', tab: 0, whom: BOB };
const answer: Act = { do: 'accept', tab: 2 };

const schedule = (act: fc.Arbitrary<Act>, waits: number[]) =>
  fc.record({
    delays: fc.array(fc.nat({ max: 40 }), { minLength: 5, maxLength: 5 }),
    begin: fc.constantFrom<Act[]>([opening], [opening, answer], []),
    steps: fc.array(fc.tuple(act, fc.constantFrom(...waits)), { minLength: 1, maxLength: 12 }),
  });

type Schedule = { delays: number[]; begin: Act[]; steps: [Act, number][] };

async function play({ delays, begin, steps }: Schedule, step = transition, isCalm = false) {
  FakePeerConnection.network = { connections: [], faults: [], isUp: true };
  let next = 0;
  const world = new CallWorld(() => delays[(next += 1) % delays.length]!, step);
  await vi.advanceTimersByTimeAsync(500);
  for (const act of begin) {
    world.act(act);
    await vi.advanceTimersByTimeAsync(1_000);
  }
  for (const [act, wait] of steps) {
    world.act(act);
    await vi.advanceTimersByTimeAsync(wait);
  }
  world.heal();
  await vi.advanceTimersByTimeAsync(LONG_MS);
  const problems = judge(world.tabs, isCalm);
  for (const each of world.tabs) each.call?.hangUp();
  await vi.advanceTimersByTimeAsync(2_000);
  world.close();
  await vi.advanceTimersByTimeAsync(2_000);
  if (devices.live.length > 0) problems.push(`${devices.live.length} tracks are live`);
  const open = FakePeerConnection.network.connections.filter((c) => c.connectionState !== 'closed');
  if (open.length > 0) problems.push(`${open.length} peer connections are open`);
  devices.tracks.length = 0;
  return [...problems, ...FakePeerConnection.network.faults];
}

const calm = schedule(
  fc.oneof({ weight: 1, arbitrary: calling }, { weight: 3, arbitrary: deciding }),
  [1_000, 3_000, 50_000],
);
const storm = schedule(
  fc.oneof(
    { weight: 2, arbitrary: calling },
    { weight: 4, arbitrary: deciding },
    { weight: 4, arbitrary: trouble },
  ),
  [0, 10, 40, 300, 2_000, 8_000],
);

describe('[P37] any call of two people, with several tabs and a third caller', () => {
  it('comes to an end that both sides tell alike', async () => {
    const run = fc.asyncProperty(calm, async (each) => {
      expect(await play(each, transition, true)).toEqual([]);
    });
    await fc.assert(run, searched(300));
  });

  it('comes to an end, in any weather and at any moment, and leaves nothing on', async () => {
    const run = fc.asyncProperty(storm, async (each) => {
      expect(await play(each)).toEqual([]);
    });
    await fc.assert(run, searched(500));
  });
});

const statuses = (world: CallWorld) =>
  [world.tabs[0], world.tabs[2]].map((one) => one?.state.status);

describe('a page that crashed', () => {
  it('rings anew, and is heard as soon as the media of the call before is away', async () => {
    FakePeerConnection.network = { connections: [], faults: [], isUp: true };
    const world = new CallWorld(() => 10, transition);
    const ann = world.tabs[0]!;
    world.act(opening);
    await vi.advanceTimersByTimeAsync(1_000);
    world.act(answer);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(statuses(world)).toEqual(['connected', 'connected']);

    const [before = ''] = ann.answered;
    world.act({ do: 'crash', tab: 2 });
    await vi.advanceTimersByTimeAsync(750);
    world.act({ do: 'call', tab: 2, whom: ANN });
    await vi.advanceTimersByTimeAsync(9_000);
    expect(ann.ends.get(before)?.reason).toBe('lost');
    expect(statuses(world)).toEqual(['incoming', 'ringing']);

    world.act({ do: 'accept', tab: 0 });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(statuses(world)).toEqual(['connected', 'connected']);
    world.close();
  });
});

describe('the model sees what each rule is good for', () => {
  it.each(Object.entries(MUTANTS))(
    '%s',
    async (_, { step, weather }) => {
      const run = fc.asyncProperty(weather === 'calm' ? calm : storm, async (each) => {
        expect(await play(each, step, weather === 'calm')).toEqual([]);
      });
      const { failed } = await fc.check(run, { numRuns: 500, seed: 7, endOnFailure: true });
      expect(failed).toBe(true);
    },
    120_000,
  );
});
