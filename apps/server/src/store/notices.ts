import type { SessionNotice } from '../session/session-notice.ts';

/** How servers hear from each other of people. */
export interface Notices {
  /** Resolves once all others will hear of it; fails when that is not sure. */
  tell(notice: SessionNotice): Promise<void>;
  /** Resolves once all is heard that was told before. */
  start(): Promise<void>;
  close(): void;
}

/** Of a server that is alone. */
export const NO_NOTICES: Notices = {
  tell: () => Promise.resolve(),
  start: () => Promise.resolve(),
  close: () => undefined,
};
