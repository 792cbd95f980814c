import type { Ended } from '../call-state.ts';
import type { ModelTab } from './model-tab.ts';

/** What the caller tells, and what the callee then tells who answered, or whose device rang. */
const AGREED = [
  'hung-up/hung-up',
  'lost/lost',
  'declined/declined',
  'cancelled/missed',
  'no-answer/missed',
  'failed/failed',
];

/** Ends that crossed on the way, also those of two devices of the callee: each tells what it did itself. */
const CROSSED = [
  'cancelled/declined',
  'cancelled/hung-up',
  'no-answer/declined',
  'no-answer/hung-up',
  'busy/declined',
  'busy/hung-up',
  'declined/hung-up',
];

/** What somebody tells who could not be told: media is gone or never came, the call was missed, nobody is there. */
const UNTOLD = new Set(['lost', 'failed', 'missed', 'gone', 'no-answer']);

/** What is wrong after all had time to come to an end. */
export function judge(tabs: readonly ModelTab[], isCalm: boolean): string[] {
  const allowed = (pair: string) =>
    AGREED.includes(pair) ||
    (!isCalm && (CROSSED.includes(pair) || pair.split('/').some((end) => UNTOLD.has(end))));
  return [
    ...tabs.flatMap((tab) => underWay(tab, tabs)),
    ...tabs.flatMap((tab) => disagreements(tab, tabs, allowed)),
  ];
}

/** A call is over, or it is connected with somebody who is connected in it as well. */
function underWay(tab: ModelTab, tabs: readonly ModelTab[]): string[] {
  const { state, forgotten } = tab;
  if (forgotten.length > 0) return [`${tab.user[0]} left a call without an end`];
  if (state.status === 'idle' || state.status === 'ended') return [];
  if (state.status !== 'connected') return [`${tab.user[0]} is still ${state.status}`];
  const { callId, peer } = state;
  const others = tabs.filter(
    (other) =>
      other.user === peer && other.state.status === 'connected' && other.state.callId === callId,
  );
  return others.length === 1 ? [] : [`${tab.user[0]} is connected with ${others.length} tabs`];
}

/** Compares what a caller tells of each call with what the tab at the other end tells of it. */
function disagreements(
  caller: ModelTab,
  tabs: readonly ModelTab[],
  allowed: (pair: string) => boolean,
): string[] {
  return [...caller.ends.values()].flatMap((mine) => {
    if (!caller.placed.has(mine.callId)) return [];
    const theirs = tabs.filter(({ user }) => user === mine.peer);
    const answering = theirs.filter(({ answered }) => answered.has(mine.callId));
    const ends = (answering.length > 0 ? answering : theirs)
      .map(({ ends: all }) => all.get(mine.callId))
      .filter((end): end is Ended => end !== undefined && end.reason !== 'elsewhere');
    return ends.map(({ reason }) => `${mine.reason}/${reason}`).filter((pair) => !allowed(pair));
  });
}
