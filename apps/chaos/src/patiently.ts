import { setTimeout as wait } from 'node:timers/promises';
import { ApiError } from '@chat/sdk';

const TIMES = 30;
const PAUSE_MS = 1_000;

/** A request beside the run itself, asked again while the server is not able: a busy machine is no finding. */
export async function patiently<Reply>(ask: () => Promise<Reply>): Promise<Reply> {
  for (let time = 1; ; time++) {
    try {
      return await ask();
    } catch (error) {
      const isPassing = error instanceof ApiError && error.code === 'unavailable';
      if (!isPassing || time === TIMES) throw error;
      await wait(PAUSE_MS);
    }
  }
}
