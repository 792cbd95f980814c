import type { ServerFrame } from '@chat/protocol';
import type { SocketConstructor, SocketLike } from '../connection.ts';

/** The server's end of one socket in memory: what arrived, and ways to answer. */
export interface ServerEnd {
  readonly url: string;
  readonly headers: Record<string, string>;
  /** Frames of the client, parsed, oldest first. */
  readonly received: { type: string; [field: string]: unknown }[];
  /** Set when the client closed its end. */
  readonly closed: boolean;
  accept(): void;
  send(frame: ServerFrame): void;
  sendText(text: string): void;
  close(code: number): void;
}

/** A constructor that makes sockets in memory, and the server's ends of all that were made, oldest first. */
export function socketPairs(): { WebSocket: SocketConstructor; ends: ServerEnd[] } {
  const ends: ServerEnd[] = [];
  class MemorySocket implements SocketLike {
    onopen: SocketLike['onopen'] = null;
    onmessage: SocketLike['onmessage'] = null;
    onclose: SocketLike['onclose'] = null;
    onerror: SocketLike['onerror'] = null;
    readonly #end: { received: ServerEnd['received']; closed: boolean };

    constructor(url: string, options?: { headers: Record<string, string> }) {
      const end = {
        url,
        headers: options?.headers ?? {},
        received: [],
        closed: false,
        accept: () => this.onopen?.(),
        send: (frame: ServerFrame) => this.onmessage?.({ data: JSON.stringify(frame) }),
        sendText: (data: string) => this.onmessage?.({ data }),
        close: (code: number) => this.onclose?.({ code }),
      };
      this.#end = end;
      ends.push(end);
    }

    send(text: string): void {
      this.#end.received.push(JSON.parse(text) as { type: string });
    }

    close(): void {
      this.#end.closed = true;
    }
  }
  return { WebSocket: MemorySocket, ends };
}
