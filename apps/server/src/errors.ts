import { ERRORS, ErrorBody, type ErrorCode } from '@chat/protocol';
import { RoomError, StoreUnavailable } from '@chat/rooms';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { InvalidRequest } from './validation.ts';

/** A refusal by a route or a hook, with a code of the one table and, where it helps, its own sentence. */
export class ApiError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string = ERRORS[code][1]) {
    super(message);
    this.code = code;
  }
}

/** The schemas of the refusals that a route may answer with, by status. */
export function errorReplies<const Status extends number>(
  ...statuses: Status[]
): Record<Status, typeof ErrorBody> {
  const entries = statuses.map((status) => [status, ErrorBody]);
  return Object.fromEntries(entries) as Record<Status, typeof ErrorBody>;
}

/** The one shape of every refusal [P50]. */
export function errorBody(code: ErrorCode, message: string = ERRORS[code][1]): ErrorBody {
  return { error: { code, message } };
}

/** Any error as a refusal: what it says is for the client, so nothing of the inside is in it. */
export function refusalOf(error: unknown): { code: ErrorCode; message: string } {
  if (error instanceof ApiError) return { code: error.code, message: error.message };
  if (error instanceof InvalidRequest) return { code: 'bad-request', message: error.message };
  if (error instanceof StoreUnavailable)
    return { code: 'unavailable', message: ERRORS.unavailable[1] };
  const code = error instanceof RoomError ? error.code : codeOfFramework(error as FastifyError);
  return { code, message: ERRORS[code][1] };
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Why it was refused, once it was: for those who count. */
    refusal: ErrorCode | null;
  }
}

/** The error handler of all routes. */
export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { code, message } = refusalOf(error);
  request.refusal = code;
  if (code === 'internal') request.log.error(traceOf(error), 'a request could not be answered');
  void reply.code(ERRORS[code][0]).send(errorBody(code, message));
}

/** What may be logged of an error: where it was thrown, never what it says, for that can quote content. */
export function traceOf(error: unknown): { error: string; code: unknown; at: string[] } {
  if (!(error instanceof Error)) return { error: typeof error, code: undefined, at: [] };
  const { name, code, stack = '' } = error as NodeJS.ErrnoException;
  const at = stack.split('\n').filter((line) => line.startsWith('    at '));
  return { error: name, code, at: at.map((line) => line.trim()).slice(0, 8) };
}

function codeOfFramework({ code, statusCode = 500 }: FastifyError): ErrorCode {
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return 'body-too-large';
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return 'media-type-unsupported';
  if (statusCode === 404) return 'route-unknown';
  if (statusCode === 413) return 'body-too-large';
  if (statusCode === 415) return 'media-type-unsupported';
  if (statusCode === 503) return 'unavailable';
  return statusCode >= 400 && statusCode < 500 ? 'bad-request' : 'internal';
}
