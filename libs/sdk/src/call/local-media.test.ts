import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeDevices } from '../testing/fake-devices.ts';
import { DeviceShelf } from './device-shelf.ts';
import type { DeviceChoices } from './devices.ts';
import { LocalMedia } from './local-media.ts';

const builtIn = { id: 'b', label: 'Built-in' };
const headset = { id: 'h', label: 'Headset' };
const front = { id: 'f', label: 'Front' };
const speakers = { id: 's', label: 'Speakers' };

let devices: FakeDevices;
let saved: DeviceChoices | null;
let shelf: DeviceShelf;
let media: LocalMedia;

function setUp(): void {
  shelf = new DeviceShelf({ load: () => saved, save: (choices) => (saved = choices) });
  media = new LocalMedia(() => {}, shelf);
}

beforeEach(() => {
  devices = new FakeDevices({
    microphone: [builtIn, headset],
    camera: [front],
    speaker: [speakers],
  });
  for (const [name, value] of Object.entries(devices.globals)) vi.stubGlobal(name, value);
  saved = null;
  setUp();
});

afterEach(() => {
  media.end();
  shelf.close();
  vi.unstubAllGlobals();
});

const inUse = () => media.tracks.audio?.label;
/** Lets what was begun come to its end: everything here waits for promises only. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('opening', () => {
  it('turned on while the browser still asks, a device is open once, and released', async () => {
    const opening = media.open({ video: true });
    media.setCamera(true);
    media.setMicrophone(true);
    await opening;
    await settle();
    expect(devices.live).toHaveLength(2);
    media.close();
    expect(devices.live).toHaveLength(0);
  });

  it('takes microphone and camera with one prompt', async () => {
    await media.open({ video: true });
    expect(devices.tracks).toHaveLength(2);
    expect(media.state).toMatchObject({ microphone: true, camera: true });
  });

  it('settles for sound where the camera is refused, and says which it was', async () => {
    devices.denied.add('camera');
    await media.open({ video: true });
    expect(media.state).toMatchObject({
      microphone: true,
      camera: false,
      problems: { microphone: null, camera: 'denied' },
    });
  });

  it('settles for a picture where there is no microphone, and for listening where there is nothing', async () => {
    devices.plugged.microphone = [];
    await media.open({ video: true });
    expect(media.state).toMatchObject({ camera: true, problems: { microphone: 'missing' } });
    media.close();
    devices.plugged.camera = [];
    await media.open({ video: true });
    expect(media.state).toMatchObject({
      microphone: false,
      camera: false,
      problems: { microphone: 'missing', camera: 'missing' },
    });
  });

  it('stops what comes after the call is over', async () => {
    let answer = () => {};
    devices.prompt = new Promise((resolve) => (answer = resolve));
    const opening = media.open({ video: true });
    await settle();
    media.close();
    answer();
    await opening;
    expect(devices.tracks).toHaveLength(2);
    expect(devices.live).toEqual([]);
  });

  it('asks for nothing where the call is over before it could ask', async () => {
    const opening = media.open({ video: true });
    media.close();
    await opening;
    expect(devices.tracks).toEqual([]);
  });
});

describe('switching', () => {
  it('a muted microphone is given back where that is wished, and speaking opens it again', async () => {
    const released = new LocalMedia(
      () => undefined,
      undefined,
      () => true,
    );
    await released.open({ video: false });
    released.setMicrophone(false);
    expect(devices.live).toEqual([]);
    expect(released.state).toMatchObject({ microphone: false, problems: { microphone: null } });
    await released.choose('microphone', { id: 'mic-1', label: 'mic-1' });
    expect(devices.live).toEqual([]);
    released.setMicrophone(true);
    await settle();
    expect(released.state.microphone).toBe(true);
    expect(devices.live.map(({ kind }) => kind)).toEqual(['audio']);
    released.end();
    await released.open({ video: false, muted: true });
    expect(devices.live).toEqual([]);
  });

  it('a muted microphone stays open, a camera that is off is released', async () => {
    await media.open({ video: true });
    media.setMicrophone(false);
    media.setCamera(false);
    expect(devices.live.map(({ kind, enabled }) => ({ kind, enabled }))).toEqual([
      { kind: 'audio', enabled: false },
    ]);
    media.setMicrophone(true);
    media.setCamera(true);
    await settle();
    expect(devices.live.map(({ kind, enabled }) => ({ kind, enabled }))).toEqual([
      { kind: 'audio', enabled: true },
      { kind: 'video', enabled: true },
    ]);
  });

  it('a camera can be turned on in a voice call, and off while it opens', async () => {
    await media.open({ video: false });
    media.setCamera(true);
    await settle();
    expect(media.state.camera).toBe(true);
    media.setCamera(false);
    media.setCamera(true);
    media.close();
    await settle();
    expect(devices.live).toEqual([]);
  });

  it('keeps the stream while its tracks change: a player shows it on', async () => {
    await media.open({ video: true });
    const { stream } = media.state;
    media.setCamera(false);
    await media.choose('microphone', headset);
    expect(media.state.stream).toBe(stream);
    expect(inUse()).toBe('Headset');
  });

  it('who is muted stays muted with another microphone', async () => {
    await media.open({ video: false });
    media.setMicrophone(false);
    await media.choose('microphone', headset);
    expect(media.state.microphone).toBe(false);
    expect(devices.live.map(({ enabled }) => enabled)).toEqual([false]);
  });
});

describe('choices', () => {
  it('are remembered by id', async () => {
    await media.choose('microphone', headset);
    setUp();
    await media.open({ video: false });
    expect(inUse()).toBe('Headset');
  });

  it('are remembered by name where ids have changed', async () => {
    await media.choose('microphone', headset);
    devices.plugged.microphone = [builtIn, { id: 'h2', label: 'Headset' }];
    setUp();
    await media.open({ video: false });
    expect(inUse()).toBe('Headset');
  });

  it('are remembered by name though the names are shown only after the prompt', async () => {
    await media.choose('microphone', headset);
    devices.plugged.microphone = [builtIn, { id: 'h2', label: 'Headset' }];
    devices.hidesNames = true;
    setUp();
    await media.open({ video: true });
    expect(inUse()).toBe('Headset');
    expect(devices.live).toHaveLength(2);
  });

  it('survive anything in the storage', async () => {
    saved = 'garbage' as unknown as DeviceChoices;
    setUp();
    await media.open({ video: false });
    expect(inUse()).toBe('Built-in');
  });
});

describe('plugging', () => {
  it('falls back to the default, tells, and offers the device when it returns', async () => {
    await media.choose('microphone', headset);
    await media.open({ video: false });
    await settle();
    devices.pull('microphone', 'h');
    await settle();
    expect(inUse()).toBe('Built-in');
    expect(media.state.microphone).toBe(true);
    expect(shelf.state.news.microphone).toEqual({ what: 'gone', device: headset });
    devices.plug('microphone', headset);
    await settle();
    expect(inUse(), 'nothing changes without being asked').toBe('Built-in');
    expect(shelf.state.news.microphone).toEqual({ what: 'back', device: headset });
    await media.choose('microphone', headset);
    expect(inUse()).toBe('Headset');
    expect(shelf.state.news.microphone).toBeNull();
    expect(devices.live).toHaveLength(1);
  });

  it('also where the device was in use without being chosen', async () => {
    await media.open({ video: false });
    await settle();
    devices.pull('microphone', 'b');
    await settle();
    expect(inUse()).toBe('Headset');
    expect(shelf.state.news.microphone).toEqual({ what: 'gone', device: builtIn });
  });

  it('the last camera pulled out is a camera that is missing', async () => {
    await media.open({ video: true });
    await settle();
    devices.pull('camera', 'f');
    await settle();
    expect(media.state).toMatchObject({ camera: false, problems: { camera: 'missing' } });
  });

  it('a track that the system ends is shown as off with its reason, and can be turned on again', async () => {
    await media.open({ video: true });
    await settle();
    const camera = devices.live.find(({ kind }) => kind === 'video');
    camera?.stop();
    camera?.onended?.();
    await settle();
    expect(media.state).toMatchObject({ camera: false, problems: { camera: 'stopped' } });
    media.setCamera(true);
    await settle();
    expect(media.state).toMatchObject({ camera: true, problems: { camera: null } });
  });
});
