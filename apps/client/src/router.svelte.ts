/** The places of the app: its home, a room by its link, and a link that cannot be a room's. */
export type Route = { page: 'home' } | { page: 'room'; room: string } | { page: 'no-room' };

const ROOM_PATH = /^\/r\/([^/]+)\/?$/;
const ROOM_ID = /^[A-Za-z0-9_-]{32}$/;

/** The path of a room's link. */
export function roomPath(room: string): string {
  return `/r/${room}`;
}

/** A room's link, as it is sent. */
export function roomLink(room: string): string {
  return `${location.origin}${roomPath(room)}`;
}

function routeOf(path: string): Route {
  const room = ROOM_PATH.exec(path)?.[1];
  if (room === undefined) return { page: 'home' };
  return ROOM_ID.test(room) ? { page: 'room', room } : { page: 'no-room' };
}

/** The room that a person means who typed or pasted a link or a bare id; null when it is neither. */
export function roomFromInput(input: string): string | null {
  const text = input.trim();
  if (ROOM_ID.test(text)) return text;
  const path = text.replace(/^(?:[a-z]+:\/\/)?[^/]*/i, '').replace(/[?#].*$/, '');
  const room = ROOM_PATH.exec(path)?.[1];
  return room !== undefined && ROOM_ID.test(room) ? room : null;
}

/** Owns the address: which page is shown, and how to go to another. */
export class Router {
  #route: Route = $state.raw(routeOf(location.pathname));

  constructor() {
    addEventListener('popstate', () => (this.#route = routeOf(location.pathname)));
  }

  get route(): Route {
    return this.#route;
  }

  go(path: string): void {
    history.pushState(null, '', path);
    this.#route = routeOf(path);
  }

  /** Goes to another page and leaves nothing to come back to. */
  replace(path: string): void {
    history.replaceState(null, '', path);
    this.#route = routeOf(path);
  }
}
