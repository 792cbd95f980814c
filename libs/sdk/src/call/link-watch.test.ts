import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LinkWatch, type LinkState } from './link-watch.ts';
import type { Peer } from './peer.ts';
import { SAMPLE_MS } from './quality.ts';
import type { MediaRole } from './roles.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** What the browser would say of a link, two seconds on. */
interface Weather {
  bandwidth: number;
  sentLost: number;
  isGone?: boolean;
  isSending?: boolean;
}

/** A peer whose statistics are those of a weather, and senders as a browser has them. */
function callIn(weather: Weather) {
  let looks = 0;
  const listeners = new Set<(state: RTCPeerConnectionState) => void>();
  const senders = Object.fromEntries(
    (['audio', 'camera', 'screen'] as const).map((role) => [role, fakeSender()]),
  ) as Record<MediaRole, ReturnType<typeof fakeSender>>;
  const stats = () => {
    if (!weather.isGone) looks += 1;
    return new Map(
      Object.entries({
        pair: { state: 'succeeded', nominated: true, responsesReceived: looks },
        sound: { type: 'inbound-rtp', kind: 'audio', packetsReceived: 100 * looks },
        picture: { type: 'outbound-rtp', kind: 'video', framesSent: 60 * looks },
        report: { type: 'remote-inbound-rtp', fractionLost: weather.sentLost, roundTripTime: 0.05 },
        way: {
          ...{ type: 'candidate-pair', id: 'pair', state: 'succeeded', nominated: true },
          ...{ responsesReceived: looks, availableOutgoingBitrate: weather.bandwidth },
        },
      }),
    );
  };
  const peer = {
    state: 'connected' as RTCPeerConnectionState,
    getStats: async () => stats(),
    sender: (role: MediaRole) => senders[role] as unknown as RTCRtpSender,
    onState: (listener: (state: RTCPeerConnectionState) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } satisfies Partial<Peer>;
  const onSilence = vi.fn();
  const watch = new LinkWatch({
    peer: peer,
    onSilence,
    isSendingToMe: () => weather.isSending ?? true,
    now: () => Date.now(),
  });
  const told: LinkState[] = [];
  watch.subscribe((state) => told.push(state));
  const pass = (samples: number) => vi.advanceTimersByTimeAsync(samples * SAMPLE_MS);
  return { watch, told, onSilence, pass, weather, senders, peer, looks: () => looks };
}

function fakeSender() {
  let parameters = { encodings: [{}] } as RTCRtpSendParameters;
  return {
    sets: 0,
    getParameters: () => structuredClone(parameters),
    async setParameters(wanted: RTCRtpSendParameters) {
      this.sets += 1;
      parameters = wanted;
    },
    get encoding() {
      return parameters.encodings[0] as RTCRtpEncodingParameters;
    },
    get degradation() {
      return parameters.degradationPreference;
    },
  };
}

const CLEAR = { bandwidth: 3_000_000, sentLost: 0 };

describe('a watched link', () => {
  test('[W6] begins with the limits of a call of two, and sets them once', async () => {
    const { pass, senders } = callIn({ ...CLEAR });
    await pass(5);
    expect(senders.camera.encoding).toMatchObject({
      ...{ active: true, maxBitrate: 1_700_000, scaleResolutionDownBy: 1 },
    });
    expect(senders.camera.degradation).toBe('balanced');
    expect(senders.screen.degradation).toBe('maintain-resolution');
    expect(senders.audio.encoding).toMatchObject({ maxBitrate: 32_000, networkPriority: 'high' });
    expect([senders.audio.sets, senders.camera.sets]).toEqual([1, 1]);
  });

  test('[W7] pauses the picture where only sound has room, and brings it back by itself', async () => {
    const { pass, senders, weather, watch, told } = callIn({ ...CLEAR });
    await pass(2);
    weather.bandwidth = 60_000;
    await pass(3);
    expect(senders.camera.encoding.active).toBe(false);
    expect(senders.audio.encoding).not.toHaveProperty('active', false);
    expect(watch.state.picture).toBe('paused');
    weather.bandwidth = CLEAR.bandwidth;
    await pass(9);
    expect(senders.camera.encoding.active).toBe(true);
    await pass(20);
    expect(watch.state).toEqual({ level: 'good', reason: null, picture: 'full' });
    expect(senders.camera.encoding).toMatchObject({
      ...{ maxBitrate: 1_700_000, scaleResolutionDownBy: 1 },
    });
    expect(told.map(({ picture }) => picture)).toEqual(['paused', 'reduced', 'full']);
  });

  test('[W10] warns of what lasts, and not before five seconds', async () => {
    const { pass, weather, watch, told } = callIn({ ...CLEAR });
    await pass(2);
    weather.sentLost = 0.3;
    await pass(2);
    expect(watch.state.level).toBe('good');
    await pass(1);
    expect(watch.state).toMatchObject({ level: 'poor', reason: 'yours' });
    weather.sentLost = 0;
    await pass(3);
    expect(watch.state).toMatchObject({ level: 'good', reason: null });
    expect(told.map(({ level }) => level)).toContain('good');
  });

  test('[W14] a bad moment before a gap, and one after it, are not two in a row', async () => {
    const { pass, weather, watch, peer } = callIn({ ...CLEAR });
    await pass(2);
    weather.bandwidth = 60_000;
    await pass(1);
    peer.state = 'connecting';
    await pass(10);
    peer.state = 'connected';
    await pass(2);
    expect(watch.state.picture).toBe('full');
    await pass(1);
    expect(watch.state.picture).toBe('paused');
  });

  test('[W14] does not judge what a hidden page saw but once a minute', async () => {
    const { pass, weather, watch, peer } = callIn({ ...CLEAR });
    await pass(2);
    weather.sentLost = 0.9;
    for (let minute = 0; minute < 4; minute += 1) {
      peer.state = 'connected';
      await pass(1);
      peer.state = 'connecting';
      await pass(29);
    }
    expect(watch.state.level).toBe('good');
  });

  test('[W3] notices within two seconds that nothing comes any more, and says so once', async () => {
    const { pass, weather, onSilence } = callIn({ ...CLEAR });
    await pass(3);
    expect(onSilence).not.toHaveBeenCalled();
    weather.isGone = true;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(onSilence).toHaveBeenCalledTimes(1);
    await pass(3);
    expect(onSilence).toHaveBeenCalledTimes(1);
    weather.isGone = false;
    await pass(2);
    weather.isGone = true;
    await pass(1);
    expect(onSilence, 'and again the next time').toHaveBeenCalledTimes(2);
  });

  test('[W3] takes nobody for gone who says that they send nothing', async () => {
    const { pass, weather, watch, onSilence } = callIn({ ...CLEAR });
    await pass(3);
    weather.isSending = false;
    weather.isGone = true;
    await pass(5);
    expect(onSilence).not.toHaveBeenCalled();
    expect(watch.state.level).toBe('good');
  });

  test('[W7] the picture comes back though the other side sends nothing', async () => {
    const { pass, weather, watch, senders } = callIn({ ...CLEAR });
    await pass(1);
    weather.bandwidth = 60_000;
    await pass(2);
    expect(watch.state.picture).toBe('paused');
    weather.isSending = false;
    weather.isGone = true;
    await pass(3);
    expect(senders.camera.encoding.active).toBe(true);
  });

  test('looks no more once it is closed', async () => {
    const { pass, watch, looks } = callIn({ ...CLEAR });
    await pass(2);
    const before = looks();
    watch.close();
    await pass(5);
    expect(looks()).toBe(before);
  });
});
