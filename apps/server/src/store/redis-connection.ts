import { createClient, createCluster } from '@redis/client';

/** A connection to one Redis, or those to the masters of a cluster. */
export type RedisConnection = ReturnType<typeof single>;

/** What any of them says when it is of no use any more. */
export const LOSSES = ['error', 'end', 'node-error'] as const;

/** Makes a connection that never connects again by itself. `url`: several by comma are nodes of a cluster. */
export function connectionOf(url: string, connectTimeout: number): RedisConnection {
  const urls = url.split(',').map((each) => each.trim());
  const client = urls.length === 1 ? single(url, connectTimeout) : cluster(urls, connectTimeout);
  // Whoever asked hears of it by the command, and the watch by the loss.
  client.on('error', () => undefined);
  return client;
}

/** A cluster does not say whether it is ready, only that it was not closed. */
export function isSound(client: Partial<Pick<RedisConnection, 'isOpen' | 'isReady'>>): boolean {
  return client.isOpen === true && (client.isReady ?? true);
}

function single(url: string, connectTimeout: number) {
  return createClient({ url, ...optionsOf(connectTimeout) });
}

/** Scripts go to the node that has their keys, channels to that which has their slot. What is used of both is alike. */
function cluster(urls: string[], connectTimeout: number): RedisConnection {
  const { username, password } = new URL(urls[0] ?? '');
  const credentials = {
    ...(username !== '' && { username: decodeURIComponent(username) }),
    ...(password !== '' && { password: decodeURIComponent(password) }),
  };
  const defaults = { ...optionsOf(connectTimeout), ...credentials };
  const rootNodes = urls.map((url) => ({ url }));
  return createCluster({ rootNodes, defaults }) as unknown as RedisConnection;
}

function optionsOf(connectTimeout: number) {
  const socket = { connectTimeout, reconnectStrategy: false } as const;
  return { socket, disableOfflineQueue: true, maintNotifications: 'disabled' } as const;
}
