import type { UnsignedSignal } from './signal-channel.ts';

type Candidate = Extract<UnsignedSignal, { kind: 'candidate' }>;

/** Candidates that one side may send before their description: gathering yields some dozens per address and restart. */
const MOST = 256;

/**
 * Candidates that came before the description they belong to, by its ICE user name fragment (RFC 8839, 5.4). What belongs
 * to a description that was replaced or ignored is dropped, also when it comes late.
 */
export class CandidateQueue {
  readonly #waiting: Candidate[] = [];
  readonly #past = new Set<string>();
  #current: ReadonlySet<string> | null = null;

  /** The candidate, if its description is there already. */
  offer(candidate: Candidate): Candidate | null {
    const { usernameFragment: ufrag } = candidate;
    if (ufrag !== null && this.#past.has(ufrag)) return null;
    if (this.#current && (ufrag === null || this.#current.has(ufrag))) return candidate;
    if (this.#waiting.length < MOST) this.#waiting.push(candidate);
    return null;
  }

  /** A description was applied: gives the candidates that waited for it. Those of the one before are past. */
  apply(sdp: string): Candidate[] {
    const next = ufragsOf(sdp);
    for (const ufrag of this.#current ?? []) if (!next.has(ufrag)) this.#past.add(ufrag);
    this.#current = next;
    for (const ufrag of next) this.#past.delete(ufrag);
    return this.#waiting.splice(0).flatMap((candidate) => this.offer(candidate) ?? []);
  }

  /** A description was ignored: so are its candidates, unless they are those of the one that counts as well. */
  ignore(sdp: string): void {
    for (const ufrag of ufragsOf(sdp)) if (!this.#current?.has(ufrag)) this.#past.add(ufrag);
    const waiting = this.#waiting.splice(0);
    this.#waiting.push(...waiting.filter((c) => !this.#past.has(c.usernameFragment ?? '')));
  }
}

function ufragsOf(sdp: string): Set<string> {
  return new Set([...sdp.matchAll(/^a=ice-ufrag:(\S+)/gm)].map(([, ufrag = '']) => ufrag));
}
