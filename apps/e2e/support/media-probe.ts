import type { Page } from '@playwright/test';

interface Probe {
  connections: RTCPeerConnection[];
  tracks: MediaStreamTrack[];
  /** The side that each camera that was asked for should face. */
  facings: unknown[];
  /** Copies of tracks, which hold their device as well. */
  copies: MediaStreamTrack[];
  /** The tracks of shared screens, which are among the others as well. */
  screens: MediaStreamTrack[];
}

/** Runs in the page before its own code: remembers every peer connection and every track that was opened. */
export function installMediaProbe(): void {
  const probe: Probe = { connections: [], tracks: [], facings: [], copies: [], screens: [] };
  Object.assign(window, { mediaProbe: probe });
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      probe.connections.push(this);
    }
  };
  // Pages without https have no devices at all.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) return;
  const open = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    const video = constraints?.video;
    if (typeof video === 'object') probe.facings.push(video.facingMode);
    const stream = await open(constraints);
    probe.tracks.push(...stream.getTracks());
    return stream;
  };
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with the track that is copied
  const copy = MediaStreamTrack.prototype.clone;
  MediaStreamTrack.prototype.clone = function (this: MediaStreamTrack) {
    const track = copy.call(this);
    probe.copies.push(track);
    return track;
  };
  const share = devices.getDisplayMedia.bind(devices);
  devices.getDisplayMedia = async (options) => {
    const stream = await share(options);
    probe.tracks.push(...stream.getTracks());
    probe.screens.push(...stream.getTracks());
    return stream;
  };
}

/** What this page received of a call so far. */
export interface Received {
  framesDecoded: number;
  audioPackets: number;
  /** Rises only with sound that is not silence (webrtc-stats, totalAudioEnergy). */
  audioEnergy: number;
}

/** Sums what all open peer connections of the page received. */
export function received(page: Page): Promise<Received> {
  return page.evaluate(readReceived);
}

/** The same, as it runs in a page. */
export async function readReceived(): Promise<Received> {
  const { connections } = (window as unknown as { mediaProbe: Probe }).mediaProbe;
  const sum = { framesDecoded: 0, audioPackets: 0, audioEnergy: 0 };
  // One that only looks for paths has no other side; Firefox never answers who asks it while it is closed.
  const open = connections.filter(
    (one) => one.connectionState !== 'closed' && one.remoteDescription,
  );
  for (const connection of open) {
    for (const stats of (await connection.getStats()).values() as Iterable<
      Record<string, number | string>
    >) {
      if (stats['type'] !== 'inbound-rtp') continue;
      if (stats['kind'] === 'video') sum.framesDecoded += Number(stats['framesDecoded'] ?? 0);
      if (stats['kind'] !== 'audio') continue;
      sum.audioPackets += Number(stats['packetsReceived'] ?? 0);
      sum.audioEnergy += Number(stats['totalAudioEnergy'] ?? 0);
    }
  }
  return sum;
}

/** What is still open in this page: live tracks and peer connections that were not closed. */
export function leftOpen(page: Page): Promise<{ tracks: number; connections: number }> {
  return page.evaluate(() => {
    const { connections, tracks, copies } = (window as unknown as { mediaProbe: Probe }).mediaProbe;
    return {
      tracks: [...tracks, ...copies].filter(({ readyState }) => readyState === 'live').length,
      connections: connections.filter((c) => c.connectionState !== 'closed').length,
    };
  });
}

/** How many tracks were ever opened in this page. */
export function opened(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { mediaProbe: Probe }).mediaProbe.tracks.length);
}

/** Which side each camera should face that this page ever asked for. */
export function askedFacings(page: Page): Promise<unknown[]> {
  return page.evaluate(() => (window as unknown as { mediaProbe: Probe }).mediaProbe.facings);
}

/** The longest time, in seconds, in which this page heard nothing but silence, of the next `forMs` milliseconds; what a busy machine kept the page waiting is not counted. */
export function longestSilence(page: Page, forMs: number): Promise<number> {
  return page.evaluate(async (lasting) => {
    const { connections } = (window as unknown as { mediaProbe: Probe }).mediaProbe;
    const energy = async () => {
      let sum = 0;
      for (const connection of connections) {
        if (connection.connectionState === 'closed') continue;
        for (const stats of (await connection.getStats()).values() as Iterable<
          Record<string, number | string>
        >) {
          if (stats['type'] === 'inbound-rtp') sum += Number(stats['totalAudioEnergy'] ?? 0);
        }
      }
      return sum;
    };
    const end = performance.now() + lasting;
    let [heardAt, heard, longest] = [performance.now(), await energy(), 0];
    while (performance.now() < end) {
      const before = performance.now();
      await new Promise((resolve) => setTimeout(resolve, 100));
      const now = await energy();
      heardAt += Math.max(0, performance.now() - before - 300);
      // What is made up to bridge a loss fades out to next to nothing.
      if (now > heard + 1e-6) heardAt = performance.now();
      heard = now;
      longest = Math.max(longest, performance.now() - heardAt);
    }
    return longest / 1000;
  }, forMs);
}

/** The pictures decoded so far, now and after each of so many stretches of time in which this page ran. */
export async function framesOver(
  page: Page,
  { stretches, ms }: { stretches: number; ms: number },
): Promise<number[]> {
  const samples = [(await received(page)).framesDecoded];
  while (samples.length <= stretches) {
    await page.evaluate(async (lasting) => {
      for (let ran = 0; ran < lasting;) {
        const before = performance.now();
        await new Promise((resolve) => setTimeout(resolve, 100));
        ran += Math.min(performance.now() - before, 300);
      }
    }, ms);
    samples.push((await received(page)).framesDecoded);
  }
  return samples;
}

/** The sound of a page's calls so far, in samples. */
export interface Sound {
  played: number;
  /** Made up, as it was lost or late; silence in a pause of the speaker is none of it. */
  concealed: number;
}

/** Runs in a page. */
export async function readSound(): Promise<Sound> {
  const { connections } = (window as unknown as { mediaProbe: Probe }).mediaProbe;
  const sound = { played: 0, concealed: 0 };
  for (const connection of connections) {
    if (connection.connectionState === 'closed') continue;
    for (const stats of (await connection.getStats()).values() as Iterable<
      Record<string, number | string>
    >) {
      if (stats['type'] !== 'inbound-rtp' || stats['kind'] !== 'audio') continue;
      sound.played += Number(stats['totalSamplesReceived'] ?? 0);
      sound.concealed +=
        Number(stats['concealedSamples'] ?? 0) - Number(stats['silentConcealedSamples'] ?? 0);
    }
  }
  return sound;
}
