import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { App } from '../app-type.ts';

const require = createRequire(import.meta.url);
/** Else it would read its own. */
const NO_LOGO = {
  type: 'image/svg+xml',
  content: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
};

/** The reader of the description writes styles of its own, and makes HTML; nothing of a person gets into it. */
const DOCS_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Describes the routes by their schemas, at /api/openapi.json, and to be read at /api/docs [P50]. */
export async function describeApi(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Chat',
        version: '1',
        description:
          'Rooms, people and messages. A person is made with `POST /api/users`; a browser then has a cookie, a bot ' +
          'asks for `"session": "bearer"` and sends the token. Live events come over the WebSocket at /ws, which /api/socket-docs describes.',
      },
      tags: [
        { name: 'users', description: 'Who I am' },
        { name: 'rooms', description: 'Rooms, their members and messages' },
        { name: 'calls', description: 'What a video call needs' },
        { name: 'operations', description: 'For those who run the server' },
      ],
      components: {
        securitySchemes: {
          cookie: {
            type: 'apiKey',
            in: 'cookie',
            name: '__Host-s',
            description: 'Set by `POST /api/users`. Over plain http its name is `s`.',
          },
          bearer: { type: 'http', scheme: 'bearer' },
        },
      },
    },
  });
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: DOCS_POLICY,
    // It is bundled with us, its page is not.
    baseDir: join(dirname(require.resolve('@fastify/swagger-ui/package.json')), 'static'),
    logo: NO_LOGO,
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}

/** The `security` of a route that needs a session. */
export const SIGNED_IN = [{ cookie: [] }, { bearer: [] }];
