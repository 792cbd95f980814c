import type { StoredCall } from '@chat/protocol/stored-call';
import type { UserId } from '@chat/protocol';
import type { DeviceShelf } from './device-shelf.ts';
import type { Peer } from './peer.ts';
import type { SignalChannel } from './signal-channel.ts';

/** Where a call outlives the page for a moment [P38]: a place of this tab alone, such as the session storage. */
export interface CallStorage {
  /** What was saved, whatever became of it. */
  load(): unknown;
  save(call: StoredCall | null): void;
}

export interface CallOptions {
  self: UserId;
  channel: SignalChannel;
  /** Asked for anew for each call and each new path: the credentials of a relay live only minutes. */
  iceServers: () => Promise<RTCIceServer[]>;
  /** Whether nobody in the call may learn my address: media goes by a relay alone then. Asked for each new line. */
  hidesAddress?: (() => boolean) | undefined;
  /** Runs beside each peer connection, to watch and tune it; what it returns is called when that one is over. */
  onPeer?: (peer: Peer) => () => void;
  /** Whether this person is in a call of another room: who rings here is told that they are busy. */
  isBusyElsewhere?: () => boolean;
  /** Which devices were chosen, for this call and the ones after it. */
  shelf?: DeviceShelf;
  /** Whether a muted microphone is given back, so that its light goes out; it takes a moment to come back. */
  releasesMuted?: () => boolean;
  /** Without it a reload ends the call. */
  storage?: CallStorage;
}
