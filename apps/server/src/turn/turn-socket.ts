import { createSocket } from 'node:dgram';
import { connect as connectTcp, isIP, isIPv6, type Socket } from 'node:net';
import { lookup } from 'node:dns/promises';
import { connect as connectTls } from 'node:tls';
import { messageLength } from './stun-message.ts';
import type { TurnAddress } from './turn-url.ts';

/** A way to one TURN server. `onMessage` gets whole STUN messages, whatever the transport did to them. */
export interface TurnSocket {
  /** Whether what is sent may be lost, so that it must be sent again. */
  readonly isLossy: boolean;
  send(message: Buffer): void;
  close(): void;
}

export interface TurnSocketEvents {
  onMessage: (message: Buffer) => void;
  /** The way is gone: refused, not found, or a certificate that is not trusted. */
  onGone: (reason: string) => void;
}

/** Most bytes of an answer that may wait to be whole: more is no TURN server. */
const MAX_WAITING = 64 * 1024;

/** Opens the way; it can be written to at once. Certificates are checked as a browser does. */
export async function openTurnSocket(
  address: TurnAddress,
  events: TurnSocketEvents,
): Promise<TurnSocket> {
  return address.transport === 'udp' ? openUdp(address, events) : openStream(address, events);
}

async function openUdp(
  { host, port }: TurnAddress,
  { onMessage, onGone }: TurnSocketEvents,
): Promise<TurnSocket> {
  const { address, family } = await lookup(host);
  const socket = createSocket(family === 6 || isIPv6(address) ? 'udp6' : 'udp4');
  socket.on('message', onMessage);
  socket.on('error', ({ code }: NodeJS.ErrnoException) => onGone(code ?? 'error'));
  return {
    isLossy: true,
    send: (message) => socket.send(message, port, address),
    close: () => {
      socket.removeAllListeners('message');
      socket.close();
    },
  };
}

function openStream(address: TurnAddress, { onMessage, onGone }: TurnSocketEvents): TurnSocket {
  const { host, port, transport } = address;
  const servername = isIP(host) === 0 ? { servername: host } : {};
  const socket: Socket =
    transport === 'tls' ? connectTls({ host, port, ...servername }) : connectTcp({ host, port });
  let waiting = Buffer.alloc(0);
  socket.on('data', (data: Buffer) => {
    waiting = Buffer.concat([waiting, data]);
    for (;;) {
      const length = messageLength(waiting);
      if (length === undefined || waiting.length < length) break;
      onMessage(waiting.subarray(0, length));
      waiting = waiting.subarray(length);
    }
    if (waiting.length > MAX_WAITING) socket.destroy();
  });
  socket.on('error', ({ code }: NodeJS.ErrnoException) => onGone(code ?? 'error'));
  socket.on('close', () => onGone('closed'));
  return {
    isLossy: false,
    send: (message) => void socket.write(message),
    close: () => socket.destroy(),
  };
}
