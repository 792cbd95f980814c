import { SERVER_FRAMES, StoredHistory, StoredOutbox } from './checks/room-checks.ts';
import { parseFrame, type ParsedFrame } from './codec.ts';
import type { ServerFrame } from './server-frames.ts';
import type { StoredHistory as History, StoredOutbox as Outbox } from './stored-room.ts';

const frames = new Map(Object.entries(SERVER_FRAMES));

/** The edge of a client: a frame of the server, or why it is none. Needs no `eval`, so fit for a strict CSP. */
export function parseServerFrame(text: string): ParsedFrame<ServerFrame> {
  return parseFrame<ServerFrame>(text, frames);
}

/** The edge of a storage: what it gave back, or null when that is damaged or of another version. */
export function parseStoredHistory(value: unknown): History | null {
  return StoredHistory(value) ? (value as History) : null;
}

/** Like {@link parseStoredHistory}. */
export function parseStoredOutbox(value: unknown): Outbox | null {
  return StoredOutbox(value) ? (value as Outbox) : null;
}
