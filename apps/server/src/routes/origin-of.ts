import type { FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';

/** What a Host header may hold to be repeated in an address: a name or an address, and a port. */
const HOST = /^[A-Za-z0-9.\-_:[\]]+$/;

/** The origin under which the client reached the server: the one that links must name. */
export function originOf(request: FastifyRequest, { publicOrigin, port }: Config): string {
  if (publicOrigin !== undefined) return publicOrigin;
  const host = HOST.test(request.host) ? request.host : `localhost:${port}`;
  return `${request.protocol}://${host}`;
}
