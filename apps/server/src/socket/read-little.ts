import type { Socket } from 'node:net';

/** Bytes: a message that was too large has about so many left, and the other side's half of the closing comes after it. */
const LAST_BYTES = 64 * 1024;

/**
 * Of one who broke the protocol little more is read: what else it sends stays in the network, and costs this process
 * nothing. For that the connection must be about to end.
 */
export function readLittle(network: Socket): void {
  const limit = network.bytesRead + LAST_BYTES;
  // Not once: whoever else reads from it may have it go on.
  network.on('data', () => {
    if (network.bytesRead > limit) network.pause();
  });
}
