/** The room that somebody means; `host` is the server that it is on, where that is another one. */
export interface RoomFromInput {
  room: string;
  host: string | null;
}

const ID = '([\\w-]{32})(?![\\w-])';
const LINK = new RegExp(`https?://([^\\s/]+)/r/${ID}`, 'i');
const PATH = new RegExp(`(?:^|[\\s<("'])([^\\s/<>("']*)/r/${ID}`);
const BARE_ID = new RegExp(`^[^\\w-]*()${ID}[^\\w-]*$`);

/** What a person means who typed or pasted a link, with or without words around it, or a bare id; null when it is neither. */
export function roomFromInput(input: string, here = location.host): RoomFromInput | null {
  const found = LINK.exec(input) ?? PATH.exec(input) ?? BARE_ID.exec(input);
  if (!found) return null;
  const [, host = '', room = ''] = found;
  const isHere = host === '' || plain(host) === plain(here);
  return { room, host: isHere ? null : host };
}

/** Without the port that needs not be said. */
function plain(host: string): string {
  return host.toLowerCase().replace(/:(?:80|443)$/, '');
}
