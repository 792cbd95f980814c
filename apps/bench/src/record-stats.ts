// npx tsx apps/bench/src/record-stats.ts: records libs/sdk/src/testing/link-stats.json anew, from real Chromium calls.
import { writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startCoturn } from '@chat/chaos/coturn';
import { UdpProxy, type DatagramWeather } from '@chat/chaos/udp-proxy';
import { makeTurnCredentials } from '@chat/e2e/support/turn';
import { launchChromium } from '@chat/e2e/chromium';
import { takeNamedFunctions } from './named-functions.ts';

const FIXTURES = fileURLToPath(
  new URL('../../../libs/sdk/src/testing/link-stats.json', import.meta.url),
);
const SAMPLES = 8;
/** What each recording goes through, from its first sample on. */
const WEATHERS: Record<string, DatagramWeather & { isCut?: boolean }> = {
  clear: {},
  'loss of 5 %': { loss: 0.05 },
  'loss of 15 %': { loss: 0.15 },
  '300 kbit/s': { bitsPerSecond: 300_000 },
  '80 kbit/s': { bitsPerSecond: 80_000 },
  '200 ms each way': { delayMs: 200 },
  gone: { isCut: true },
};

type Reports = Record<string, unknown>[];

const coturn = await startCoturn();
const browser = await launchChromium();
const recordings: Record<string, { at: number; reports: Reports }[]> = {};
for (const [name, { isCut = false, ...weather }] of Object.entries(WEATHERS)) {
  const proxy = await UdpProxy.start({ target: coturn.port, ways: 'up' });
  const page = await browser.newPage();
  await takeNamedFunctions(page);
  // Devices are only for secure pages, and this one needs no server.
  await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
  await page.goto('http://localhost/');
  const turn = { urls: `turn:127.0.0.1:${proxy.port}`, ...makeTurnCredentials(coturn.secret) };
  await page.evaluate(callMyself, turn);
  await wait(6_000);
  Object.assign(proxy, { weather, isCut });
  const samples: { at: number; reports: Reports }[] = [];
  for (let taken = 0; taken <= SAMPLES; taken += 1) {
    samples.push({ at: taken * 2_000, reports: await page.evaluate(readStats) });
    await wait(2_000);
  }
  recordings[name] = samples;
  process.stdout.write(`${name}: ${samples.length} looks\n`);
  await page.close();
  proxy.close();
}
await browser.close();
await coturn.close();
const rounded = (_name: string, value: unknown) =>
  typeof value === 'number' ? Math.round(value * 1e5) / 1e5 : value;
writeFileSync(FIXTURES, `${JSON.stringify(recordings, rounded)}\n`);

/** In the page: a call with oneself through the relay, sound and picture both ways. */
async function callMyself(turn: RTCIceServer): Promise<void> {
  const configuration: RTCConfiguration = { iceServers: [turn], iceTransportPolicy: 'relay' };
  const ends = [
    new RTCPeerConnection(configuration),
    new RTCPeerConnection(configuration),
  ] as const;
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: true,
    video: { width: 1280, height: 720 },
  });
  const [one, other] = ends;
  for (const end of ends) {
    for (const track of stream.getTracks()) end.addTrack(track, stream);
  }
  // A description with all its candidates, as there is nobody to send them to one by one.
  const describe = async (end: RTCPeerConnection) => {
    await end.setLocalDescription();
    while (end.iceGatheringState !== 'complete') {
      await new Promise((resolve) => end.addEventListener('icegatheringstatechange', resolve));
    }
    return end.localDescription as RTCSessionDescription;
  };
  await other.setRemoteDescription(await describe(one));
  await one.setRemoteDescription(await describe(other));
  while (one.connectionState !== 'connected') {
    await new Promise((resolve) => one.addEventListener('connectionstatechange', resolve));
  }
  const video = document.createElement('video');
  video.srcObject = new MediaStream(one.getReceivers().map(({ track }) => track));
  void video.play();
  Object.assign(window, { recorded: one });
}

/** In the page: what `readTotals` reads of the statistics, and no more. */
async function readStats(): Promise<Reports> {
  const fields = {
    'inbound-rtp':
      'kind packetsReceived packetsLost jitter totalSamplesReceived concealedSamples silentConcealedSamples freezeCount framesDecoded',
    'outbound-rtp': 'kind framesSent qualityLimitationReason',
    'remote-inbound-rtp': 'kind fractionLost jitter roundTripTime',
    'candidate-pair':
      'id state nominated responsesReceived currentRoundTripTime availableOutgoingBitrate localCandidateId remoteCandidateId',
    'local-candidate': 'id candidateType',
    'remote-candidate': 'id candidateType',
    transport: 'selectedCandidatePairId',
  };
  const { recorded } = window as unknown as { recorded: RTCPeerConnection };
  const all = [...(await recorded.getStats()).values()] as Reports;
  return all.flatMap((report) => {
    const names = (fields as Record<string, string>)[String(report['type'])]?.split(' ');
    if (!names) return [];
    return [Object.fromEntries(['type', ...names].map((name) => [name, report[name]]))];
  });
}
