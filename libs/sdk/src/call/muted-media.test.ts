import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeDevices } from '../testing/fake-devices.ts';
import { LocalMedia } from './local-media.ts';

const desk = { id: 'a', label: 'Desk' };
const headset = { id: 'b', label: 'Headset' };
const settle = () => new Promise((resolve) => setImmediate(resolve));

let devices: FakeDevices;

beforeEach(() => {
  devices = new FakeDevices({ microphone: [desk, headset], camera: [desk], speaker: [] });
  for (const [name, value] of Object.entries(devices.globals)) vi.stubGlobal(name, value);
});
afterEach(() => vi.unstubAllGlobals());

async function openMedia(wanted = { video: false }, releases = false): Promise<LocalMedia> {
  const media = new LocalMedia(
    () => undefined,
    undefined,
    () => releases,
  );
  await media.open(wanted);
  return media;
}

describe('who is muted stays muted', () => {
  it('also when the key to talk is let go before the microphone is open', async () => {
    const media = await openMedia({ video: false }, true);
    media.setMicrophone(false);
    media.setMicrophone(true);
    media.setMicrophone(false);
    await settle();
    expect(media.state.microphone).toBe(false);
    expect(devices.live).toEqual([]);
  });

  it('also while another microphone is being opened', async () => {
    const media = await openMedia();
    const chosen = media.choose('microphone', headset);
    media.setMicrophone(false);
    await chosen;
    expect(media.state.microphone).toBe(false);
    expect(devices.live.map(({ enabled }) => enabled)).toEqual([false]);
  });

  it('also over a device that failed, and the next one', async () => {
    const media = await openMedia();
    media.setMicrophone(false);
    devices.denied.add('microphone');
    await media.choose('microphone', headset);
    devices.denied.delete('microphone');
    await media.choose('microphone', desk);
    expect(media.state.microphone).toBe(false);
    expect(devices.live.map(({ enabled }) => enabled)).toEqual([false]);
  });
});

describe('a camera that was turned off while it was being opened', () => {
  it('is let go at the beginning of a call', async () => {
    const media = new LocalMedia(() => undefined);
    const opening = media.open({ video: true });
    media.setCamera(false);
    await opening;
    expect(media.state.camera).toBe(false);
    expect(devices.live.map(({ kind }) => kind)).toEqual(['audio']);
  });

  it('is let go in the middle of one', async () => {
    const media = await openMedia();
    media.setCamera(true);
    media.setCamera(false);
    await settle();
    expect(media.state.camera).toBe(false);
    expect(devices.live.map(({ kind }) => kind)).toEqual(['audio']);
  });
});
