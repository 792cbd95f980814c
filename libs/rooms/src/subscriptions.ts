import type { RoomId } from '@chat/protocol';
import type { Listener, RoomNews } from './room-store.ts';

/**
 * Who listens to which room, within one process. News of a room goes out in the order in which it came in, also when a
 * listener causes more of it [RS15].
 */
export class Subscriptions {
  readonly #listeners = new Map<RoomId, Set<Listener>>();
  readonly #queue: { roomId: RoomId; news: RoomNews }[] = [];
  readonly #onError: (error: unknown) => void;
  #sending = false;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  add(roomId: RoomId, listener: Listener): () => void {
    // The same function may subscribe twice; each subscription is its own.
    const own: Listener = (news) => listener(news);
    const listeners = this.#listeners.get(roomId) ?? new Set();
    this.#listeners.set(roomId, listeners.add(own));
    return () => {
      listeners.delete(own);
      if (listeners.size === 0 && this.#listeners.get(roomId) === listeners) {
        this.#listeners.delete(roomId);
      }
    };
  }

  send(roomId: RoomId, news: RoomNews): void {
    if (!this.#listeners.has(roomId)) return;
    this.#queue.push({ roomId, news });
    if (this.#sending) return;
    this.#sending = true;
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      const listeners = this.#listeners.get(next.roomId) ?? [];
      // After the last news nobody listens who did; who begins to listen meanwhile is another one.
      if (isLast(next.news)) this.#listeners.delete(next.roomId);
      for (const listener of listeners) this.#tell(listener, next.news);
    }
    this.#sending = false;
  }

  clear(): void {
    this.#listeners.clear();
  }

  #tell(listener: Listener, news: RoomNews): void {
    try {
      listener(news);
    } catch (error) {
      this.#onError(error);
    }
  }
}

function isLast({ kind }: RoomNews): boolean {
  return kind === 'moved' || kind === 'lost';
}
