// Keeps the shell of the page (its HTML, scripts and styles), so that a room can be opened and read without a network.
// The network wins whenever it answers: a new version of the page is never held back. Nothing of a room is kept here.
const CACHE = 'shell';
const SHELL = '/';
/** How long a network that does not answer may keep a page waiting that could be shown. */
const PATIENCE_MS = 3_000;

self.addEventListener('install', (event) => {
  event.waitUntil(refresh().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
  // Not waited for: until this is over the page would get nothing.
  void keepParts();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') {
    if (!pathname.startsWith('/api/')) event.respondWith(page(event));
  } else if (pathname.startsWith('/assets/') || pathname === '/icon.svg') {
    event.respondWith(asset(event));
  }
});

// A notice on browsers that show only ours: a press on it comes to the tab that rings, or to the message.
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data ?? {}));
});

async function show({ url, room, seq }) {
  const pages = await self.clients.matchAll({ type: 'window' });
  const page = pages.find((one) => one.url === url) ?? pages[0];
  if (!page) return void (await self.clients.openWindow(room ? `/r/${room}` : '/'));
  await page.focus();
  if (room) page.postMessage({ room, seq });
}

/** Every path of the app is the same page. A proxy that answers for a dead server counts as no answer. */
async function page(event) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const response = await fetch(event.request, { signal: patience.signal });
    if (response.ok) event.waitUntil(refresh().then(keepParts, () => {}));
    if (response.status < 500) return response;
    return (await caches.match(SHELL)) ?? response;
  } catch {
    return (await caches.match(SHELL)) ?? Response.error();
  } finally {
    clearTimeout(timer);
  }
}

/** The names of assets change with their content, so what is kept is right. What is loaded on demand is kept
 * from then on, if it is not kept yet. */
async function asset(event) {
  const kept = await caches.match(event.request);
  if (kept) return kept;
  const response = await fetch(event.request);
  if (response.ok) event.waitUntil(keep(event.request, response.clone()));
  return response;
}

async function keep(request, response) {
  await (await caches.open(CACHE)).put(request, response);
}

/**
 * Fetches what is loaded on demand before anybody demands it: a network that goes away then takes no part of the page with
 * it, and no browser remembers that a part failed. What is missed now comes with the next page.
 */
async function keepParts() {
  const cache = await caches.open(CACHE);
  for (const path of await partsOf(cache)) {
    if (await cache.match(path)) continue;
    const response = await fetch(path, { priority: 'low' }).catch(() => null);
    if (!response) return;
    if (response.ok) await cache.put(path, response);
  }
}

/** All parts of the version that is kept. */
async function partsOf(cache) {
  const list = (await cache.keys()).find(({ url }) => /\/assets\/parts-[^/]*\.json$/.test(url));
  return list ? (await cache.match(list)).json() : [];
}

/** Fetches the page and all that it loads; what the newest page does not name any more goes. */
async function refresh() {
  const cache = await caches.open(CACHE);
  const response = await fetch(SHELL, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`The page answered ${response.status}`);
  const html = await response.clone().text();
  // A notice of maintenance in its place is not the page.
  if (!html.includes('/assets/')) throw new Error('This is not the page');
  const assets = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path);
  for (const path of assets) if (!(await cache.match(path))) await cache.add(path);
  const before = await (await cache.match(SHELL))?.text();
  await cache.put(SHELL, response);
  // Of the same version all is kept, of an older one nothing.
  if (before === html) return;
  const wanted = new Set([SHELL, ...assets]);
  for (const { url } of await cache.keys()) {
    if (!wanted.has(new URL(url).pathname)) await cache.delete(url);
  }
}
