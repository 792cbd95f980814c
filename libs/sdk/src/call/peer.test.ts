import type { MediaFrame } from '@chat/protocol';
import { searched } from '@chat/protocol/test/searched';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakePeerConnection } from '../testing/fake-peer-connection.ts';
import { Peer } from './peer.ts';
import { NO_TRACKS, type RoleTracks } from './roles.ts';
import type { UnsignedSignal } from './signal-channel.ts';

const callId = '1'.repeat(22);
const track = (kind: string) => ({ kind }) as unknown as MediaStreamTrack;
const audio = track('audio');
const camera = track('video');
const screen = track('video');

type Take = (signal: UnsignedSignal) => void;

interface Side {
  peer: Peer;
  pc: FakePeerConnection;
  seen: RoleTracks[];
  frames: unknown[];
  refused: number;
}

/** One side of a call; the caller, who offers, is impolite unless told otherwise. */
function side(offers: boolean, send: Take, polite = !offers): Side {
  const made = { seen: [], frames: [], refused: 0 } as unknown as Side;
  made.peer = new Peer({
    ...{ callId, iceServers: [], polite, offers, send },
    onTracks: (tracks) => made.seen.push(tracks),
    onFrame: (frame) => made.frames.push(frame),
    onChannelOpen: () => {},
    onRefused: () => (made.refused += 1),
  });
  made.pc = FakePeerConnection.network.connections.at(-1)!;
  return made;
}

/** Two sides; what they send takes a while, by each way in the order in which it was sent. */
function connect(delay: () => number, { ways = 1, politeCaller = false } = {}): [Side, Side] {
  const sides: Side[] = [];
  const carry = (to: number): Take => {
    const last = Array.from({ length: ways }, () => 0);
    return (signal) => {
      for (const way of last.keys()) {
        last[way] = Math.max(last[way]!, Date.now() + delay());
        setTimeout(() => sides[to]?.peer.handleSignal(signal), last[way] - Date.now());
      }
    };
  };
  sides.push(side(true, carry(1), politeCaller), side(false, carry(0), !politeCaller));
  return sides as [Side, Side];
}

const settle = () => vi.advanceTimersByTimeAsync(2_000);

function expectConnected(one: Side, other: Side): void {
  for (const { pc } of [one, other]) {
    expect(pc.signalingState).toBe('stable');
    expect(pc.mediaLines, 'sound, camera, screen, channel').toBe(4);
  }
  expect(one.pc.isPairOf(other.pc) && other.pc.isPairOf(one.pc)).toBe(true);
  expect(FakePeerConnection.network.faults).toEqual([]);
}

