import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MUTANTS } from './mutants.ts';
import { runSchedule, type Action, type RunOptions, type Step } from './run-schedule.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** `2.cut/3` is the action `cut` of tab 2 with the number 3. Tabs 0 and 1 are one person's. */
function steps(written: string): Step[] {
  return written.split(/\s+/).map((step) => {
    const [, tab = '', action = '', pick = '0'] = /^(\d)\.([a-z-]+)(?:\/(\d+))?$/.exec(step) ?? [];
    return { action: action as Action, tab: Number(tab), pick: Number(pick) };
  });
}

const run = (written: string, reduce?: RunOptions['reduce']) =>
  runSchedule(steps(written), {
    isPatient: true,
    pass: (ms) => void vi.advanceTimersByTime(ms),
    ...(reduce ? { reduce } : {}),
  });

// The last entry of all does not reach tab 2, and nothing comes after it.
const TAIL = '0.open 0.up 0.down 2.open 2.up 2.down 2.deaf 0.text 0.up 0.down';

test('[P4] [I9] who missed the last entry learns it from the next heartbeat', async () => {
  expect(await run(TAIL)).toEqual([]);
});

test('[mutant no position check] is caught', async () => {
  expect(await run(TAIL, MUTANTS['no position check'])).toContainEqual(
    expect.stringMatching(/^I10 diverged: B2/),
  );
});

// All is lost before tab 0 hears that its text is in the log, and it closes before it hears that the log is another one.
// Tab 1, which has read that one, asks for what it missed, takes over what tab 0 left, and only then is answered.
const LATE_ADOPTION = `0.text 0.open 0.up 0.down 0.up 0.lose-all/2 1.open 1.up 1.down 1.reload 0.down 0.shut
  1.open 1.up 1.up 1.down 1.down`;

test('[P25] what a tab that is gone had in a lost log goes to the new one, though the answer to another question comes first', async () => {
  expect(await run(LATE_ADOPTION)).toEqual([]);
});

// A reaction is taken back, all is lost, and what comes back is a log from before that [P25].
const OLDER_RETURNS = `0.open 0.up 0.down 0.text 0.up 0.down 2.open 2.up 2.down 2.react/1 2.up 2.down 2.back-up
  2.react/3 2.up 2.down 2.lose-all 2.heartbeat 2.down 2.up 2.down 2.roll-back`;

test('[P25] what was taken back stays so, also in an older log that comes back after an empty one', async () => {
  expect(await run(OLDER_RETURNS)).toEqual([]);
});

/** Tab 0 has read a text of tab 2. */
const READ = '0.open 0.up 0.down 2.open 2.up 2.down 2.text 2.up 2.down 0.down';

// All is lost. Tab 0 offers its reaction to B's message again before B is back, and two texts behind it; the socket
// breaks with all three on their way. Over the next one the reaction is refused for now, the texts move up by one
// number, and only then the old copy of the reaction arrives, which takes the number of the first text.
const SHIFT = `${READ} 0.react/1 0.up 0.down
  2.down 0.lose-all/1 0.text 0.text 0.open 0.up 0.down 0.cut/3 0.open 0.up 0.down 0.up 0.up 0.up
  0.down 0.down 0.down 2.open 2.up 2.down 2.up 0.late 0.up 0.up`;

test('[P24] [I5] numbers that shift while old copies are on their way do not swap two texts', async () => {
  expect(await run(SHIFT)).toEqual([]);
});

test('[mutant all at once though numbers shifted] is caught', async () => {
  expect(await run(SHIFT, MUTANTS['all at once though numbers shifted'])).toContainEqual(
    expect.stringMatching(/^I5 reordered/),
  );
});

// Tab 2 edits its first text and writes two more. The edit arrives, and the page is loaded again. The snapshot does not
// tell that the edit is in the log, so it goes again; then the old copies of the two texts arrive.
const COUNTED = `2.open 2.up 2.down 2.text 2.up 2.edit 2.text 2.text 2.up 2.reload/1 2.trim 2.open 2.up
  2.down 2.up`;

test('[P22] [P24] [I5] what took its number before goes again under that number', async () => {
  expect(await run(COUNTED)).toEqual([]);
});

// Tab 2 is loaded again as another producer while copies of its texts are on their way; one that it has sent again gets
// into the log by the copy of the old producer, and the copy of the new one takes its number later.
const OVERTAKEN = `2.text 2.open 2.text 2.up 2.text 2.down 2.up 2.reload/0 2.open 2.late 2.up 2.text 2.down
  2.text 2.cut/1 2.late 2.open 2.copy-up`;

test('[P24] [I5] a copy that takes a number later does not swap two texts', async () => {
  expect(await run(OVERTAKEN)).toEqual([]);
});

// The same with an answer to `join` that was made before the copy was counted, and is read after its acknowledgement.
const COUNTED_ON = `0.open 0.text 0.up 0.down 0.reload/0 0.open 0.copy-up 0.late 0.up 0.down 0.down 0.down
  0.text 0.text`;

test('[P24] [I5] a number that was counted on is not given away at once', async () => {
  expect(await run(COUNTED_ON)).toEqual([]);
});

// Tab 3 reacts and takes it back; a snapshot shows the first, the second comes after it, and then all is lost.
const TAKEN_BACK = `0.open 0.text 3.open 3.up 0.up 0.down 3.down 0.up 3.down 0.text 3.react/4205 3.react/1227
  0.up 0.trim 3.cut/2 0.late 3.open 3.up 0.late 0.lose-all`;

