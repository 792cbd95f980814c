/** One thing that a connection does before it counts as open: sends a text, or waits for a frame that holds one. */
export type Step = readonly ['send' | 'wait', string];

/** A place in a room, with what its connection proves who it is by. */
export interface Seat {
  room: string;
  token: string;
}

/** How one talks to a server. {room}, {id}, {n}, {epoch} and {text} stand for what they say. */
export interface Dialect {
  path: string;
  /** Until it is connected, and until it is in the room from there on. */
  greet: readonly Step[];
  enter: readonly Step[];
  post: string;
  /** A frame that must be answered with another. */
  answer?: readonly [string, string];
  /** Keeps what was posted, and gives it to those who join. */
  hasHistory: boolean;
}

export const OURS: Dialect = {
  path: '/ws',
  greet: [
    ['send', '{"type":"hello","version":1,"producer":"{producer}"}'],
    ['wait', '"type":"welcome"'],
  ],
  enter: [
    ['send', '{"type":"join","room":"{room}"}'],
    ['wait', '"type":"snapshot"'],
  ],
  post:
    '{"type":"post","room":"{room}","id":"{id}","epoch":"{epoch}","n":{n},' +
    '"body":{"kind":"text","text":"{text}"}}',
  hasHistory: true,
};

export const SOCKET_IO: Dialect = {
  path: '/socket.io/?EIO=4&transport=websocket',
  greet: [
    ['wait', '0{'],
    ['send', '40'],
    ['wait', '40{'],
  ],
  enter: [
    ['send', '42["join","{room}"]'],
    ['wait', '42["history"'],
  ],
  post: '42{n}["post",{"room":"{room}","id":"{id}","text":"{text}"}]',
  answer: ['2', '3'],
  hasHistory: true,
};

export const PLAIN: Dialect = {
  path: '/',
  greet: [],
  enter: [
    ['send', '{"type":"join","room":"{room}"}'],
    ['wait', '"type":"history"'],
  ],
  post: '{"type":"post","room":"{room}","id":"{id}","text":"{text}"}',
  hasHistory: true,
};

/** The room is the address, and a frame is the message. */
export const BARE: Dialect = {
  path: '/{room}',
  greet: [],
  enter: [],
  post: '{text}',
  hasHistory: false,
};

/** The text by which the crowd knows the last of so many messages of one poster; see ../load/room.h. */
export function lastMark(messages: number): string {
  return `~00${String(messages - 1).padStart(10, '0')}`;
}
