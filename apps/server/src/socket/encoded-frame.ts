import { encodeFrame } from '@chat/protocol';
import type { ServerFrame } from '@chat/protocol';

const encoded = new WeakMap<ServerFrame, Buffer>();

/** The bytes of a frame, made once for all who receive the same object. */
export function encodedFrame(frame: ServerFrame): Buffer {
  const known = encoded.get(frame);
  if (known) return known;
  const bytes = Buffer.from(encodeFrame(frame), 'utf8');
  encoded.set(frame, bytes);
  return bytes;
}
