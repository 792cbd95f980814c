import type { CallFrame, CallId, MediaFrame, Signal } from '@chat/protocol';
import type { FailureCause } from './call-state.ts';
import { hideAddresses } from './hide-addresses.ts';
import { MOST_WAITING } from './negotiation.ts';
import { PathWatch } from './path-watch.ts';
import { Peer } from './peer.ts';
import { NO_TRACKS, type RoleTracks } from './roles.ts';
import type { UnsignedSignal } from './signal-channel.ts';

export interface LineOptions {
  callId: CallId;
  polite: boolean;
  offers: boolean;
  iceServers: () => Promise<RTCIceServer[]>;
  hidesAddress: (() => boolean) | undefined;
  /** Takes a signal of the peer connection to the other side, by every way there is. */
  send: (signal: UnsignedSignal) => void;
  /** A signal that came over the call's own channel. */
  onSignal: (signal: Signal) => void;
  onState: (state: RTCPeerConnectionState) => void;
  /** Runs beside the peer connection; what it returns is called when that one is over. */
  onPeer: ((peer: Peer) => () => void) | undefined;
  /** There will be no call by this line. */
  onFailed: (cause: FailureCause) => void;
  /** What comes of the other side has changed. */
  onChange: () => void;
}

/** How long the question for servers may hold up a call: one on the same network needs none. */
const SERVERS_MS = 3_000;

/**
 * The way to the other side of an answered call: one peer connection with what comes over it, on paths that are replaced
 * when they fail. `close` ends all of it.
 */
export class Line {
  readonly #options: LineOptions;
  readonly #watch = new PathWatch(() => void this.restart());
  #peer: Peer | undefined;
  #endTool: (() => void) | undefined;
  #isClosed = false;
  /** A new path is due as soon as the other side can be told. */
  #isRestartDue = false;
  /** Signals that came before the peer connection was made. */
  #early: UnsignedSignal[] = [];
  #local: RoleTracks = NO_TRACKS;
  #sending: MediaFrame | undefined;
  #remote: MediaStream | null = null;
  #remoteScreen: MediaStream | null = null;
  #remoteState: MediaFrame | null = null;

  constructor(options: LineOptions) {
    this.#options = options;
    void this.#open();
  }

  get callId(): CallId {
    return this.#options.callId;
  }

  get peer(): Peer | undefined {
    return this.#peer;
  }

  /** Whether media flows, as far as the browser knows. */
  get isConnected(): boolean {
    return this.#peer?.state === 'connected';
  }

  get remote(): MediaStream | null {
    return this.#remote;
  }

  get remoteScreen(): MediaStream | null {
    return this.#remoteScreen;
  }

  /** What the other side says that it sends; null until it has said something. */
  get remoteState(): MediaFrame | null {
    return this.#remoteState;
  }

  /** Offers, answers and candidates of the other side. */
  hear(signal: UnsignedSignal): void {
    if (this.#peer) this.#peer.handleSignal(signal);
    else if (this.#early.length < MOST_WAITING) this.#early.push(signal);
  }

  setTracks(tracks: RoleTracks): void {
    this.#local = tracks;
    void this.#peer?.setTracks(tracks);
  }

  /** Tells the other side what I send, now or as soon as it can be told. */
  tell(sending: MediaFrame): void {
    this.#sending = sending;
    this.#peer?.sendFrame(sending);
  }

  /** Sends a signal over the call's own channel, and says whether it could [P36]. */
  say(signal: Signal): boolean {
    return this.#peer?.sendFrame({ type: 'signal', signal }) ?? false;
  }

  /** Looks for a new path, with credentials of today; where nobody can be told of it, as soon as that is possible. */
  async restart(): Promise<void> {
    const servers = await this.#askServers();
    if (this.#isClosed) return;
    this.#isRestartDue = servers === null && this.#peer?.state !== 'connected';
    this.#peer?.restartIce(servers ?? undefined);
  }

  /** The other side can be reached by way of the server (again): says what may not have arrived. */
  repeat(): void {
    if (this.#isRestartDue) void this.restart();
    this.#peer?.repeat();
  }

  /** With `linger`, after the last signal has gone out over the call's own channel. */
  close(options: { linger: boolean }): void {
    this.#isClosed = true;
    this.#watch.close();
    this.#endTool?.();
    this.#peer?.close(options);
  }

  async #open(): Promise<void> {
    const { callId, polite, offers, onState, onFailed, onPeer, send } = this.#options;
    const iceServers = (await this.#askServers()) ?? [];
    // The call may have ended while we asked.
    if (this.#isClosed) return;
    const relayOnly = this.#options.hidesAddress?.() ?? false;
    try {
      this.#peer = new Peer({
        ...{ callId, polite, offers, iceServers, relayOnly },
        send: relayOnly ? sendHidden(send) : send,
        onRefused: () => onFailed('description'),
        onTracks: (tracks) => this.#receive(tracks),
        onFrame: (frame) => this.#hearFrame(frame),
        onChannelOpen: () => this.#sending && this.#peer?.sendFrame(this.#sending),
      });
    } catch {
      onFailed('unsupported');
      return;
    }
    this.#peer.onState((state) => {
      this.#watch.follow(state);
      onState(state);
    });
    this.#endTool = onPeer?.(this.#peer);
    void this.#peer.setTracks(this.#local);
    for (const signal of this.#early.splice(0)) this.#peer.handleSignal(signal);
  }

  /** Null where there is no answer: a dead network gives none for a long time. */
  #askServers(): Promise<RTCIceServer[] | null> {
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), SERVERS_MS));
    return Promise.race([this.#options.iceServers().catch(() => null), late]);
  }

  #hearFrame(frame: CallFrame): void {
    if (frame.type === 'signal') {
      this.#options.onSignal(frame.signal);
      return;
    }
    this.#remoteState = frame;
    this.#options.onChange();
  }

  #receive({ audio, camera, screen }: RoleTracks): void {
    this.#remote ??= new MediaStream();
    if (audio) this.#remote.addTrack(audio);
    if (camera) this.#showWhenAlive(camera, this.#remote);
    this.#remoteScreen = screen && new MediaStream([screen]);
    this.#options.onChange();
  }

  /** A player waits for the first picture of a video track, and stays silent when none ever comes. */
  #showWhenAlive(track: MediaStreamTrack, stream: MediaStream): void {
    const show = () => {
      track.onunmute = null;
      stream.addTrack(track);
      this.#options.onChange();
    };
    if (track.muted) track.onunmute = show;
    else show();
  }
}

function sendHidden(send: LineOptions['send']): LineOptions['send'] {
  return (signal) => {
    const hidden = hideAddresses(signal);
    if (hidden) send(hidden);
  };
}
