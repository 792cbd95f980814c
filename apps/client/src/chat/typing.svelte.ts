import type { RoomClient } from '@chat/sdk';
import { heardOf, stillWriting, type Typists } from './typists.ts';

/** Who of a room is writing, and that I am. Who does not say it is not told it either. */
export class Typing {
  readonly #client: RoomClient;
  readonly #isOn: () => boolean;
  readonly #unsubscribe: (() => void)[];
  #typists: Typists = $state.raw([]);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #newest: number;

  constructor(client: RoomClient, isOn: () => boolean) {
    this.#client = client;
    this.#isOn = isOn;
    this.#newest = client.state.position?.seq ?? 0;
    this.#unsubscribe = [
      client.onTyping((member) => this.#change(heardOf(this.#typists, member, Date.now()))),
      client.subscribe(() => this.#hearMessages()),
    ];
  }

  /** The ids of who is writing, in the order in which they began. */
  get members(): readonly string[] {
    return this.#isOn() ? this.#typists.map(({ member }) => member) : [];
  }

  /** To be called when something was written. */
  say(): void {
    if (this.#isOn()) this.#client.sayTyping();
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  /** Whose message came is not writing it any more. */
  #hearMessages(): void {
    const { position, messages } = this.#client.state;
    const before = this.#newest;
    this.#newest = position?.seq ?? 0;
    if (this.#typists.length === 0 || this.#newest <= before) return;
    const done = messages.filter(({ seq }) => seq > before).map(({ from }) => from);
    this.#change(stillWriting(this.#typists, Date.now(), done));
  }

  #change(typists: Typists): void {
    this.#typists = typists;
    clearTimeout(this.#timer);
    if (typists.length === 0) return;
    const next = Math.min(...typists.map(({ until }) => until)) - Date.now();
    this.#timer = setTimeout(
      () => this.#change(stillWriting(this.#typists, Date.now())),
      Math.max(0, next),
    );
  }
}
