import type { CallFrame, CallId, MediaFrame, Signal } from '@chat/protocol';
import { Peer } from './peer.ts';
import { NO_TRACKS, type RoleTracks } from './roles.ts';

export interface LineOptions {
  callId: CallId;
  polite: boolean;
  offers: boolean;
  iceServers: () => Promise<RTCIceServer[]>;
  /** Sends by way of the server, and says whether it left. */
  send: (signal: Signal) => boolean;
  /** A signal that came over the call's own channel. */
  onSignal: (signal: Signal) => void;
  onState: (state: RTCPeerConnectionState) => void;
  onPeer: (peer: Peer) => void;
  onRefused: () => void;
  /** What comes of the other side has changed. */
  onChange: () => void;
}

/**
 * The way to the other side of an answered call: one peer connection with what comes over it. Signals go by way of the
 * server and over the call's own channel, whichever is there.
 */
export class Line {
  readonly #options: LineOptions;
  #peer: Peer | undefined;
  #isClosed = false;
  /** Signals that came before the peer connection was made. */
  #early: Signal[] = [];
  #local: RoleTracks = NO_TRACKS;
  #sending: MediaFrame | undefined;
  #remote: MediaStream | null = null;
  #remoteScreen: MediaStream | null = null;
  #remoteState: MediaFrame | null = null;

  constructor(options: LineOptions) {
    this.#options = options;
    void this.#open();
  }

  get peer(): Peer | undefined {
    return this.#peer;
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
  hear(signal: Signal): void {
    if (this.#peer) this.#peer.handleSignal(signal);
    else this.#early.push(signal);
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

  /** Sends by every way there is, and says whether there is one: what comes twice counts once [P36]. */
  send(signal: Signal): boolean {
    const left = this.#options.send(signal);
    return (this.#peer?.sendFrame({ type: 'signal', signal }) ?? false) || left;
  }

  /** Looks for a new path, by servers that are asked for anew. */
  async restart(): Promise<void> {
    const servers = await this.#options.iceServers().catch(() => null);
    if (!this.#isClosed && servers) this.#peer?.restartIce(servers);
  }

  close(): void {
    this.#isClosed = true;
    this.#peer?.close();
  }

  async #open(): Promise<void> {
    const { callId, polite, offers, iceServers, onState, onRefused, onPeer } = this.#options;
    const servers = await iceServers().catch(() => []);
    // The call may have ended while we asked.
    if (this.#isClosed) return;
    const peer = new Peer({
      ...{ callId, polite, offers, onRefused, iceServers: servers },
      send: (signal) => void this.send(signal),
      onTracks: (tracks) => this.#receive(tracks),
      onFrame: (frame) => this.#hearFrame(frame),
      onChannelOpen: () => this.#sending && peer.sendFrame(this.#sending),
    });
    this.#peer = peer;
    peer.onState((state) => {
      if (state === 'failed') void this.restart();
      onState(state);
    });
    onPeer(peer);
    void peer.setTracks(this.#local);
    for (const signal of this.#early.splice(0)) peer.handleSignal(signal);
  }

  #hearFrame(frame: CallFrame): void {
    if (frame.type === 'signal') return this.#options.onSignal(frame.signal);
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
