/** What can be chosen for a call. */
export type DeviceKind = 'microphone' | 'camera' | 'speaker';

/** One device, by the browser's id for it and by its name: ids change between browsers' sessions, names do not. */
export interface Device {
  id: string;
  label: string;
}

export type DeviceLists = Record<DeviceKind, readonly Device[]>;

/** What was chosen; null is whatever the system prefers. */
export type DeviceChoices = Record<DeviceKind, Device | null>;

/** Something happened to a device that was chosen or in use: it is gone, or it is back. */
export interface DeviceNews {
  what: 'gone' | 'back';
  device: Device;
}

export const DEVICE_KINDS = ['microphone', 'camera', 'speaker'] as const;
export const NO_DEVICES: DeviceLists = { microphone: [], camera: [], speaker: [] };

/** The chosen device among those that are there: by its id, or else by its name. */
export function findDevice(list: readonly Device[], choice: Device | null): Device | undefined {
  if (!choice) return undefined;
  return (
    list.find(({ id }) => id === choice.id) ??
    list.find(({ label }) => label !== '' && label === choice.label)
  );
}

/** What to tell of one device after the list of its kind changed. `told` is what was told before. */
export function newsOf(
  watched: Device | null,
  {
    before,
    after,
    told,
  }: {
    before: readonly Device[];
    after: readonly Device[];
    told: DeviceNews | null;
  },
): DeviceNews | null {
  // What left stays in mind, whatever is used instead: its return is news.
  const device = told?.what === 'gone' ? told.device : watched;
  if (!device) return told;
  const was = findDevice(before, device);
  const is = findDevice(after, device);
  if (was && !is) return { what: 'gone', device: was };
  // An empty list is one that the browser does not show yet.
  if (!was && is && before.length > 0) return { what: 'back', device: is };
  return told;
}

/** Reads what a storage gave back, which may be anything. */
export function readChoices(value: unknown): DeviceChoices {
  const choices = typeof value === 'object' && value !== null ? value : {};
  const of = (kind: DeviceKind) => readDevice((choices as Record<string, unknown>)[kind]);
  return { microphone: of('microphone'), camera: of('camera'), speaker: of('speaker') };
}

function readDevice(value: unknown): Device | null {
  if (typeof value !== 'object' || value === null) return null;
  const { id, label } = value as Partial<Record<keyof Device, unknown>>;
  return typeof id === 'string' && typeof label === 'string' ? { id, label } : null;
}
