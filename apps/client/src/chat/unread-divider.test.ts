import { expect, test } from 'vitest';
import {
  markedPlace,
  transition,
  WATCHING,
  type UnreadDivider,
  type UnreadInput,
} from './unread-divider.ts';

const opened: UnreadInput = { type: 'opened', readTo: 5 };
const left: UnreadInput = { type: 'left', last: 7 };
const came: UnreadInput = { type: 'came' };
const atEnd: UnreadInput = { type: 'at-end' };
const acknowledged: UnreadInput = { type: 'acknowledged' };
const read: UnreadInput = { type: 'read' };

const away: UnreadDivider = { status: 'away', readTo: 7, shown: null };
const awayAgain: UnreadDivider = { status: 'away', readTo: 7, shown: 3 };
const marked: UnreadDivider = { status: 'marked', readTo: 7 };
const passed: UnreadDivider = { status: 'passed', readTo: 7 };
const markedAtFirst: UnreadDivider = { status: 'marked', readTo: 5 };
const passedBefore: UnreadDivider = { status: 'passed', readTo: 3 };

test.each([
  ['what was unread when I open the room is marked', WATCHING, opened, markedAtFirst],
  ['… also in a window that I do not look at yet', away, opened, markedAtFirst],
  ['a mark that is there already stays where it is', marked, opened, marked],
  ['… read or not', passed, opened, passed],
  ['what comes while I watch is read', WATCHING, came, WATCHING],
  ['going away begins nothing yet', WATCHING, left, away],
  ['coming back where nothing came leaves no mark', away, atEnd, WATCHING],
  ['what comes while I am away is marked', away, came, marked],
  ['scrolling up besides does not move the place', away, { type: 'left', last: 9 }, away],
  ['a mark stays where unread things begin', marked, { type: 'left', last: 9 }, marked],
  ['more that comes does not move the mark', marked, came, marked],
  ['who has not been at the end has not read it', marked, acknowledged, marked],
  ['being at the end is reading past it', marked, atEnd, passed],
  ['a mark that was passed stays until I write or say so', passed, atEnd, passed],
  ['writing or Escape takes a passed mark away', passed, acknowledged, WATCHING],
  ['marking as read takes it away in any case', marked, read, WATCHING],
  ['a passed mark is still there when I go away', passedBefore, left, awayAgain],
  ['… and when I come back to nothing new', awayAgain, atEnd, passedBefore],
  ['… until something new comes, which is marked instead', awayAgain, came, marked],
  ['a passed mark can be taken away while scrolled up', awayAgain, acknowledged, away],
] satisfies [string, UnreadDivider, UnreadInput, UnreadDivider][])('%s', (_, from, input, to) => {
  expect(transition(from, input)).toEqual(to);
});

test.each([
  [WATCHING, null],
  [away, null],
  [awayAgain, 3],
  [marked, 7],
  [passed, 7],
])('%j shows the mark after %j', (state, place) => {
  expect(markedPlace(state)).toBe(place);
});
