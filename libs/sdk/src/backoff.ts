const CAP_MS = 30_000;
const BASE_MS = 500;

/**
 * Milliseconds to wait before attempt `attempt` (0, 1, 2 …): anything up to a bound that doubles, so that many
 * clients do not come back at once ("full jitter"). `random` is in [0, 1).
 */
export function backoff(attempt: number, random: number): number {
  return Math.floor(random * Math.min(CAP_MS, BASE_MS * 2 ** attempt));
}
