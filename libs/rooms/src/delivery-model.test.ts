import { searched } from '@chat/protocol/test/searched';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeliveryModel, turn, type ModelOptions, type Tab } from './test/delivery-model.ts';
import {
  LogThatCountsKnownIds,
  LogThatCountsRefusals,
  LogWithPartialRanges,
  LogWithoutDedupe,
  LogWithoutEpochAndOrderCheck,
  LogWithoutEpochCheck,
  LogWithoutOrderCheck,
  storeThatAcksFirst,
} from './test/mutants.ts';

type Step = { do: keyof typeof WEIGHTS; tab: number; which: number };

const WEIGHTS = {
  write: 16,
  change: 5,
  refused: 2,
  connect: 12,
  cut: 4,
  notice: 4,
  hear: 24,
  repeat: 4,
  heartbeat: 2,
  let: 32,
  restart: 1,
} as const;

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    do: fc.oneof(
      ...Object.entries(WEIGHTS).map(([name, weight]) => ({
        weight,
        arbitrary: fc.constant(name as keyof typeof WEIGHTS),
      })),
    ),
    tab: fc.nat(2),
    which: fc.nat(99),
  }),
  { minLength: 40, maxLength: 250, size: 'max' },
);

async function take(model: DeliveryModel, step: Step): Promise<void> {
  const tab = model.tabs[step.tab]!;
  const acts: Record<Step['do'], () => void | Promise<void>> = {
    write: () => model.write(tab, true),
    change: () => model.change(tab, step.which),
    refused: () => model.write(tab, false),
    connect: () => model.connect(tab),
    cut: () => model.cut(tab),
    notice: () => model.notice(),
    hear: () => model.hearSome(tab, step.which),
    repeat: () => model.repeat(tab, step.which),
    heartbeat: () => model.heartbeat(tab),
    let: () => model.let(step.which),
    restart: () => model.start(),
  };
  await acts[step.do]();
  await turn();
  model.throwFailure();
}

/** Any schedule of the model with these parts keeps all invariants. */
function propertyOf(options: ModelOptions = {}, onSettled?: (model: DeliveryModel) => void) {
  return fc.asyncProperty(steps, async (all) => {
    const model = new DeliveryModel(options);
    try {
      await model.start();
      for (const step of all) await take(model, step);
      await model.settle();
      onSettled?.(model);
    } finally {
      await model.close();
    }
  });
}

/** A model in which nothing waits, and the first tab is in. */
async function flowing(options: ModelOptions): Promise<DeliveryModel> {
  const model = new DeliveryModel(options);
  model.flow();
  await model.start();
  model.connect(model.tabs[0]!);
  await model.arrive();
  return model;
}

