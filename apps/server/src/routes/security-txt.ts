import type { App, Parts } from '../app-type.ts';

/** Milliseconds for which the file says that it holds (RFC 9116, 2.5.5: less than a year). */
const HOLDS_MS = 90 * 24 * 60 * 60_000;

/** Where to report a weakness of this server (RFC 9116), if whoever runs it said so. */
export function securityTxtRoute(app: App, { config }: Parts): void {
  const { securityContact } = config;
  if (securityContact === undefined) return;
  app.get('/.well-known/security.txt', { schema: { hide: true } }, async (_request, reply) => {
    const expires = new Date(Date.now() + HOLDS_MS).toISOString();
    void reply.type('text/plain; charset=utf-8');
    return `Contact: ${securityContact}\nExpires: ${expires}\nPreferred-Languages: en\n`;
  });
}
