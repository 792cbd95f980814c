import type { CallId } from '@chat/protocol';
import { CandidateQueue } from './candidate-queue.ts';
import type { UnsignedSignal } from './signal-channel.ts';
import { askForSteadyAudio } from './steady-audio.ts';

type Offer = Extract<UnsignedSignal, { kind: 'offer' }>;
type Answer = Extract<UnsignedSignal, { kind: 'answer' }>;
type Candidate = Extract<UnsignedSignal, { kind: 'candidate' }>;

/** Signals that wait for those before them; each candidate may come by two ways. More is no call. */
export const MOST_WAITING = 512;
/** An offer comes by two ways within milliseconds, and one answer goes by both. */
const AGAIN_MS = 1_000;

export interface NegotiationOptions {
  callId: CallId;
  /** Gives way when both offer at once [P34]. */
  polite: boolean;
  /** Makes the first offer. */
  offers: boolean;
  send: (signal: UnsignedSignal) => void;
  /** An offer was applied and will be answered: the last moment to say what I send. */
  prepareAnswer: () => Promise<void>;
  /** A description of the other side and one of mine are in force. */
  onNegotiated: () => void;
  /** The first description of the other side cannot be used by this browser: there will be no call. */
  onRefused: () => void;
}

/**
 * The W3C's perfect negotiation (WebRTC, 10.7) of one peer connection: either side may offer at any time, collisions
 * resolve by politeness. Signals may come twice, late, and candidates before their description: the number of an offer
 * and the name of a candidate tell [P34]. Never throws.
 */
export class Negotiation {
  readonly #pc: RTCPeerConnection;
  readonly #options: NegotiationOptions;
  readonly #candidates = new CandidateQueue();
  /** My candidates for the description that counts. */
  #gathered: Candidate[] = [];
  #makingOffer = false;
  #settingRemoteAnswer = false;
  /** The number of my last offer, of the last one heard, and of the last one answered. */
  #offered = 0;
  #heard = 0;
  #answered = 0;
  /** Signals are applied one after the other, in the order in which they came. */
  #queue: Promise<void> = Promise.resolve();
  #waiting = 0;
  #answeredAgainAt = -AGAIN_MS;

  constructor(pc: RTCPeerConnection, options: NegotiationOptions) {
    this.#pc = pc;
    this.#options = options;
    pc.onicecandidate = ({ candidate }) => this.#sendCandidate(candidate);
    pc.onnegotiationneeded = () => void this.#offer();
  }

  /** Applies an offer, an answer or a candidate of the other side. Others are not for a peer connection. */
  handle(signal: UnsignedSignal): void {
    if (this.#waiting === MOST_WAITING) return;
    this.#waiting += 1;
    this.#queue = this.#queue.then(async () => {
      this.#waiting -= 1;
      if (this.#pc.signalingState === 'closed') return;
      if (signal.kind === 'offer') await this.#receiveOffer(signal);
      if (signal.kind === 'answer') await this.#receiveAnswer(signal);
      if (signal.kind === 'candidate') await this.#receiveCandidate(signal);
    });
  }

  /** Says again what the other side may not have heard: an offer without an answer, and the candidates. */
  repeat(): void {
    if (this.#pc.signalingState === 'have-local-offer') this.#sendDescription(this.#offered);
    for (const candidate of this.#gathered) this.#options.send(candidate);
  }

  close(): void {
    this.#pc.onicecandidate = this.#pc.onnegotiationneeded = null;
  }

  async #offer(): Promise<void> {
    // Who is called has nothing to negotiate before the first offer is there.
    if (!this.#options.offers && this.#heard === 0) return;
    try {
      this.#makingOffer = true;
      await this.#pc.setLocalDescription();
      if (this.#pc.localDescription?.type !== 'offer') return;
      this.#offered += 1;
      this.#sendDescription(this.#offered);
    } catch {
      // The description changed under our hands or the call has ended: the next event negotiates again.
    } finally {
      this.#makingOffer = false;
    }
  }

  async #receiveOffer(offer: Offer): Promise<void> {
    if (offer.n <= this.#heard) {
      this.#answerAgain(offer);
      return;
    }
    this.#heard = offer.n;
    const isStable = this.#pc.signalingState === 'stable' || this.#settingRemoteAnswer;
    const collides = this.#makingOffer || !isStable;
    if (collides && !this.#options.polite) {
      this.#candidates.ignore(offer.sdp);
      return;
    }
    if (!(await this.#apply(offer))) return;
    try {
      await this.#options.prepareAnswer();
      await this.#pc.setLocalDescription();
      this.#answered = offer.n;
      this.#sendDescription(offer.n);
      this.#options.onNegotiated();
    } catch {
      // The call has ended.
    }
  }

  /** An offer came by two ways, or its answer was lost on the only one. */
  #answerAgain({ n }: Offer): void {
    const { signalingState, localDescription } = this.#pc;
    const isMine = n === this.#answered && localDescription?.type === 'answer';
    if (!isMine || signalingState !== 'stable') return;
    const now = performance.now();
    if (now - this.#answeredAgainAt < AGAIN_MS) return;
    this.#answeredAgainAt = now;
    this.#sendDescription(n);
    this.repeat();
  }

  async #receiveAnswer(answer: Answer): Promise<void> {
    if (answer.n !== this.#offered || this.#pc.signalingState !== 'have-local-offer') return;
    this.#settingRemoteAnswer = true;
    const applied = await this.#apply(answer);
    this.#settingRemoteAnswer = false;
    if (applied) this.#options.onNegotiated();
  }

  async #apply({ kind, sdp }: Offer | Answer): Promise<boolean> {
    const isFirst = this.#pc.remoteDescription === null;
    try {
      await this.#pc.setRemoteDescription({ type: kind, sdp });
    } catch {
      // A call that works goes on with what it has.
      if (isFirst && this.#pc.signalingState !== 'closed') this.#options.onRefused();
      return false;
    }
    for (const candidate of this.#candidates.apply(sdp)) await this.#addCandidate(candidate);
    return true;
  }

  async #receiveCandidate(signal: Candidate): Promise<void> {
    const candidate = this.#candidates.offer(signal);
    if (candidate) await this.#addCandidate(candidate);
  }

  async #addCandidate(signal: Candidate): Promise<void> {
    const { candidate, sdpMid, sdpMLineIndex, usernameFragment } = signal;
    try {
      await this.#pc.addIceCandidate({ candidate, sdpMid, sdpMLineIndex, usernameFragment });
    } catch {
      // One that this browser cannot use: others follow.
    }
  }

  #sendDescription(n: number): void {
    const description = this.#pc.localDescription;
    if (description?.type !== 'offer' && description?.type !== 'answer') return;
    const { callId } = this.#options;
    const sdp = askForSteadyAudio(description.sdp);
    this.#options.send({ kind: description.type, callId, n, sdp });
  }

  #sendCandidate(found: RTCIceCandidate | null): void {
    if (!found) return;
    const { candidate, sdpMid, sdpMLineIndex, usernameFragment } = found;
    const { callId } = this.#options;
    const rest = { candidate, sdpMid, sdpMLineIndex, usernameFragment };
    const signal = { kind: 'candidate', callId, ...rest } as const;
    // Those of another name belong to a path that was given up.
    const isOfOld = (one: Candidate) => one.usernameFragment !== usernameFragment;
    this.#gathered = [...this.#gathered.filter((one) => !isOfOld(one)), signal];
    this.#options.send(signal);
  }
}
