import type { Message } from '@chat/protocol';
import { randomId } from '../random-id.ts';
import { RoomClient } from '../room-client.ts';
import type { applyRoomInput } from '../room-reducer.ts';
import type { SharedStorage } from '../shared-storage.ts';
import type { Witness } from './check-delivery.ts';
import { ModelLink, type Remains } from './model-link.ts';
import type { ModelServer } from './model-server.ts';

export interface TabOptions {
  server: ModelServer;
  name: string;
  user: string;
  /** What this tab and the others of this person store in. */
  browser: SharedStorage;
  reduce: typeof applyRoomInput;
}

/** One place for a tab of one person: a real RoomClient over the model's link, and a record of what was done with it. */
export class ModelTab {
  readonly user: string;
  readonly #options: TabOptions;
  /** Of each tab that was here, one after the other, what was posted in it; the last one is that of now. */
  readonly #posted: string[][] = [[]];
  readonly #tooEarly = new Set<string>();
  link: ModelLink;
  client: RoomClient;
  /** The tab was closed for good, and no other was opened yet. */
  isShut = false;

  constructor(options: TabOptions) {
    this.user = options.user;
    this.#options = options;
    this.link = this.#newLink(randomId());
    this.client = this.#newClient();
  }

  /** Each tab that is opened here has a name of its own: of what two tabs do the order is open. */
  get name(): string {
    return this.#nameOf(this.#posted.length);
  }

  post(text: string): void {
    this.#posted.at(-1)?.push(this.client.post(text));
  }

  /** Deletes a text of mine. True when it never left the tab: then it was never posted. */
  remove(id: string): boolean {
    const hasNotLeft = this.#isWaiting(id);
    this.client.remove(id);
    return hasNotLeft && !this.#isWaiting(id);
  }

  /** A text was never posted. */
  forget(id: string): void {
    for (const posted of this.#posted) {
      if (posted.includes(id)) posted.splice(posted.indexOf(id), 1);
    }
  }

  /** My texts that can be changed, sent or not. */
  ownTexts(): string[] {
    const { messages, outbox } = this.client.state;
    const isMine = ({ from, text }: Message) => from === this.user && text !== null;
    return [
      ...messages.filter(isMine).map(({ id }) => id),
      ...outbox.filter(({ body }) => body.kind === 'text').map(({ id }) => id),
    ];
  }

  /** The page is loaded again: with the same producer, or, as without locks, with a new one [P24]. */
  async reload(producer = this.link.producer): Promise<Remains | null> {
    const remains = await this.#unload();
    this.#load(producer);
    return remains;
  }

  /** The tab is closed; what waits in it is for the next page of this person that loads the room. */
  async shut(): Promise<Remains | null> {
    const remains = await this.#unload();
    this.isShut = true;
    return remains;
  }

  /** Another tab is opened here. */
  reopen(): void {
    this.isShut = false;
    this.#posted.push([]);
    this.#load(randomId());
  }

  /** What each tab that was here did, and what is shown here now. */
  witnesses(): Witness[] {
    const { messages: shown, outbox } = this.client.state;
    const waiting = outbox.filter(({ body }) => body.kind === 'text').map(({ id }) => id);
    const shownTooEarly = [...this.#tooEarly];
    return this.#posted.map((posted, index) => {
      const name = this.#nameOf(index + 1);
      return { name, posted, shownTooEarly, waiting, shown };
    });
  }

  #nameOf(generation: number): string {
    return `${this.#options.name}${"'".repeat(generation - 1)}`;
  }

  async #unload(): Promise<Remains | null> {
    // Nothing is promised for what was not stored yet.
    await settled();
    await this.client.flush();
    this.client.close();
    this.#options.browser.close(this.link.producer);
    return this.link.cut(Infinity);
  }

  #load(producer: string): void {
    this.link = this.#newLink(producer);
    this.client = this.#newClient();
  }

  #isWaiting(id: string): boolean {
    return this.client.state.outbox.some((entry) => entry.id === id);
  }

  #newLink(producer: string): ModelLink {
    return new ModelLink(this.#options.server, { user: this.user, producer });
  }

  #newClient(): RoomClient {
    const { server, browser, reduce } = this.#options;
    const { link: connection } = this;
    const storage = browser.open(connection.producer);
    const options = { connection, room: server.room, storage };
    const client = new RoomClient(options, reduce);
    client.subscribe(({ phase, messages }) => {
      if (phase.status !== 'joined') return;
      for (const { id } of messages) if (!server.everPosted.has(id)) this.#tooEarly.add(id);
    });
    return client;
  }
}

/** Lets everything happen that waits for nothing but its turn. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
