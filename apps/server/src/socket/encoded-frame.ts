import { encodeFrame } from '@chat/protocol';
import type { ServerFrame } from '@chat/protocol';
import { textMessage } from './websocket-message.ts';

const encoded = new WeakMap<ServerFrame, Buffer>();

/** A frame as a WebSocket message, made once for all who receive the same object. */
export function encodedFrame(frame: ServerFrame): Buffer {
  const known = encoded.get(frame);
  if (known) return known;
  const bytes = textMessage(encodeFrame(frame));
  encoded.set(frame, bytes);
  return bytes;
}
