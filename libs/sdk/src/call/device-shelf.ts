import { Emitter } from '../emitter.ts';
import {
  DEVICE_KINDS,
  findDevice,
  newsOf,
  NO_DEVICES,
  readChoices,
  type Device,
  type DeviceChoices,
  type DeviceKind,
  type DeviceLists,
  type DeviceNews,
} from './devices.ts';
import { listDevices, onDeviceChange, type DeviceWish } from './media.ts';

/** Where the choices outlive the page. `load` may give anything; neither may throw. */
export interface ChoiceStorage {
  load(): unknown;
  save(choices: DeviceChoices): void;
}

export interface DeviceShelfState {
  lists: DeviceLists;
  choices: DeviceChoices;
  news: Record<DeviceKind, DeviceNews | null>;
}

const NO_NEWS = { microphone: null, camera: null, speaker: null };

/** Knows what is plugged in, what was chosen of it, and what came or went. Opens nothing. */
export class DeviceShelf {
  readonly #storage: ChoiceStorage;
  readonly #changes = new Emitter<void>();
  readonly #unplug: () => void;
  #state: DeviceShelfState;

  constructor(storage: ChoiceStorage = { load: () => null, save: () => {} }) {
    this.#storage = storage;
    this.#state = { lists: NO_DEVICES, choices: readChoices(storage.load()), news: NO_NEWS };
    this.#unplug = onDeviceChange(() => void this.refresh());
  }

  get state(): DeviceShelfState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    return this.#changes.subscribe(listener);
  }

  /** Looks again at what is there: after a prompt there are names, after a plug another device. */
  async refresh(): Promise<void> {
    const lists = await listDevices();
    const { lists: before, choices, news } = this.#state;
    const told = { ...news };
    for (const kind of DEVICE_KINDS) {
      const change = { before: before[kind], after: lists[kind], told: news[kind] };
      told[kind] = newsOf(choices[kind], change);
    }
    this.#set({ lists, choices, news: told });
  }

  /** How to ask for the chosen device. Before the first prompt the list has no names: then by the remembered id. */
  wish(kind: DeviceKind): DeviceWish {
    const choice = this.#state.choices[kind];
    return { ideal: findDevice(this.#state.lists[kind], choice)?.id ?? choice?.id };
  }

  /** The chosen device if it is there. */
  chosen(kind: DeviceKind): Device | undefined {
    return findDevice(this.#state.lists[kind], this.#state.choices[kind]);
  }

  /** Remembers a choice; null is what the system prefers. What was news of this kind is settled by it. */
  choose(kind: DeviceKind, device: Device | null): void {
    // Another tab may have chosen meanwhile: what it chose of other kinds stays.
    const choices = { ...readChoices(this.#storage.load()), [kind]: device };
    this.#storage.save(choices);
    this.#set({ ...this.#state, choices, news: { ...this.#state.news, [kind]: null } });
  }

  /** A device in use, though perhaps not chosen, is gone. */
  tellGone(kind: DeviceKind, device: Device): void {
    const news = { ...this.#state.news, [kind]: { what: 'gone', device } };
    this.#set({ ...this.#state, news });
  }

  /** The person has read it. */
  dismissNews(kind: DeviceKind): void {
    this.#set({ ...this.#state, news: { ...this.#state.news, [kind]: null } });
  }

  close(): void {
    this.#unplug();
  }

  #set(state: DeviceShelfState): void {
    this.#state = state;
    this.#changes.emit();
  }
}
