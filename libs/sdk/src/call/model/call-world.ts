import { FakePeerConnection } from '../../testing/fake-peer-connection.ts';
import type { transition } from '../call-transition.ts';
import { ModelRoom } from './model-room.ts';
import { ModelTab } from './model-tab.ts';

export const ANN = 'A'.repeat(22);
export const BOB = 'B'.repeat(22);
export const CLEO = 'C'.repeat(22);

export type Act =
  | { do: 'call'; tab: number; whom: string }
  | { do: 'accept' | 'decline' | 'hang-up' | 'dismiss'; tab: number }
  | { do: 'move' | 'tunnel' | 'lose' | 'regain' | 'reload' | 'crash' | 'close'; tab: number }
  | { do: 'break-path' | 'mend-path' };

/** Ann with two tabs, Bob with two, Cleo with one; a server between them, and paths for media. */
export class CallWorld {
  readonly tabs: ModelTab[];
  readonly #room: ModelRoom;
  readonly #beat: ReturnType<typeof setInterval>;

  constructor(delay: () => number, step: typeof transition) {
    this.#room = new ModelRoom(delay);
    this.tabs = [ANN, ANN, BOB, BOB, CLEO].map((user) => new ModelTab(this.#room, user, step));
    this.#beat = setInterval(() => {
      this.#room.tick();
      followPaths();
    }, 1_000);
  }

  act(act: Act): void {
    if (!('tab' in act)) {
      FakePeerConnection.network.isUp = act.do === 'mend-path';
      return;
    }
    const tab = this.tabs[act.tab];
    if (act.do === 'call') tab?.call?.start(act.whom);
    else if (tab) ACTS[act.do](tab);
  }

  /** Everything works again, and pages that were reloaded are there. */
  heal(): void {
    this.act({ do: 'mend-path' });
    for (const tab of this.tabs) tab.regainSocket();
  }

  /** Everybody goes, and nothing may be left of them. */
  close(): void {
    for (const tab of this.tabs) tab.call?.close();
    clearInterval(this.#beat);
  }
}

const ACTS: Record<Exclude<Act['do'], 'call' | `${string}-path`>, (tab: ModelTab) => void> = {
  accept: (tab) => tab.call?.accept({ video: true }),
  decline: (tab) => tab.call?.decline(),
  'hang-up': (tab) => tab.call?.hangUp(),
  dismiss: (tab) => tab.call?.dismiss(),
  move: (tab) => tab.call?.networkChanged(),
  tunnel: (tab) => tab.enterTunnel(),
  lose: (tab) => tab.loseSocket(),
  regain: (tab) => {
    tab.loseSocket();
    tab.regainSocket();
  },
  close: (tab) => tab.unload(),
  crash: (tab) => {
    tab.crash();
    setTimeout(() => tab.open(), 700);
  },
  reload: (tab) => {
    tab.unload();
    setTimeout(() => tab.open(), 700);
  },
};

/** ICE keeps asking whether the other side is there (RFC 7675), and says so after a while. */
function followPaths(): void {
  const { connections, isUp } = FakePeerConnection.network;
  const isThere = (one: FakePeerConnection) => (other: FakePeerConnection) =>
    one.isPairOf(other) && other.isPairOf(one) && other.connectionState !== 'closed';
  for (const one of connections) {
    if (one.connectionState === 'new') one.meet();
    else followPath(one, isUp && connections.some(isThere(one)));
  }
}

function followPath(one: FakePeerConnection, hears: boolean): void {
  if (hears && one.connectionState === 'disconnected') one.setState('connected');
  if (hears) return;
  if (one.connectionState === 'disconnected') one.setState('failed');
  if (one.connectionState === 'connected') one.setState('disconnected');
}
