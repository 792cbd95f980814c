import type { CallId, Signal } from '@chat/protocol';

type Kind = 'audio' | 'video';

export interface PeerOptions {
  callId: CallId;
  iceServers: RTCIceServer[];
  /** Gives way when both offer at once [P34]. */
  polite: boolean;
  /** Makes the transceivers and with them the first offer. */
  offers: boolean;
  send: (signal: Signal) => void;
  onTrack: (track: MediaStreamTrack) => void;
  onState: (state: RTCPeerConnectionState) => void;
}

/**
 * Owns one RTCPeerConnection and negotiates it by the W3C's perfect negotiation (WebRTC, 10.7): either side may offer at
 * any time, collisions resolve by politeness. The transceivers, one for sound and one for video, are made once by the
 * caller; tracks come and go in them without negotiation.
 */
export class Peer {
  readonly #options: PeerOptions;
  readonly #pc: RTCPeerConnection;
  readonly #local: Record<Kind, MediaStreamTrack | null> = { audio: null, video: null };
  #makingOffer = false;
  #ignoreOffer = false;
  #settingRemoteAnswer = false;
  /** Signals are applied one after the other, in the order in which they came. */
  #queue: Promise<void> = Promise.resolve();

  constructor(options: PeerOptions) {
    this.#options = options;
    const pc = new RTCPeerConnection({ iceServers: options.iceServers });
    this.#pc = pc;
    pc.ontrack = ({ track }) => options.onTrack(track);
    pc.onicecandidate = ({ candidate }) => this.#sendCandidate(candidate);
    pc.onnegotiationneeded = () => void this.#offer();
    pc.onconnectionstatechange = () => {
      if (pc.connectionState === 'failed') pc.restartIce();
      options.onState(pc.connectionState);
    };
    if (options.offers) {
      pc.addTransceiver('audio', { direction: 'sendrecv' });
      pc.addTransceiver('video', { direction: 'sendrecv' });
    }
  }

  /** Sends these tracks from now on; `null` sends nothing of that kind. */
  async setTracks(tracks: Record<Kind, MediaStreamTrack | null>): Promise<void> {
    Object.assign(this.#local, tracks);
    await this.#attachTracks();
  }

  /** Applies an offer, an answer or a candidate of the other side. Others are not for a peer connection. */
  handleSignal(signal: Signal): void {
    this.#queue = this.#queue.then(async () => {
      if (this.#pc.signalingState === 'closed') return;
      if (signal.kind === 'offer') await this.#receiveDescription('offer', signal.sdp);
      if (signal.kind === 'answer') await this.#receiveDescription('answer', signal.sdp);
      if (signal.kind === 'candidate') await this.#receiveCandidate(signal);
    });
  }

  /** Ends it. Tracks are stopped by who opened them. */
  close(): void {
    const pc = this.#pc;
    pc.ontrack = pc.onicecandidate = pc.onnegotiationneeded = pc.onconnectionstatechange = null;
    pc.close();
  }

  async #offer(): Promise<void> {
    try {
      this.#makingOffer = true;
      await this.#pc.setLocalDescription();
      this.#sendDescription();
    } catch {
      // The description changed under our hands or the call has ended: the next event negotiates again.
    } finally {
      this.#makingOffer = false;
    }
  }

  async #receiveDescription(type: 'offer' | 'answer', sdp: string): Promise<void> {
    const pc = this.#pc;
    const readyForOffer =
      !this.#makingOffer && (pc.signalingState === 'stable' || this.#settingRemoteAnswer);
    const collision = type === 'offer' && !readyForOffer;
    this.#ignoreOffer = !this.#options.polite && collision;
    if (this.#ignoreOffer) return;
    try {
      this.#settingRemoteAnswer = type === 'answer';
      await pc.setRemoteDescription({ type, sdp });
      this.#settingRemoteAnswer = false;
      if (type === 'answer') return;
      await this.#attachTracks();
      await pc.setLocalDescription();
      this.#sendDescription();
    } catch {
      // A description that this browser refuses must not end the page; without media the call ends by its time-out.
    } finally {
      this.#settingRemoteAnswer = false;
    }
  }

  async #receiveCandidate(signal: Extract<Signal, { kind: 'candidate' }>): Promise<void> {
    const { candidate, sdpMid, sdpMLineIndex, usernameFragment } = signal;
    try {
      await this.#pc.addIceCandidate({ candidate, sdpMid, sdpMLineIndex, usernameFragment });
    } catch {
      // One of an offer that was ignored, or one that this browser cannot use: others follow.
    }
  }

  async #attachTracks(): Promise<void> {
    for (const transceiver of this.#pc.getTransceivers()) {
      transceiver.direction = 'sendrecv';
      const track = this.#local[transceiver.receiver.track.kind as Kind];
      if (transceiver.sender.track !== track) await transceiver.sender.replaceTrack(track);
    }
  }

  #sendDescription(): void {
    const description = this.#pc.localDescription;
    if (description?.type !== 'offer' && description?.type !== 'answer') return;
    const { callId } = this.#options;
    this.#options.send({ kind: description.type, callId, sdp: description.sdp });
  }

  #sendCandidate(candidate: RTCIceCandidate | null): void {
    if (!candidate) return;
    const { sdpMid, sdpMLineIndex, usernameFragment } = candidate;
    const { callId } = this.#options;
    this.#options.send({
      kind: 'candidate',
      callId,
      candidate: candidate.candidate,
      sdpMid,
      sdpMLineIndex,
      usernameFragment,
    });
  }
}
