import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { bytesOf } from './web-socket-bytes.ts';

const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
const HEARTBEAT = '{"type":"heartbeat"';
const PROBE = bytesOf(Buffer.from('{"type":"heartbeat"}'));

export type FuzzSocketOptions = {
  port: number;
  token: string;
  onText: (text: string) => void;
};

/** How a socket is after what was sent: it answers, or it is gone with this code (1006: without one). */
export type Outcome = 'open' | number;

/**
 * A WebSocket of a client without any library, so that every byte of it is ours. It reads what comes as RFC 6455 says
 * and answers pings; a server's frame that is none is an error.
 */
export class FuzzSocket {
  readonly #socket: Socket;
  readonly #onText: (text: string) => void;
  #buffer: Buffer = Buffer.alloc(0);
  #isUpgraded = false;
  #code: number | undefined;
  #beats = 0;
  #wake: () => void = () => undefined;

  constructor({ port, token, onText }: FuzzSocketOptions) {
    this.#onText = onText;
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.on('error', () => undefined);
    this.#socket.on('close', () => this.#end(1006));
    this.#socket.on('data', (data: Buffer) => {
      this.#buffer = this.#buffer.length === 0 ? data : Buffer.concat([this.#buffer, data]);
      this.#read();
      this.#wake();
    });
    const key = randomBytes(16).toString('base64');
    this.#socket.write(
      [
        'GET /ws HTTP/1.1',
        `Host: 127.0.0.1:${port}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${key}`,
        `Authorization: Bearer ${token}`,
        '\r\n',
      ].join('\r\n'),
    );
  }

  write(bytes: Buffer): void {
    if (!this.#socket.destroyed && this.#socket.writable) this.#socket.write(bytes);
  }

  /** Everything that was written has been handled: a heartbeat comes back, or the socket is gone. */
  async settled(): Promise<Outcome> {
    const before = this.#beats;
    this.write(PROBE);
    while (this.#code === undefined && this.#beats === before) await this.#news();
    return this.#code ?? 'open';
  }

  /** Says that nothing more comes, and waits until the socket is gone. */
  async ended(): Promise<number> {
    if (!this.#socket.destroyed) this.#socket.end();
    while (this.#code === undefined || !this.#socket.destroyed) await this.#news();
    return this.#code;
  }

  #news(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }

  #end(code: number): void {
    this.#code ??= code;
    this.#wake();
  }

  #read(): void {
    if (!this.#isUpgraded) {
      const end = this.#buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      this.#isUpgraded = true;
      this.#buffer = this.#buffer.subarray(end + 4);
    }
    let at = 0;
    for (let end = this.#frameAt(at); end !== undefined; end = this.#frameAt(at)) at = end;
    this.#buffer = this.#buffer.subarray(at);
  }

  /** Takes the frame that begins there, if all of it has come, and says where it ends. */
  #frameAt(at: number): number | undefined {
    const bytes = this.#buffer;
    if (bytes.length < at + 2) return undefined;
    const short = (bytes[at + 1] ?? 0) & 0x7f;
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (bytes.length < at + head) return undefined;
    const length =
      short < 126
        ? short
        : short === 126
          ? bytes.readUInt16BE(at + 2)
          : Number(bytes.readBigUInt64BE(at + 2));
    const end = at + head + length;
    if (bytes.length < end) return undefined;
    this.#take((bytes[at] ?? 0) & 0xf, bytes.subarray(at + head, end));
    return end;
  }

  #take(opcode: number, payload: Buffer): void {
    if (opcode === CLOSE) {
      this.#end(payload.length >= 2 ? payload.readUInt16BE(0) : 1005);
      this.#socket.end();
    } else if (opcode === PING) this.write(bytesOf(payload, { opcode: PONG }));
    else if (opcode === TEXT) {
      const text = payload.toString('utf8');
      if (text.startsWith(HEARTBEAT)) this.#beats += 1;
      this.#onText(text);
    }
  }
}
