import type { FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';

/** The origin under which the client reached the server: the one that links must name. */
export function originOf(request: FastifyRequest, { publicOrigin, port }: Config): string {
  if (publicOrigin !== undefined) return publicOrigin;
  return `${request.protocol}://${request.host || `localhost:${port}`}`;
}
