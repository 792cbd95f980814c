/** The places of the app: its home, a room by its link, and a link that cannot be a room's. */
export type Route = { page: 'home' } | { page: 'room'; room: string } | { page: 'no-room' };

// What a sentence has around a link comes along with it.
const ROOM_PATH = /^\/r\/(?:([\w-]{32})(?![\w-])[^/]*|[^/]+)\/?$/;

/** The path of a room's link. */
export function roomPath(room: string): string {
  return `/r/${room}`;
}

/** A room's link, as it is sent. */
export function roomLink(room: string): string {
  return `${location.origin}${roomPath(room)}`;
}

function routeOf(path: string): Route {
  const match = ROOM_PATH.exec(path);
  if (!match) return { page: 'home' };
  const [, room] = match;
  return room === undefined ? { page: 'no-room' } : { page: 'room', room };
}

/** Owns the address: which page is shown, and how to go to another. */
export class Router {
  #route: Route = $state.raw(routeOf(location.pathname));

  /** Whether a sheet lies over the page, which Back puts away: it has an entry of its own in the history. */
  #covered = $state(history.state === true);

  constructor() {
    addEventListener('popstate', () => this.#look());
  }

  get covered(): boolean {
    return this.#covered;
  }

  cover(): void {
    history.pushState(true, '');
    this.#covered = true;
  }

  uncover(): void {
    if (this.#covered) history.back();
  }

  get route(): Route {
    return this.#route;
  }

  go(path: string): void {
    history.pushState(null, '', path);
    this.#look();
  }

  /** Goes to another page and leaves nothing to come back to. */
  replace(path: string): void {
    if (this.#covered) {
      addEventListener('popstate', () => this.replace(path), { once: true });
      this.uncover();
      return;
    }
    history.replaceState(null, '', path);
    this.#look();
  }

  #look(): void {
    this.#route = routeOf(location.pathname);
    this.#covered = history.state === true;
  }
}
