import { CLOSE, LIMITS, type CreatedRoom, type ErrorCode } from '@chat/protocol';
import {
  ApiError,
  Connection,
  createApi,
  type Api,
  type ConnectionState,
  type RoomStorage,
} from '@chat/sdk';
import { createSubscriber } from 'svelte/reactivity';
import { Announcement } from './announcement.svelte.ts';
import { API_ORIGIN, SOCKET_URL } from './config.ts';
import { loadPerson, savePerson, type Person } from './person.ts';
import { openRoomStorage } from './room-storage.ts';
import { text } from './text.ts';

const MAX_INTRODUCTIONS = 1;
const RETRY_MS = 2_000;

/**
 * Who I am, and the one socket of this tab. A remembered person is ready at once; whether the server still knows the
 * session is found out beside it, and a person it does not know (any more) is introduced again under the same name.
 */
export class Session {
  readonly api: Api = createApi({ origin: API_ORIGIN });
  readonly connection: Connection;
  readonly storage: RoomStorage;
  #person: Person | null = $state.raw(loadPerson());
  readonly #announcement = new Announcement();
  /** Says something to a screen reader. */
  readonly announce = this.#announcement.say;
  #accepted: readonly string[] = $state.raw([]);
  /** Sessions made since the server last knew me. */
  #introductions = $state(0);
  #isRenewed = false;
  readonly #track = createSubscriber((update) => this.connection.onState(update));

  /** `producer`: what this tab is called in the logs of its rooms [P24]. */
  constructor(producer: string) {
    this.connection = new Connection({ url: SOCKET_URL, producer });
    this.storage = openRoomStorage(producer);
    this.connection.onState((state) => {
      if (state.status === 'open') {
        this.#introductions = 0;
        this.#remember(state.user);
        this.#renew();
      }
      if (state.status === 'closed') void this.#startOver(state.code);
    });
    if (this.#person) this.connection.open();
    for (const event of ['online', 'pageshow'] as const) {
      addEventListener(event, () => this.connection.probe());
    }
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.connection.probe();
    });
  }

  get person(): Person | null {
    return this.#person;
  }

  get connectionState(): ConnectionState {
    this.#track();
    return this.connection.state;
  }

  /** Why the connection will not come back by itself; null while it is there or comes back. */
  get stopped(): string | null {
    const state = this.connectionState;
    if (state.status !== 'closed') return null;
    switch (state.code) {
      case CLOSE.versionUnsupported:
        return text.room.outdated;
      case CLOSE.sessionEnded:
        return text.room.forgotten;
      case CLOSE.tooManySockets:
        return text.room.tooManySockets;
      case CLOSE.sessionUnknown:
        return this.#introductions > MAX_INTRODUCTIONS ? text.room.cookiesBlocked : null;
      default:
        return text.room.stopped;
    }
  }

  /** Whether the invitation to a room was accepted on this page. */
  hasAccepted(room: string): boolean {
    return this.#accepted.includes(room);
  }

  accept(room: string): void {
    this.#accepted = [...this.#accepted, room];
  }

  /** The room was left: whoever comes to its address again is asked again. */
  withdraw(room: string): void {
    this.#accepted = this.#accepted.filter((one) => one !== room);
  }

  /** What a screen reader hears next. */
  get announcement(): string {
    return this.#announcement.sentence;
  }

  /** Takes a name: a new person, or the same one renamed. Throws an {@link ApiError}. */
  async introduce(name: string): Promise<void> {
    if (this.#person?.name !== name) {
      const { id } = this.#person ? await this.#rename(name) : await this.api.createUser({ name });
      this.#remember({ id, name });
    }
    this.connection.open();
  }

  /** Makes a room; without a title it is called after me. Throws an {@link ApiError}. */
  async createRoom(title = this.ownTitle): Promise<CreatedRoom> {
    return this.#asKnown(() => this.api.createRoom({ title }));
  }

  /** What a room of mine is called that has no other name. */
  get ownTitle(): string {
    return text.roomOf(this.#person?.name ?? '').slice(0, LIMITS.titleLength);
  }

  async #rename(name: string): Promise<Person> {
    return this.#asKnown(() => this.api.rename(name));
  }

  /** Runs a request; when the server does not know the session any more, introduces the person and runs it again. */
  async #asKnown<Reply>(request: () => Promise<Reply>): Promise<Reply> {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'session-unknown') throw error;
      await this.#introduceAgain();
      return request();
    }
  }

  async #introduceAgain(): Promise<void> {
    if (!this.#person) return;
    const { id, name } = await this.api.createUser({ name: this.#person.name });
    this.#remember({ id, name });
    this.connection.close();
    this.connection.open();
  }

  async #startOver(code: number): Promise<void> {
    if (code !== CLOSE.sessionUnknown) return;
    this.#introductions += 1;
    // A second session that the server does not know either: the browser does not keep our cookie.
    if (this.#introductions > MAX_INTRODUCTIONS) return;
    try {
      await this.#introduceAgain();
    } catch {
      // The server went away in between.
      this.#introductions -= 1;
      setTimeout(() => void this.#startOver(code), RETRY_MS);
    }
  }

  /** Asking who I am puts a younger cookie in the place of one that is past its half. */
  #renew(): void {
    if (this.#isRenewed) return;
    this.#isRenewed = true;
    this.api.me().catch(() => {
      this.#isRenewed = false;
    });
  }

  #remember({ id, name }: Person): void {
    if (this.#person?.id === id && this.#person.name === name) return;
    this.#person = { id, name };
    savePerson(this.#person);
  }
}

/** The sentence for something that the server or the network refused. */
export function sentenceFor(error: unknown): string {
  return refusalSentence(codeOf(error));
}

/** The code of what was thrown; what is no refusal of the server is our own fault. */
export function codeOf(error: unknown): ErrorCode {
  return error instanceof ApiError ? error.code : 'internal';
}

/** What happened and what to do next, for a code of the server. */
export function refusalSentence(code: ErrorCode = 'internal'): string {
  const sentences: Partial<Record<ErrorCode, string>> = text.refusal;
  return sentences[code] ?? text.refusal.internal;
}
