import { encodeFrame, type CallFrame, type CallId } from '@chat/protocol';
import { parseCallFrame } from '@chat/protocol/parse-call';
import { Emitter } from '../emitter.ts';
import { Negotiation } from './negotiation.ts';
import { NO_TRACKS, ROLES, type MediaRole, type RoleTracks } from './roles.ts';
import type { UnsignedSignal } from './signal-channel.ts';
import { preferRedundancy } from './steady-audio.ts';

/** How long the last words may take that go over the call's own channel alone. */
const LINGER_MS = 1_000;

const RELAY_ONLY = { iceTransportPolicy: 'relay' } as const;

export interface PeerOptions {
  callId: CallId;
  iceServers: RTCIceServer[];
  /** Media and its paths go by relays alone. */
  relayOnly?: boolean;
  /** Gives way when both offer at once [P34]. */
  polite: boolean;
  /** Makes the transceivers and with them the first offer. */
  offers: boolean;
  send: (signal: UnsignedSignal) => void;
  /** What the other side sends now, by role. */
  onTracks: (tracks: RoleTracks) => void;
  /** A frame of the other side over the call's own channel [P36]. */
  onFrame: (frame: CallFrame) => void;
  /** Frames can go over the call's own channel from now on. */
  onChannelOpen: () => void;
  /** The other side's description cannot be used by this browser: there will be no call. */
  onRefused: () => void;
}

/**
 * Owns one RTCPeerConnection, negotiated by {@link Negotiation}. The transceivers, one for each role, are made once by
 * the caller; tracks come and go in them, and the media lines stay the same for ever [P34].
 */
export class Peer {
  readonly #options: PeerOptions;
  readonly #pc: RTCPeerConnection;
  readonly #negotiation: Negotiation;
  readonly #states = new Emitter<RTCPeerConnectionState>();
  #channel: RTCDataChannel | undefined;
  #local: RoleTracks = NO_TRACKS;
  #remote: RoleTracks = NO_TRACKS;

  constructor(options: PeerOptions) {
    const { callId, polite, offers, send, onRefused, iceServers, relayOnly } = options;
    this.#options = options;
    const pc = new RTCPeerConnection({ iceServers, ...(relayOnly && RELAY_ONLY) });
    this.#pc = pc;
    this.#negotiation = new Negotiation(pc, {
      ...{ callId, polite, offers, send, onRefused },
      prepareAnswer: async () => {
        this.#openChannel();
        await this.#attachTracks();
      },
      onNegotiated: () => this.#reportTracks(),
    });
    pc.onconnectionstatechange = () => this.#states.emit(pc.connectionState);
    if (!offers) return;
    for (const role of ROLES) {
      const direction = role === 'screen' ? 'recvonly' : 'sendrecv';
      pc.addTransceiver(role === 'audio' ? 'audio' : 'video', { direction });
    }
    this.#openChannel();
  }

  get state(): RTCPeerConnectionState {
    return this.#pc.connectionState;
  }

  onState(listener: (state: RTCPeerConnectionState) => void): () => void {
    return this.#states.subscribe(listener);
  }

  /** Statistics of the whole connection (webrtc-stats). */
  getStats(): Promise<RTCStatsReport> {
    return this.#pc.getStats();
  }

  /** What sends a role, to set its parameters; the callee has none before the first description is there. */
  sender(role: MediaRole): RTCRtpSender | undefined {
    return this.#pc.getTransceivers()[ROLES.indexOf(role)]?.sender;
  }

  /** Sends these tracks from now on; `null` sends nothing of that role. */
  async setTracks(tracks: RoleTracks): Promise<void> {
    this.#local = tracks;
    await this.#attachTracks();
  }

  /** Sends over the call's own channel, and says whether it could. */
  sendFrame(frame: CallFrame): boolean {
    if (this.#channel?.readyState !== 'open') return false;
    try {
      this.#channel.send(encodeFrame(frame));
      return true;
    } catch {
      // Too much waits in it, or it has just closed.
      return false;
    }
  }

  handleSignal(signal: UnsignedSignal): void {
    this.#negotiation.handle(signal);
  }

  /** Looks for a new path, by these servers or those of before (WebRTC, 4.4.2 `restartIce`): the other side hears an offer. */
  restartIce(iceServers?: RTCIceServer[]): void {
    if (this.#pc.signalingState === 'closed') return;
    if (iceServers) this.#pc.setConfiguration({ ...this.#pc.getConfiguration(), iceServers });
    this.#pc.restartIce();
  }

  /** Says again what the other side may not have heard. */
  repeat(): void {
    this.#negotiation.repeat();
  }

  /** Ends it, after a moment where the last frame must still go out. Tracks are stopped by who opened them. */
  close({ linger = false } = {}): void {
    this.#negotiation.close();
    this.#pc.onconnectionstatechange = null;
    if (this.#channel) this.#channel.onopen = this.#channel.onmessage = null;
    if (linger) setTimeout(() => this.#pc.close(), LINGER_MS);
    else this.#pc.close();
  }

  async #attachTracks(): Promise<void> {
    for (const [index, transceiver] of this.#pc.getTransceivers().entries()) {
      const role = ROLES[index];
      if (!role || transceiver.direction === 'stopped') continue;
      if (role === 'audio') preferRedundancy(transceiver);
      const track = this.#local[role];
      const direction = role === 'screen' && !track ? 'recvonly' : 'sendrecv';
      // Only the screen's line changes, and only that change is negotiated.
      if (transceiver.direction !== direction) transceiver.direction = direction;
      if (transceiver.sender.track !== track) await transceiver.sender.replaceTrack(track);
    }
  }

  #reportTracks(): void {
    const remote = { ...NO_TRACKS };
    for (const [index, { currentDirection, receiver }] of this.#pc.getTransceivers().entries()) {
      const role = ROLES[index];
      const comes = currentDirection === 'sendrecv' || currentDirection === 'recvonly';
      if (role && comes) remote[role] = receiver.track;
    }
    if (ROLES.every((role) => remote[role] === this.#remote[role])) return;
    this.#remote = remote;
    this.#options.onTracks(remote);
  }

  #openChannel(): void {
    if (this.#channel) return;
    const channel = this.#pc.createDataChannel('call', { negotiated: true, id: 0 });
    this.#channel = channel;
    channel.onopen = () => this.#options.onChannelOpen();
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const parsed = typeof data === 'string' ? parseCallFrame(data) : null;
      if (parsed?.ok) this.#options.onFrame(parsed.frame);
    };
  }
}
