import { encodeFrame, type Member, type Message, type ServerFrame } from '@chat/protocol';
import { textMessage } from './websocket-message.ts';

const texts = new WeakMap<Member | Message, string>();
/** A frame goes to all its receivers before the next one is made, so the newest is all there is to remember. */
let newest: Encoded & { frame?: ServerFrame } = { bytes: Buffer.alloc(0), canWait: true };

/** Nobody waits for these, and in a full room there are many of them at once. */
const UNHURRIED = new Set<ServerFrame['type']>([
  'member-joined',
  'member-changed',
  'member-left',
  'typing',
  'heartbeat',
]);

/** A frame as a WebSocket message, and whether it may wait for others to go along with. */
export interface Encoded {
  bytes: Buffer;
  canWait: boolean;
}

/** Made once for all who receive the same object. */
export function encodedFrame(frame: ServerFrame): Encoded {
  if (newest.frame !== frame) {
    const text = frame.type === 'snapshot' ? snapshotText(frame) : encodeFrame(frame);
    newest = { frame, bytes: textMessage(text), canWait: UNHURRIED.has(frame.type) };
  }
  return newest;
}

/** What hundreds join is encoded once: members and messages are never changed, but replaced [RS17]. */
function snapshotText(frame: Extract<ServerFrame, { type: 'snapshot' }>): string {
  const { members, messages, ...rest } = frame;
  const start = JSON.stringify(rest).slice(0, -1);
  return `${start},"members":[${listText(members)}],"messages":[${listText(messages)}]}`;
}

function listText(items: (Member | Message)[]): string {
  return items.map(textOf).join(',');
}

function textOf(item: Member | Message): string {
  const known = texts.get(item);
  if (known !== undefined) return known;
  const text = JSON.stringify(item);
  texts.set(item, text);
  return text;
}
