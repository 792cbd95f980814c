import {
  agree,
  both,
  differs,
  FakeChannel,
  FakeTransceiver,
  gathered,
  OperationsChain,
  read,
  write,
  type Description,
  type Direction,
  type Sdp,
} from './fake-media-lines.ts';

/** All fake peer connections of a test, and what comes between them. */
export interface FakeNetwork {
  readonly connections: FakePeerConnection[];
  /** What no code should have caused: an answer to no offer, a change of the media lines. */
  readonly faults: string[];
  /** Whether packets come through between two that know each other. */
  isUp: boolean;
}

type Descriptions = { local: Description | null; remote: Description | null };
const none = (): Descriptions => ({ local: null, remote: null });
let made = 0;
/**
 * A browser's RTCPeerConnection as far as negotiation goes (WebRTC 1.0, 4.4 and 4.7): signalling states, implicit
 * descriptions and rollback, when negotiation is needed, candidates after a description, data channels. Descriptions
 * and candidates find their way by the text alone, so two that exchange them are connected and no others.
 */
export class FakePeerConnection {
  static network: FakeNetwork = { connections: [], faults: [], isUp: true };
  readonly id = (made += 1);
  readonly network = FakePeerConnection.network;
  signalingState: RTCSignalingState = 'stable';
  connectionState: RTCPeerConnectionState = 'new';
  onicecandidate: ((event: { candidate: unknown }) => void) | null = null;
  onnegotiationneeded: (() => void) | null = null;
  onconnectionstatechange: (() => void) | null = null;
  transceivers: FakeTransceiver[] = [];
  channel: FakeChannel | undefined;
  candidates: string[] = [];
  #current = none();
  #pending = none();
  #generation = 0;
  #restart = false;
  #isRestartOffered = false;
  #needed = false;
  #configuration: RTCConfiguration;
  readonly #chain = new OperationsChain(() => this.#checkNeeded());

  constructor(configuration: RTCConfiguration = {}) {
    this.#configuration = configuration;
    this.network.connections.push(this);
  }

  get localDescription(): Description | null {
    return this.#pending.local ?? this.#current.local;
  }

  get remoteDescription(): Description | null {
    return this.#pending.remote ?? this.#current.remote;
  }

  get ufrag(): string {
    return `u${this.id}g${this.#generation}`;
  }

