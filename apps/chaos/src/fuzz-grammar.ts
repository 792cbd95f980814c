import { CLIENT_FRAMES } from '@chat/protocol/client-frames';
import real from '@chat/protocol/testing/real-descriptions.json' with { type: 'json' };
import type { Dice } from './dice.ts';
import { sample } from './schema-sampler.ts';
import { mutateBytes } from './web-socket-bytes.ts';

/** What is really there, so that frames get further than the first check. */
export type Known = {
  /** The room that the connection is in. */
  home: string;
  rooms: readonly string[];
  users: readonly string[];
  /** People who wait before home. */
  knockers: readonly string[];
  /** Of home. */
  epoch: string | undefined;
  connections: readonly string[];
  messages: readonly string[];
};

type FrameType = keyof typeof CLIENT_FRAMES;

/** `hello` belongs to the beginning; in between it closes the socket, so it is among the mutants. */
const TYPES = (Object.keys(CLIENT_FRAMES) as FrameType[]).filter((type) => type !== 'hello');
/** A join is answered with the log, and after a leave all else is refused: as often as the rest they would be all. */
const RARE = new Set<FrameType>(['join', 'leave']);

/** What browsers say in a call: most others are refused before they go anywhere. */
const BROWSERS = Object.values(real);
const DESCRIPTIONS = BROWSERS.flatMap(({ offer, answer, gathered }) => [offer, answer, gathered]);
const CANDIDATES = BROWSERS.flatMap(({ candidates }) => candidates);

/** A frame by the grammar of the schemas: each is well formed, most speak of what is there. */
export function soundFrame(dice: Dice, known: Known): object {
  const type = dice.pick(TYPES);
  if (RARE.has(type) && dice.chance(0.95)) return soundFrame(dice, known);
  const choose = dice.chance(0.85)
    ? (field: string) => choice(field, dice, known)
    : () => undefined;
  return sample(CLIENT_FRAMES[type], dice, choose) as object;
}

function choice(field: string, dice: Dice, known: Known): unknown {
  const from: Record<string, readonly string[] | undefined> = {
    room: dice.chance(0.8) ? [known.home] : known.rooms,
    to: known.users,
    person: known.knockers.length > 0 && dice.chance(0.9) ? known.knockers : known.users,
    connection: known.connections,
    target: known.messages,
    replyTo: known.messages,
  };
  if (field === 'epoch') return known.epoch;
  if (field === 'sdp') return saidByABrowser(DESCRIPTIONS, dice);
  if (field === 'candidate') return saidByABrowser(CANDIDATES, dice);
  const items = from[field];
  return items && items.length > 0 ? dice.pick(items) : undefined;
}

/** As a browser said it, or with a few of its characters changed. */
function saidByABrowser(texts: readonly string[], dice: Dice): string {
  const text = dice.pick(texts);
  return dice.chance(0.8) ? text : mutateBytes(Buffer.from(text), dice).toString('latin1');
}

/** A text that is one step away from a frame, or no frame at all. */
export function brokenText(dice: Dice, known: Known): Buffer {
  const frame = soundFrame(dice, known) as Record<string, unknown>;
  if (dice.chance(0.5)) return mutateBytes(Buffer.from(JSON.stringify(frame)), dice);
  const fields = Object.keys(frame);
  const field = dice.pick(fields);
  const makers: (() => string)[] = [
    () => JSON.stringify({ ...frame, [dice.pick(POISON)]: dice.pick(ODD) }),
    () => JSON.stringify({ ...frame, [field]: dice.pick(ODD) }),
    () => JSON.stringify({ ...frame, [field]: undefined }),
    () => JSON.stringify(sample(CLIENT_FRAMES.hello, dice)),
    () => JSON.stringify({ ...frame, type: dice.pick(POISON) }),
    () => `{"__proto__":${JSON.stringify(frame)},${JSON.stringify(frame).slice(1)}`,
    () => JSON.stringify(frame).replace('{', `{"type":${JSON.stringify(dice.pick(TYPES))},`),
    () => JSON.stringify([frame]),
    () => '[{"a":'.repeat(dice.between(1, 9_000)),
    () => dice.pick(NO_FRAMES),
  ];
  return Buffer.from(dice.pick(makers)());
}

const POISON = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'extra', ''];
const ODD = [
  null,
  true,
  -1,
  0.5,
  1e308,
  '',
  'x',
  '\u0000',
  [],
  {},
  [[]],
  { type: 'post' },
  2 ** 60,
];
const NO_FRAMES = ['', ' ', 'null', '0', '""', '[]', '{}', 'NaN', '{"type":null}', '\ufeff{}', '{'];
