import { randomUUID } from 'node:crypto';
import type { Config } from '../config.ts';
import { TurnClient, TurnError } from './turn-client.ts';
import { makeTurnCredentials } from './turn-credentials.ts';
import { parseTurnUrl } from './turn-url.ts';

/** Milliseconds that one request to a TURN server may take. */
const REQUEST_MS = 2_000;
/** Milliseconds that an allocation may take as a whole: it has two requests, and gives back by a third. */
const PROBE_MS = 4_000;
/** Milliseconds for which an answer is given again: who asks `/readyz` often does not load the relay. */
const FRESH_MS = 10_000;
const CREDENTIAL_SECONDS = 60;

/**
 * Whether every configured TURN server gives a relay address to who has credentials of ours. Asks at most once in ten
 * seconds, whoever asks how often.
 */
export class TurnReadiness {
  readonly #turn: Config['turn'];
  #askedAt = -Infinity;
  #answer: Promise<string | undefined> = Promise.resolve(undefined);

  constructor(turn: Config['turn']) {
    this.#turn = turn;
  }

  /** What is wrong, in a sentence for the operator, without secrets; `undefined` where nothing is. */
  async problem(): Promise<string | undefined> {
    const turn = this.#turn;
    if (!turn) return undefined;
    const now = performance.now();
    if (now - this.#askedAt >= FRESH_MS) {
      this.#askedAt = now;
      this.#answer = firstProblem(turn);
    }
    return this.#answer;
  }
}

async function firstProblem({ urls, secret }: NonNullable<Config['turn']>) {
  const problems = await Promise.all(urls.map((url) => problemOf(url, secret)));
  return problems.find((problem) => problem !== undefined);
}

async function problemOf(url: string, secret: string): Promise<string | undefined> {
  const address = parseTurnUrl(url);
  if (!address) return `${url} is no address of a TURN server.`;
  const credentials = makeTurnCredentials({
    // Another name each time: coturn counts an allocation for some seconds after it was given back.
    opaqueId: `readyz-${randomUUID()}`,
    secret,
    ttlSeconds: CREDENTIAL_SECONDS,
  });
  const client = new TurnClient({ address, credentials, timeoutMs: REQUEST_MS });
  let deadline: ReturnType<typeof setTimeout> | undefined;
  // Finding the server's name can take longer than any request.
  const tooLate = new Promise<never>((_resolve, reject) => {
    deadline = setTimeout(() => reject(new TurnError('did not answer in time')), PROBE_MS);
  });
  try {
    await Promise.race([client.allocate(), tooLate]);
    // Where this is lost, coturn forgets the allocation by itself after some minutes.
    await client.release().catch(() => undefined);
    return undefined;
  } catch (error) {
    const reason = error instanceof TurnError ? error.message : 'failed';
    return `The TURN server ${url} ${reason}. Calls that need it will not connect: check that it runs and that both share TURN_SECRET.`;
  } finally {
    clearTimeout(deadline);
    client.close();
  }
}
