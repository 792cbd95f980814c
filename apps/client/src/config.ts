/** `host:port` of a server that is elsewhere, from WS_HOST and WS_PORT at build time; empty for the own origin. */
declare const __SERVER__: string;

const secure = location.protocol === 'https:';

/** Where the REST routes are; empty for the page's own origin. */
export const API_ORIGIN =
  __SERVER__ && import.meta.env.PROD ? `${location.protocol}//${__SERVER__}` : '';

/** Where the WebSocket route is. */
export const SOCKET_URL = `${secure ? 'wss' : 'ws'}://${API_ORIGIN ? __SERVER__ : location.host}/ws`;
