/** What a browser tells of its network (Network Information API); the type is known on telephones alone. */
export type NetworkInformation = EventTarget & { type?: string };

/** Where a browser tells that its network changed; by default the page's own. */
export interface NetworkSources {
  page: EventTarget;
  connection: NetworkInformation | undefined;
}

/**
 * Calls back when this device may have moved to another network: when it is back on one, or on one of another kind.
 * Browsers tell of every new estimate of the speed, too; that is no other network.
 */
export function onNetworkChange(listener: () => void, sources = ownSources()): () => void {
  const { page, connection } = sources;
  let type = connection?.type;
  const compare = () => {
    const before = type;
    type = connection?.type;
    if (type !== before && type !== 'none') listener();
  };
  page.addEventListener('online', listener);
  connection?.addEventListener('change', compare);
  return () => {
    page.removeEventListener('online', listener);
    connection?.removeEventListener('change', compare);
  };
}

function ownSources(): NetworkSources {
  const { connection } = navigator as { connection?: NetworkInformation };
  return { page: globalThis, connection };
}
