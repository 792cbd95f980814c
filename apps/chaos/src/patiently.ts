import { setTimeout as wait } from 'node:timers/promises';
import { ApiError } from '@chat/sdk';

const TIMES = 30;
const PAUSE_MS = 1_000;

/** The server is not able, or the asker was cut off for so long that the others see it gone: both pass. */
const PASSING: readonly string[] = ['unavailable', 'not-a-member'];

/** A request beside the run itself, asked again where that may help: a busy machine is no finding. */
export async function patiently<Reply>(ask: () => Promise<Reply>): Promise<Reply> {
  for (let time = 1; ; time++) {
    try {
      return await ask();
    } catch (error) {
      const isPassing = error instanceof ApiError && PASSING.includes(error.code);
      if (!isPassing || time === TIMES) throw error;
      await wait(PAUSE_MS);
    }
  }
}
