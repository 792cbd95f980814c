import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below those that the system gives to whoever asks for any: nobody gets one while its program is not up. Above those that
 * no browser goes to (Fetch standard, bad ports: 10080 is the last).
 */
const [FIRST, LAST] = [10_081, 30_000];
let next = FIRST + ((process.pid * 37) % (LAST - FIRST));

/** A TCP port of 127.0.0.1 that nobody listens on, and another each time. */
export async function freePort(): Promise<number> {
  for (;;) {
    next = next < LAST ? next + 1 : FIRST;
    const port = next;
    const probe = createServer().listen(port, '127.0.0.1');
    const isFree = await Promise.race([
      once(probe, 'listening').then(() => true),
      once(probe, 'error').then(() => false),
    ]).catch(() => false);
    if (!isFree) continue;
    probe.close();
    await once(probe, 'close');
    return port;
  }
}
