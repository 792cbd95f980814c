import type { Message } from '@chat/protocol';
import { randomId } from '../random-id.ts';
import { RoomClient } from '../room-client.ts';
import type { applyRoomInput } from '../room-reducer.ts';
import { memoryStorage } from '../room-storage.ts';
import type { Witness } from './check-delivery.ts';
import { ModelLink, type Remains } from './model-link.ts';
import type { ModelServer } from './model-server.ts';

export interface TabOptions {
  server: ModelServer;
  name: string;
  user: string;
  reduce: typeof applyRoomInput;
}

/** One tab of one person: a real RoomClient over the model's link, and a record of what was done with it. */
export class ModelTab {
  readonly name: string;
  readonly user: string;
  readonly #options: TabOptions;
  readonly #storage = memoryStorage();
  readonly #posted: string[] = [];
  readonly #tooEarly = new Set<string>();
  link: ModelLink;
  client: RoomClient;

  constructor(options: TabOptions) {
    this.name = options.name;
    this.user = options.user;
    this.#options = options;
    this.link = this.#newLink(randomId());
    this.client = this.#newClient();
  }

  post(text: string): string {
    const id = this.client.post(text);
    this.#posted.push(id);
    return id;
  }

  /** Deletes a text of mine; one that never left the tab was never posted. */
  remove(id: string): void {
    const hasNotLeft = this.#isWaiting(id);
    this.client.remove(id);
    if (hasNotLeft && !this.#isWaiting(id)) this.#posted.splice(this.#posted.indexOf(id), 1);
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
    // Nothing is promised for what was not stored yet.
    await settled();
    await this.client.flush();
    this.client.close();
    const remains = this.link.cut(Infinity);
    this.link = this.#newLink(producer);
    this.client = this.#newClient();
    return remains;
  }

  witness(): Witness {
    const { messages, outbox } = this.client.state;
    return {
      name: this.name,
      posted: this.#posted,
      shownTooEarly: [...this.#tooEarly],
      waiting: outbox.filter(({ body }) => body.kind === 'text').map(({ id }) => id),
      shown: messages,
    };
  }

  #isWaiting(id: string): boolean {
    return this.client.state.outbox.some((entry) => entry.id === id);
  }

  #newLink(producer: string): ModelLink {
    return new ModelLink(this.#options.server, { user: this.user, producer });
  }

  #newClient(): RoomClient {
    const { server, reduce } = this.#options;
    const { link: connection } = this;
    const options = { connection, room: server.room, storage: this.#storage };
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
