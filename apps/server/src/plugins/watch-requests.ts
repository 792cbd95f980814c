import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../app-type.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Span, Tracing } from '../tracing/tracing.ts';

export type Watchers = { metrics: Metrics; tracing: Tracing | undefined };

/** Counts, times and traces requests by the pattern of their route, and refusals by their code. An address is a key: it is nowhere. */
export function watchRequests(app: App, { metrics, tracing }: Watchers): void {
  app.decorateRequest('refusal', null);
  app.addHook('onResponse', async (request, reply) => {
    // A socket's answer is as long as its life.
    if (request.ws) return;
    metrics.answered(describe(request, reply), reply.elapsedTime / 1000);
    if (request.refusal) metrics.rejected(request.refusal, 'rest');
  });
  if (tracing) traceRequests(app, tracing);
}

function traceRequests(app: App, tracing: Tracing): void {
  const spans = new WeakMap<FastifyRequest, Span>();
  app.addHook('onRequest', async (request) => {
    const route = request.routeOptions.url ?? 'none';
    if (!request.ws) spans.set(request, tracing.start(`${request.method} ${route}`));
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method, route, status } = describe(request, reply);
    const attributes = {
      'http.request.method': method,
      'http.route': route,
      'http.response.status_code': status,
    };
    spans.get(request)?.end(attributes, status >= 500);
  });
}

function describe({ method, routeOptions }: FastifyRequest, { statusCode }: FastifyReply) {
  return { method, route: routeOptions.url ?? 'none', status: statusCode };
}
