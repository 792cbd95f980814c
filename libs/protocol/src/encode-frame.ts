import type { ClientFrame } from './client-frames.ts';
import type { ServerFrame } from './server-frames.ts';

/** The text that goes over the socket [P1]. */
export function encodeFrame(frame: ClientFrame | ServerFrame): string {
  return JSON.stringify(frame);
}
