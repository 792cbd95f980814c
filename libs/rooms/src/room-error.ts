import type { ErrorCode } from '@chat/protocol';

/** A refusal by the domain. The transport turns its code into a frame or a status; nothing was changed. */
export class RoomError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, options?: ErrorOptions) {
    super(code, options);
    this.name = 'RoomError';
    this.code = code;
  }
}
