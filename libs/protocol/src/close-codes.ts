/** Why a socket was closed [P40]. 1003 and 1009 are the WebSocket protocol's own (RFC 6455, 7.4.1). */
export const CLOSE = {
  /** The server is going down; another will answer. */
  serverClosing: 4000,
  /** No `hello` within {@link LIMITS.helloMs}. */
  helloTimeout: 4001,
  /** Nothing was heard for too long. */
  silent: 4002,
  /** The receiver could not keep up; resume and catch up. */
  slowConsumer: 4008,
  /** The page is older or newer than the server; load it again. */
  versionUnsupported: 4100,
  /** No valid session came with the socket; create a user again. */
  sessionUnknown: 4101,
  /** The person asked to be forgotten. */
  sessionEnded: 4200,
  /** More sockets than one person, or one address, may have; close some first. */
  tooManySockets: 4201,
  /** A frame that no version of this protocol allows. */
  malformedFrame: 4400,
} as const;

/** What a client does after a close: connect and join again, begin with a new session or page, or stop. */
export type CloseVerdict = 'resume' | 'start-over' | 'stop';

/** The verdict that a close code carries [P40]. Unknown codes, 1006 among them, are worth another try. */
export function closeVerdict(code: number): CloseVerdict {
  if (code >= 4100 && code < 4200) return 'start-over';
  const wouldRepeat = code === CLOSE.malformedFrame || code === 1003 || code === 1009;
  return wouldRepeat || (code >= 4200 && code < 4300) ? 'stop' : 'resume';
}
