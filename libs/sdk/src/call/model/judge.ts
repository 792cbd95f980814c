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

/**
 * What else two ends may tell that crossed on the way, or that could not be told: whoever acts tells what they did, and
 * who is not told finds media gone, the call missed or the other person away.
 */
const CROSSED = [
  'hung-up/lost',
  'lost/hung-up',
  'hung-up/failed',
  'failed/hung-up',
  'failed/lost',
  'lost/failed',
  'failed/missed',
  'cancelled/declined',
  'cancelled/failed',
  'cancelled/hung-up',
  'no-answer/declined',
  'no-answer/failed',
  'no-answer/hung-up',
  'gone/missed',
  'gone/declined',
  'gone/failed',
  'gone/hung-up',
  'hung-up/missed',
  'declined/missed',
  'busy/missed',
  'lost/missed',
];

/** What is wrong after all had time to come to an end. */
export function judge(tabs: readonly ModelTab[], isCalm: boolean): string[] {
  const allowed = new Set(isCalm ? AGREED : [...AGREED, ...CROSSED]);
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
  allowed: Set<string>,
): string[] {
  return [...caller.ends.values()].flatMap((mine) => {
    if (!caller.placed.has(mine.callId)) return [];
    const theirs = tabs.filter(({ user }) => user === mine.peer);
    const answering = theirs.filter(({ answered }) => answered.has(mine.callId));
    const ends = (answering.length > 0 ? answering : theirs)
      .map(({ ends: all }) => all.get(mine.callId))
      .filter((end): end is Ended => end !== undefined && end.reason !== 'elsewhere');
    return ends
      .map(({ reason }) => `${mine.reason}/${reason}`)
      .filter((pair) => !allowed.has(pair));
  });
}
