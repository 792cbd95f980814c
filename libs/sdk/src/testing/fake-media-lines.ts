/** The parts of a fake peer connection: lines, channel, and the text of a description. */
export type Direction = RTCRtpTransceiverDirection;

const HAS_SEND = (direction: Direction) => direction === 'sendrecv' || direction === 'sendonly';
const HAS_RECEIVE = (direction: Direction) => direction === 'sendrecv' || direction === 'recvonly';

/** As far as a call looks at transceivers. */
export class FakeTransceiver {
  direction_: Direction;
  currentDirection: Direction | null = null;
  readonly receiver: { track: { kind: string; muted: boolean } };
  readonly sender = {
    track: null as unknown,
    replaceTrack: async (track: unknown) => {
      this.sender.track = track;
    },
  };
  readonly #onChange: () => void;

  constructor(kind: string, direction: Direction, onChange: () => void) {
    this.receiver = { track: { kind, muted: false } };
    this.direction_ = direction;
    this.#onChange = onChange;
  }

  get direction(): Direction {
    return this.direction_;
  }

  set direction(direction: Direction) {
    this.direction_ = direction;
    this.#onChange();
  }
}

/** A negotiated data channel: what is sent arrives a moment later, in order. */
export class FakeChannel {
  readyState: RTCDataChannelState = 'connecting';
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  other: FakeChannel | undefined;

  send(data: string): void {
    const { other } = this;
    setTimeout(() => other?.readyState === 'open' && other.onmessage?.({ data }), 1);
  }
}

/** What a fake description says. */
export interface Sdp {
  id: number;
  ufrag: string;
  lines: { kind: string; direction: Direction }[];
  data: boolean;
}

export const write = (sdp: Sdp) => `a=ice-ufrag:${sdp.ufrag}\n${JSON.stringify(sdp)}`;
export const read = (text: string) => JSON.parse(text.split('\n')[1] ?? '') as Sdp;

export type Description = { type: RTCSdpType; sdp: string };

/** What is left of a direction when the other side wants this one. */
export function both(mine: Direction, theirs: Direction): Direction {
  const send = HAS_SEND(mine) && HAS_RECEIVE(theirs);
  const receive = HAS_RECEIVE(mine) && HAS_SEND(theirs);
  if (send) return receive ? 'sendrecv' : 'sendonly';
  return receive ? 'recvonly' : 'inactive';
}

/** The candidates of one ICE generation. */
export function gathered(ufrag: string): RTCIceCandidateInit[] {
  const fields = { sdpMid: '0', sdpMLineIndex: 0, usernameFragment: ufrag };
  return [1, 2].map((n) => ({ candidate: `${ufrag}-${n}`, ...fields }));
}

/** Which way media flows, once both descriptions are in force. */
export function agree(
  transceivers: readonly FakeTransceiver[],
  { local, remote }: { local: Description | null; remote: Description | null },
): void {
  if (!local || !remote) return;
  for (const [index, transceiver] of transceivers.entries()) {
    const [one, other] = [read(local.sdp).lines[index], read(remote.sdp).lines[index]];
    if (one && other) transceiver.currentDirection = both(one.direction, other.direction);
  }
}

/** Whether the lines say something else than what is in force (WebRTC, 4.7.3). */
export function differs(
  transceivers: readonly FakeTransceiver[],
  { local, remote }: { local: Description; remote: Description },
): boolean {
  const mine = read(local.sdp).lines;
  const theirs = read(remote.sdp).lines;
  return transceivers.some(({ direction }, index) => {
    const offered = theirs[index]?.direction ?? 'inactive';
    const reached = local.type === 'answer' ? both(direction, offered) : direction;
    return mine[index]?.direction !== reached;
  });
}

/** One event-loop turn, so that others get between the steps of a negotiation. */
const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** Descriptions are set one after the other (WebRTC, 4.4.1.2). */
export class OperationsChain {
  readonly #onStep: () => void;
  #last: Promise<unknown> = Promise.resolve();
  #length = 0;

  constructor(onStep: () => void) {
    this.#onStep = onStep;
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  run(step: () => void): Promise<void> {
    this.#length += 1;
    const done = this.#last.then(async () => {
      await turn();
      step();
    });
    this.#last = done
      .catch(() => {})
      .then(() => {
        this.#length -= 1;
        this.#onStep();
      });
    return done;
  }
}
