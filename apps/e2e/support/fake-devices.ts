import type { Page } from '@playwright/test';

type Kind = 'audio' | 'video';

/** Makes the browser of this page refuse these devices, as a person does. To be called before the page is opened. */
export async function refuse(page: Page, ...kinds: Kind[]): Promise<void> {
  await page.addInitScript((refused) => {
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    const state = Object.assign(window, { refused: new Set(refused) });
    navigator.mediaDevices.getUserMedia = async (constraints = {}) => {
      for (const kind of ['audio', 'video'] as const) {
        if (constraints[kind] && state.refused.has(kind)) {
          throw new DOMException('Permission denied', 'NotAllowedError');
        }
      }
      return open(constraints);
    };
  }, kinds);
}

/** The person has allowed them after all, in the address bar. */
export async function allow(page: Page): Promise<void> {
  await page.evaluate(() => (window as unknown as { refused: Set<string> }).refused.clear());
}

/** Takes devices with these names out of what the browser lists, or puts all of them back, as pulling and plugging do. */
export async function unplug(page: Page, ...labels: string[]): Promise<void> {
  await page.evaluate((gone) => {
    const devices = navigator.mediaDevices;
    const real = MediaDevices.prototype.enumerateDevices.bind(devices);
    devices.enumerateDevices = async () =>
      (await real()).filter(({ label }) => !gone.includes(label));
    devices.dispatchEvent(new Event('devicechange'));
  }, labels);
}

/** Makes the microphone of this page hum: as loud as a voice, without a pause. To be called before it is opened. */
export async function hum(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const stream = await open(constraints);
      for (const track of stream.getAudioTracks()) {
        const context = new AudioContext();
        const oscillator = new OscillatorNode(context, { frequency: 300 });
        const gain = new GainNode(context, { gain: 0.3 });
        const out = context.createMediaStreamDestination();
        oscillator.connect(gain).connect(out);
        oscillator.start();
        stream.removeTrack(track);
        track.stop();
        for (const humming of out.stream.getAudioTracks()) stream.addTrack(humming);
      }
      return stream;
    };
  });
}
