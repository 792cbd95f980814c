import { Type } from 'typebox';
import type { App, Parts } from '../app-type.ts';
import { ApiError, errorReplies } from '../errors.ts';

const Status = Type.Object({ status: Type.String() });

/** Whether the process lives, and whether it takes new work. */
export function healthRoutes(app: App, { turn, rooms }: Parts): void {
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.get(
    '/healthz',
    {
      schema: {
        operationId: 'health',
        summary: 'Whether the process lives',
        tags: ['operations'],
        response: { 200: Status, ...errorReplies(500) },
      },
    },
    async () => ({ status: 'ok' }),
  );
  app.get(
    '/readyz',
    {
      schema: {
        operationId: 'readiness',
        summary:
          'Whether the server takes new work: it reaches its store, and its TURN servers, where it has any, relay calls',
        tags: ['operations'],
        response: { 200: Status, ...errorReplies(500, 503) },
      },
    },
    async () => {
      if (isClosing) throw new ApiError('unavailable');
      if (!rooms.isReady) throw new ApiError('unavailable', 'The store cannot be reached.');
      const problem = await turn.problem();
      if (problem) throw new ApiError('unavailable', problem);
      return { status: 'ready' };
    },
  );
}