describe('whatever is cut, repeated, delayed or started again', () => {
  it('[I1] [I2] [I3] [I4] [I5] [I6] [I7] [I10] [I13] nothing is lost, doubled, reordered or invented', async () => {
    const counts = new Map<string, number>();
    const count = ({ checker }: DeliveryModel) => {
      for (const [type, n] of checker.counts) counts.set(type, (counts.get(type) ?? 0) + n);
    };
    await fc.assert(propertyOf({}, count), searched(400));
    // It is about something: each of the ways in which entries arrive was taken often.
    for (const type of ['snapshot', 'resumed', 'entry-posted']) {
      expect(counts.get(type)).toBeGreaterThan(400);
    }
  });

  const mutants: [string, ModelOptions, RegExp][] = [
    ['no-dedupe', { makeLog: (limits) => new LogWithoutDedupe(limits) }, /I3|I5/],
    [
      'no-epoch-check and no-producer-sequence',
      { makeLog: (limits) => new LogWithoutEpochAndOrderCheck(limits) },
      /I5/,
    ],
    ['refusal-takes-number', { makeLog: (limits) => new LogThatCountsRefusals(limits) }, /I2|I4/],
    ['partial-range', { makeLog: (limits) => new LogWithPartialRanges(limits) }, /I7/],
    ['ack-before-append', { wrap: storeThatAcksFirst }, /I6/],
  ];

  /** The second and third of three entries get lost, and a late frame brings the third. */
  async function lateFrameBeforeAnEarlierOne(options: ModelOptions): Promise<void> {
    const model = await flowing(options);
    const tab = model.tabs[0]!;
    for (let n = 0; n < 3; n += 1) model.write(tab, true);
    model.cut(tab);
    model.notice();
    model.connect(tab);
    model.repeat(tab, 2);
    await model.settle();
    await model.close();
    expect(tab.client.acked.map(({ index }) => index)).toEqual([1, 2, 3]);
  }

  it('[P24] what was written later waits for what was written before', async () => {
    await lateFrameBeforeAnEarlierOne({});
  });

  it('[mutant no-producer-sequence] is caught', async () => {
    const makeLog: ModelOptions['makeLog'] = (limits) => new LogWithoutOrderCheck(limits);
    await expect(lateFrameBeforeAnEarlierOne({ makeLog })).rejects.toThrow(/^I5/);
  });

  /**
   * The first of four entries is refused, so the others are numbered anew. A late frame still has the old number of the
   * second, which is in the log by then: were that to count, the fourth would have the next number, before the third.
   */
  async function lateFrameOfAnOldNumbering(options: ModelOptions): Promise<void> {
    const model = await flowing(options);
    const tab = model.tabs[0]!;
    model.write(tab, false);
    model.write(tab, true);
    await model.arrive();
    model.repeat(tab, 1);
    model.write(tab, true);
    model.write(tab, true);
    await model.settle();
    await model.close();
    expect(tab.client.acked.map(({ index }) => index)).toEqual([2, 3, 4]);
  }

  it('[P24] a late frame of an older numbering makes no room', async () => {
    await lateFrameOfAnOldNumbering({});
  });

  it('[mutant known-id-counts] is caught', async () => {
    const makeLog: ModelOptions['makeLog'] = (limits) => new LogThatCountsKnownIds(limits);
    await expect(lateFrameOfAnOldNumbering({ makeLog })).rejects.toThrow(/^I5/);
  });

  /** A late frame of the old log, whose message is too old to be offered again, has by chance the next number. */
  async function lateFrameOfAnOldLog(options: ModelOptions): Promise<void> {
    const model = await flowing({ ...options, reofferEntries: 2 });
    const tab = model.tabs[0]!;
    for (let n = 0; n < 6; n += 1) model.write(tab, true);
    await model.arrive();
    await model.start();
    model.connect(tab);
    await model.arrive();
    model.write(tab, true);
    await model.arrive();
    // Of the new log: 5, 6 and 7, numbered 1, 2 and 3. The fourth frame of the old log has the number 4.
    expect(tab.client.view).toHaveLength(3);
    model.repeat(tab, 3);
    await model.arrive();
    await model.close();
    model.throwFailure();
  }

  it('[P24] a late frame of an old log is refused, whatever its number', async () => {
    await lateFrameOfAnOldLog({});
  });

  it('[mutant no-epoch-check] is caught', async () => {
    const makeLog: ModelOptions['makeLog'] = (limits) => new LogWithoutEpochCheck(limits);
    await expect(lateFrameOfAnOldLog({ makeLog })).rejects.toThrow(/^I5/);
  });

  /** A reaction is refused while its message is gone, and a late copy of it takes the number of the text behind it. */
  async function lateCopyOfARefusedChange(options: ModelOptions): Promise<void> {
    const model = await flowing(options);
    const [one, other] = model.tabs as [Tab, Tab];
    model.connect(other);
    await model.arrive();
    model.write(other, true);
    await model.arrive();
    model.change(one, 0);
    for (let n = 0; n < 2; n += 1) model.write(one, true);
    await model.start();
    for (const tab of [one, other]) {
      model.connect(tab);
      await turn();
      model.hear(tab);
      await turn();
    }
    // Its fourth frame is the reaction again; the refusals of the first copies have not been heard yet.
    model.repeat(one, 3);
    await model.settle();
    await model.close();
    expect(one.client.view[0]?.reactions).toHaveLength(1);
    expect(one.client.acked.map(({ index }) => index)).toEqual([2, 3]);
  }

  it('[P24] a refused change whose late copy takes a number swaps no texts', async () => {
    await lateCopyOfARefusedChange({});
  });

  it('[mutant careless client] is caught', async () => {
    await expect(lateCopyOfARefusedChange({ isCareless: true })).rejects.toThrow(/^I5/);
  });

  it.each(mutants)(
    '[mutant %s] is caught',
    async (_, options, invariant) => {
      const { failed, errorInstance } = await fc.check(propertyOf(options), {
        numRuns: 1_000,
        // The same schedules each time: a mutant that is caught stays caught.
        seed: 3,
        endOnFailure: true,
      });
      expect(failed).toBe(true);
      expect(String(errorInstance)).toMatch(invariant);
    },
    60_000,
  );
});
