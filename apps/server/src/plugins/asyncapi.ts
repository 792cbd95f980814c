import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { App } from '../app-type.ts';
import { asyncApiDocument } from '../asyncapi/document.ts';
import { asyncApiPage, STYLE } from '../asyncapi/page.ts';
import type { Config } from '../config.ts';
import { originOf } from '../routes/origin-of.ts';

/** The page is text with one style, which is known by its hash. */
const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Describes the WebSocket by its schemas, at /api/asyncapi.json, and to be read at /api/socket-docs [P50]. */
export function describeSocket(app: App, config: Config): void {
  const describe = (request: FastifyRequest) => {
    const [scheme, host = ''] = originOf(request, config).split('://');
    return asyncApiDocument({ host, isSecure: scheme === 'https' });
  };
  app.get('/api/asyncapi.json', { schema: { hide: true } }, async (request) => describe(request));
  app.get('/api/socket-docs', { schema: { hide: true } }, async (request, reply) => {
    void reply.header('content-security-policy', PAGE_POLICY).type('text/html; charset=utf-8');
    return asyncApiPage(describe(request));
  });
}
