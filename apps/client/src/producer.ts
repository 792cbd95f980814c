import { randomId } from '@chat/sdk';

const KEY = 'chat.producer';
/** How long a page that is being reloaded may still hold its lock. */
const HANDOVER_MS = 300;

/**
 * The producer id of this tab [P24]: the same over reloads, never shared by two tabs. A duplicated tab brings a copy of
 * the id, but the lock of it is taken, so it gets one of its own. Where there are no locks (a page without https), every
 * load is a new producer.
 */
export async function claimProducer(): Promise<string> {
  if (!('locks' in navigator)) return randomId();
  const remembered = read();
  if (remembered && (await claim(remembered))) return remembered;
  const fresh = randomId();
  await claim(fresh);
  write(fresh);
  return fresh;
}

/** The producers that live in some tab of this browser now, this one included. */
export async function livingProducers(): Promise<Set<string>> {
  if (!('locks' in navigator)) return new Set();
  const { held = [] } = await navigator.locks.query();
  return new Set(held.map(({ name = '' }) => name.replace(`${KEY}:`, '')));
}

/** Holds the lock as long as the page lives. */
function claim(producer: string): Promise<boolean> {
  return new Promise((resolve) => {
    const options = { signal: AbortSignal.timeout(HANDOVER_MS) };
    const hold = () => {
      resolve(true);
      return new Promise(() => {});
    };
    navigator.locks.request(`${KEY}:${producer}`, options, hold).catch(() => resolve(false));
  });
}

function read(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function write(producer: string): void {
  try {
    sessionStorage.setItem(KEY, producer);
  } catch {
    // Without storage a reload is a new producer, which is safe.
  }
}