test('[P25] of two changes to the same the older never comes last', async () => {
  expect(await run(TAKEN_BACK)).toEqual([]);
});

// Tab 1's text is confirmed, then all is lost. Both tabs of the person are closed; tab 0 has never seen a log.
const ORPHANS = `0.text 1.text 1.open 0.open 1.up 1.down 0.shut 1.up 0.lose-all 1.down 1.shut`;

test('[P25] what a tab had confirmed that is gone is offered again by the next one, whichever log it knew', async () => {
  expect(await run(ORPHANS)).toEqual([]);
});

// Tab 1 writes before it was ever connected, and is loaded again as another producer beside what tab 0 left.
const EARLY = `0.open 0.text 0.shut 1.text 1.reload/0 1.open 1.up 1.down 1.text 1.shut`;

test('[P24] [I5] what a tab wrote before it was ever connected does not come after what it wrote later', async () => {
  expect(await run(EARLY)).toEqual([]);
});

// Tab 0 is loaded again with two texts on their way and takes over what tab 1 left; then the old copies arrive.
const IN_FRONT = `0.text 0.text 0.open 0.up 1.text 1.shut 0.down 0.reload/21 0.open 0.up 0.down 0.up`;

test('[P24] [I5] what a tab takes over does not take the number of what it has sent', async () => {
  expect(await run(IN_FRONT)).toEqual([]);
});

// Tab 1 offers its text to the new log again; before it is in there, tab 0 stores the history of the old log that it was
// opened with, and tab 1 is loaded again.
const STALE = `1.text 1.open 1.up 1.down 1.up 0.lose-all 1.down 1.reload/0 1.open 1.up 0.shut 0.open 1.down
  0.wait/500 1.reload/0 0.busy/45 0.late`;

test('[P25] a history that another tab stored confirms nothing in a log that it is not of', async () => {
  expect(await run(STALE)).toEqual([]);
});

// Tab 0 reacts, takes it back and reacts again to a text that is lost, over a socket that breaks with all three on their
// way. Over the next one all are refused; the text comes back, the last one goes, and the old copies arrive.
const BROKEN = `${READ} 0.react/2 0.react/0 0.react/4 0.lose-all/1 0.open 0.up 0.down 0.cut/3 0.open 0.up 0.down
  0.up 0.down`;
const UNDONE = `${BROKEN} 0.up 0.down 0.up 0.down 0.up 0.down
  2.open 2.up 2.down 2.up 0.down 0.up 0.down 0.late 0.late 0.late`;

test('[P24] the late copy of a change does not undo a later one to the same', async () => {
  expect(await run(UNDONE)).toEqual([]);
});

// The same, but the text comes back before the last of the three is sent.
const UNDONE_IN_LINE = `${BROKEN} 0.up 2.open 2.up 2.down 2.up
  0.down 0.up 0.down 0.late 0.late 0.late`;

test('[P24] the late copy of a change does not undo a later one that went meanwhile', async () => {
  expect(await run(UNDONE_IN_LINE)).toEqual([]);
});

// Two changes of tab 1 wait for B's text; those behind a copy wait along, without the numbers that they had. What tab 0
// leaves is taken over in front of them.
const WITHOUT_NUMBERS = `0.open 0.up 0.down 1.open 1.up 1.down 0.text 0.up 0.down 1.down 2.open 2.up 2.down 2.text 2.up
  2.down 0.down 1.down 1.react/1 1.react/3 0.lose-all/1 1.open 1.up 1.down 1.cut/0 1.open 1.up 1.down 1.up 1.down
  0.text 0.shut 1.cut/0 1.open 1.up 1.up 1.down 1.down`;

test('[P24] [I5] what waits along keeps no number, and what is taken over stays in order', async () => {
  expect(await run(WITHOUT_NUMBERS)).toEqual([]);
});

const rest = (seconds: number) => '0.wait/1000 '.repeat(seconds).trim();
// A change has waited for 50 s when a snapshot has it tried again; that copy is still on its way when its 60 s are over.
const YOUNGER_COPY = `${READ} 0.react/2 0.react/0 0.lose-all/1
  0.open 0.up 0.down 0.cut/0 0.open 0.up 0.down 0.up 0.down ${rest(50)} 0.cut/0 3.open 3.up 3.down 3.text 3.up 3.down
  0.trim 0.open 0.up 0.down 0.reload/0 0.open 0.up 0.down 0.up 0.down ${rest(12)} 2.open 2.up 2.down 2.up 2.down 0.down
  0.up 0.down 0.late 0.late`;

test('[P24] a change is not given up while a copy of it is on its way', async () => {
  expect(await run(YOUNGER_COPY)).toEqual([]);
});

// Tab 0 sends two changes to the new log and is gone; tab 1, which takes them over, has not read that log yet.
const NEW_TO_ONE = `0.open 0.up 0.down 1.open 1.up 1.down 1.text 1.up 1.down 0.down 2.open 2.up 2.down 2.text 2.up 2.down
  0.down 1.down 0.react/1 0.react/3 0.lose-all/1 0.open 0.up 0.down 0.cut/1 0.shut 1.reload/1 1.open 1.up 1.down 1.up
  1.up 1.up 1.down 1.down 1.down 1.up 1.down 2.open 2.up 2.down 2.up 2.down 1.down 1.up 1.down 0.late`;

test('[P24] a log that is new to this tab may get copies of what another one sent to it', async () => {
  expect(await run(NEW_TO_ONE)).toEqual([]);
});
