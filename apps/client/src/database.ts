/** A request to IndexedDB, as a promise. */
export function asked<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The database refused'));
  });
}

/** Resolves when all of a transaction is written. */
export function written(transaction: IDBTransaction): Promise<void> {
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    const fail = () => reject(transaction.error ?? new Error('The database gave up'));
    transaction.onerror = fail;
    transaction.onabort = fail;
  });
  // Who was stopped by a request before does not wait for this one too.
  done.catch(() => undefined);
  return done;
}

/** Opens a database and makes these stores where they are not there yet. Rejects where there is no IndexedDB. */
export async function openDatabase(name: string, stores: readonly string[]): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    for (const store of stores) request.result.createObjectStore(store);
  };
  return asked(request);
}
