import type { App } from '../app-type.ts';

/** Headers of every reply: the link is a key, so no page is told where a visitor came from. */
export function setHeaders(app: App): void {
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    if (/^\/(api|healthz|readyz)\b/.test(request.url))
      void reply.header('cache-control', 'no-store');
  });
}
