import type { CallFrame } from './call-frames.ts';
import { CALL_FRAMES, StoredCall } from './checks/call-checks.ts';
import { parseFrame, type ParsedFrame } from './codec.ts';
import { LIMITS } from './limits.ts';
import type { StoredCall as Stored } from './stored-call.ts';

const frames = new Map(Object.entries(CALL_FRAMES));

/** The edge of a call: a frame of the other side, or why it is none. A type that is not known is for a newer page. */
export function parseCallFrame(text: string): ParsedFrame<CallFrame> {
  if (text.length > LIMITS.frameBytes) return { ok: false, reason: 'too large' };
  return parseFrame<CallFrame>(text, frames);
}

/** The edge of a storage: what it gave back, or null when there is nothing, or nothing of ours. */
export function parseStoredCall(value: unknown): Stored | null {
  return StoredCall(value) ? (value as Stored) : null;
}