  getTransceivers = () => [...this.transceivers];
  getConfiguration = () => this.#configuration;
  setConfiguration = (configuration: RTCConfiguration) =>
    void (this.#configuration = configuration);

  addTransceiver(kind: string, { direction }: { direction: Direction }): void {
    this.transceivers.push(new FakeTransceiver(kind, direction, () => this.#checkNeeded()));
    this.#checkNeeded();
  }

  createDataChannel(): FakeChannel {
    this.channel = new FakeChannel();
    this.#checkNeeded();
    return this.channel;
  }

  restartIce(): void {
    this.#restart = true;
    this.#checkNeeded();
  }

  setLocalDescription(): Promise<void> {
    return this.#inTurn(() => {
      const isAnswer = this.signalingState === 'have-remote-offer';
      if (this.#restart || isAnswer)
        this.#generation += Number(this.#restart || this.#isRestarted());
      if (!isAnswer) {
        this.#isRestartOffered = this.#restart;
        this.#restart = false;
      }
      const sdp = write(this.#describe(isAnswer));
      if (isAnswer) this.#settle({ local: { type: 'answer', sdp }, remote: this.#pending.remote });
      else {
        this.#pending.local = { type: 'offer', sdp };
        this.signalingState = 'have-local-offer';
      }
      this.#gather();
    });
  }

  setRemoteDescription({ type, sdp }: Description): Promise<void> {
    return this.#inTurn(() => {
      if (!sdp.startsWith('a=')) throw new DOMException('', 'InvalidAccessError');
      if (type === 'answer') {
        if (this.signalingState !== 'have-local-offer') {
          this.network.faults.push('an answer without an offer');
          throw new DOMException('', 'InvalidStateError');
        }
        return this.#settle({ local: this.#pending.local, remote: { type, sdp } });
      }
      // Implicit rollback (JSEP 4.1.10.2).
      if (this.signalingState === 'have-local-offer') this.#rollBack();
      this.#pending.remote = { type, sdp };
      this.signalingState = 'have-remote-offer';
      for (const { kind } of read(sdp).lines.slice(this.transceivers.length)) {
        this.transceivers.push(new FakeTransceiver(kind, 'recvonly', () => this.#checkNeeded()));
      }
    });
  }

  addIceCandidate({ candidate, usernameFragment }: RTCIceCandidateInit): Promise<void> {
    return this.#inTurn(() => {
      if (!this.remoteDescription) {
        this.network.faults.push('a candidate before its description');
        throw new DOMException('', 'InvalidStateError');
      }
      if (read(this.remoteDescription.sdp).ufrag !== usernameFragment) {
        this.network.faults.push(`a candidate of ${usernameFragment}, which is not there`);
        throw new DOMException('', 'OperationError');
      }
      this.candidates.push(candidate ?? '');
    });
  }

  close(): void {
    this.signalingState = 'closed';
    this.connectionState = 'closed';
    if (this.channel) this.channel.readyState = 'closed';
  }

  /** The network says how the path is. */
  setState(state: RTCPeerConnectionState): void {
    if ([state, 'closed'].includes(this.connectionState)) return;
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  /** Both have each other's descriptions in force. */
  isPairOf(other: FakePeerConnection): boolean {
    const mine = this.#current.remote && read(this.#current.remote.sdp);
    return mine?.id === other.id && mine.ufrag === other.ufrag;
  }

  get mediaLines(): number {
    const { local } = this.#current;
    if (!local) return 0;
    const { lines, data } = read(local.sdp);
    return lines.length + Number(data);
  }

  #inTurn(step: () => void): Promise<void> {
    return this.#chain.run(() => {
      if (this.signalingState === 'closed') throw new DOMException('', 'InvalidStateError');
      step();
    });
  }

  /** What was offered and not taken is wanted still. */
  #rollBack(): void {
    this.#pending.local = null;
    this.#restart ||= this.#isRestartOffered;
  }

  #isRestarted(): boolean {
    const { remote } = this.#current;
    const next = this.#pending.remote;
    return Boolean(remote && next && read(remote.sdp).ufrag !== read(next.sdp).ufrag);
  }

  #describe(isAnswer: boolean): Sdp {
    const offered = this.#pending.remote ? read(this.#pending.remote.sdp).lines : [];
    const lines = this.transceivers.map(({ receiver, direction }, index) => {
      const theirs = isAnswer ? (offered[index]?.direction ?? 'inactive') : 'sendrecv';
      return { kind: receiver.track.kind, direction: both(direction, theirs) };
    });
    return { id: this.id, ufrag: this.ufrag, lines, data: this.channel !== undefined };
  }

  #settle(descriptions: Descriptions): void {
    const before = this.mediaLines;
    this.#current = descriptions;
    this.#pending = none();
    this.signalingState = 'stable';
    if (before > 0 && this.mediaLines !== before) this.network.faults.push('other media lines');
    agree(this.transceivers, descriptions);
    setTimeout(() => this.meet(), 2);
    this.#needed = false;
    this.#checkNeeded();
  }

  meet(): void {
    const other = this.network.connections.find((one) => this.isPairOf(one) && one.isPairOf(this));
    if (!other || !this.network.isUp) return;
    for (const [one, its] of [
      [this, other],
      [other, this],
    ] as const) {
      one.setState('connected');
      const { channel } = one;
      if (!channel || channel.readyState !== 'connecting') continue;
      channel.readyState = 'open';
      channel.other = its.channel;
      channel.onopen?.();
    }
  }

  #gather(): void {
    for (const candidate of gathered(this.ufrag)) {
      setTimeout(() => this.onicecandidate?.({ candidate }), 1);
    }
  }

  /** The negotiation-needed flag (WebRTC, 4.7.3): looked at in a later turn, and only while nothing is under way. */
  #checkNeeded(): void {
    setTimeout(() => {
      const isFree = this.signalingState === 'stable' && this.#chain.isEmpty;
      if (!isFree || this.#needed || !this.#isNeeded()) return;
      this.#needed = true;
      this.onnegotiationneeded?.();
    }, 0);
  }

  #isNeeded(): boolean {
    const { local, remote } = this.#current;
    if (this.#restart || !local || !remote) return true;
    if (this.channel && !read(local.sdp).data) return true;
    return differs(this.transceivers, { local, remote });
  }
}