beforeEach(() => {
  vi.useFakeTimers();
  FakePeerConnection.network = { connections: [], faults: [], isUp: true };
  vi.stubGlobal('RTCPeerConnection', FakePeerConnection);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('[P34] perfect negotiation', () => {
  it('500 glares with any delays, by one way or two, leave both stable with the same lines', async () => {
    const delays = fc.array(fc.nat({ max: 60 }), { minLength: 8, maxLength: 8 });
    const acts = fc.constantFrom('screen', 'path', 'both');
    const run = fc.asyncProperty(
      delays,
      fc.tuple(acts, acts),
      fc.boolean(),
      fc.constantFrom(1, 2),
      async (list, [first, second], politeCaller, ways) => {
        FakePeerConnection.network.connections.length = 0;
        let next = 0;
        const delay = () => list[(next += 1) % list.length]!;
        const [ann, bob] = connect(delay, { ways, politeCaller });
        await settle();
        expectConnected(ann, bob);
        const act = ({ peer }: Side, what: string) => {
          if (what !== 'path') void peer.setTracks({ audio, camera, screen });
          if (what !== 'screen') peer.restartIce();
        };
        act(ann, first);
        await vi.advanceTimersByTimeAsync(delay() % 8);
        act(bob, second);
        await settle();
        expectConnected(ann, bob);
        if (first !== 'path') expect(bob.seen.at(-1)?.screen).not.toBeNull();
        if (second !== 'path') expect(ann.seen.at(-1)?.screen).not.toBeNull();
      },
    );
    await fc.assert(run, searched(500));
  });

  it('every order in which the signals of a short call can come connects it', async () => {
    const orders = permutations([0, 1, 2]);
    for (const there of orders) {
      for (const back of orders) {
        const [out, home]: [UnsignedSignal[], UnsignedSignal[]] = [[], []];
        const ann = side(true, (signal) => out.push(signal));
        await settle();
        const bob = side(false, (signal) => home.push(signal));
        expect(out).toHaveLength(3);
        for (const index of there) bob.peer.handleSignal(out[index]!);
        await settle();
        expect(home).toHaveLength(3);
        for (const index of back) ann.peer.handleSignal(home[index]!);
        await settle();
        expectConnected(ann, bob);
        expect(ann.pc.candidates).toHaveLength(2);
        expect(bob.pc.candidates).toHaveLength(2);
      }
    }
  }, 30_000);

  it('a candidate of a path that was given up is dropped, also when it comes late', async () => {
    const [ann, bob] = connect(() => 5);
    await settle();
    const old = bob.pc.ufrag;
    bob.peer.restartIce();
    await settle();
    expect(bob.pc.ufrag).not.toBe(old);
    const late = { candidate: 'late', sdpMid: '0', sdpMLineIndex: 0, usernameFragment: old };
    ann.peer.handleSignal({ kind: 'candidate', callId, ...late });
    await settle();
    expect(ann.pc.candidates).not.toContain('late');
    expectConnected(ann, bob);
  });

  it('what was lost is said again: an offer, its answer, and the candidates', async () => {
    let isLost = true;
    const sides: Side[] = [];
    const carry =
      (to: number): Take =>
      (signal) =>
        !isLost && sides[to]?.peer.handleSignal(signal);
    sides.push(side(true, carry(1)), side(false, carry(0)));
    const [ann, bob] = sides as [Side, Side];
    await settle();
    isLost = false;
    const answers = vi.spyOn(bob.pc, 'setLocalDescription').mockImplementationOnce(async () => {
      isLost = true;
      await FakePeerConnection.prototype.setLocalDescription.call(bob.pc);
    });
    ann.peer.repeat();
    await settle();
    expect(answers).toHaveBeenCalled();
    expect(ann.pc.signalingState).toBe('have-local-offer');
    isLost = false;
    ann.peer.repeat();
    await settle();
    expectConnected(ann, bob);
    expect(ann.pc.candidates).toHaveLength(2);
  });

  it('[S33] a first description that cannot be used is told, a later one leaves the call as it is', async () => {
    const [ann, bob] = connect(() => 5);
    bob.peer.handleSignal({ kind: 'offer', callId, n: 1, sdp: 'nonsense' });
    await vi.advanceTimersByTimeAsync(1);
    expect(bob.refused).toBe(1);
    const [cleo, dan] = connect(() => 5);
    await settle();
    dan.peer.handleSignal({ kind: 'offer', callId, n: 9, sdp: 'nonsense' });
    await settle();
    expect(dan.refused).toBe(0);
    expectConnected(cleo, dan);
    ann.peer.close();
  });
});

describe('the lines of a call', () => {
  it('[P34] a screen that is shared and stopped 100 times changes no line and arrives each time', async () => {
    const [ann, bob] = connect(() => 5);
    await ann.peer.setTracks({ audio, camera, screen: null });
    await settle();
    for (let n = 0; n < 100; n += 1) {
      const sharer = n % 2 ? ann : bob;
      const viewer = n % 2 ? bob : ann;
      await sharer.peer.setTracks({ audio, camera, screen });
      await settle();
      expect(viewer.seen.at(-1)?.screen).not.toBeNull();
      await sharer.peer.setTracks({ audio, camera, screen: null });
      await settle();
      expect(viewer.seen.at(-1)?.screen).toBeNull();
      expectConnected(ann, bob);
    }
  }, 30_000);

  it('each role has its own sender, also at the callee', async () => {
    const [ann, bob] = connect(() => 5);
    expect(bob.peer.sender('camera')).toBeUndefined();
    await bob.peer.setTracks({ ...NO_TRACKS, audio, camera });
    await settle();
    expect(bob.peer.sender('camera')?.track).toBe(camera);
    expect(bob.peer.sender('screen')?.track).toBeNull();
    await ann.peer.setTracks({ audio: null, camera, screen });
    await settle();
    expect(ann.peer.sender('screen')?.track).toBe(screen);
    expect(ann.peer.sender('audio')?.track).toBeNull();
  });
});

describe('[P36] the channel of a call', () => {
  const media: MediaFrame = { type: 'media', microphone: true, camera: false, screen: false };

  it('carries frames both ways, and what is no frame is passed over', async () => {
    const [ann, bob] = connect(() => 5);
    expect(ann.peer.sendFrame(media)).toBe(false);
    await settle();
    expect(ann.peer.sendFrame(media) && bob.peer.sendFrame(media)).toBe(true);
    bob.pc.channel?.send('{"type":"wave"}');
    await settle();
    expect([ann.frames, bob.frames]).toEqual([[media], [media]]);
  });

  it('its last words go out before the connection is closed', async () => {
    const [ann, bob] = connect(() => 5);
    await settle();
    ann.peer.sendFrame(media);
    ann.peer.close({ linger: true });
    await settle();
    expect(bob.frames).toEqual([media]);
    expect(ann.pc.connectionState).toBe('closed');
  });
});

function permutations(list: number[]): number[][] {
  if (list.length <= 1) return [list];
  return list.flatMap((first) =>
    permutations(list.filter((one) => one !== first)).map((rest) => [first, ...rest]),
  );
}
