import type { CallFrame } from './call-frames.ts';
import type { ClientFrame } from './client-frames.ts';
import type { ServerFrame } from './server-frames.ts';

/** The text that goes over the socket [P1], or over a call's own channel [P36]. */
export function encodeFrame(frame: ClientFrame | ServerFrame | CallFrame): string {
  return JSON.stringify(frame);
}
