import type { ConnectionState, RoomState } from '@chat/sdk';

/** Whether a room cannot be reached just now: there is no connection, or the server asks to try again later [P29]. */
export function isCutOff(
  connection: ConnectionState['status'],
  { phase, setbacks }: Pick<RoomState, 'phase' | 'setbacks'>,
): boolean {
  if (connection === 'waiting' || connection === 'connecting') return true;
  return connection === 'open' && phase.status === 'joining' && setbacks > 0;
}
