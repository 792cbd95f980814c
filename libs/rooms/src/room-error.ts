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

/** The store could not be reached, or did not answer in time: whether anything was changed is not known [RS29]. */
export class StoreUnavailable extends Error {
  constructor(options?: ErrorOptions) {
    super('the store is not available', options);
    this.name = 'StoreUnavailable';
  }
}
