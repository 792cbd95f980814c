/** Milliseconds until a part of the page is asked for again, twice as many after each time, up to the most. */
const AGAIN_MS = 2_000;
const MOST_MS = 60_000;

let missing = $state(false);

/** Whether something that was asked for is not there, for want of a network; for the notice that tells of it. */
export const missingPart = {
  get any(): boolean {
    return missing;
  },
  dismiss(): void {
    missing = false;
  },
};

/** A part that somebody asked for: null if it cannot be loaded, which they are told of. */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part | null> {
  try {
    const part = await load();
    missing = false;
    return part;
  } catch {
    missing = true;
    return null;
  }
}

/**
 * A part of the page that is drawn after the rest: asked for until it is there, so that a cut network only delays it, and
 * at once when the browser says that there is one again. Many browsers remember for as long as the page lives that a part
 * failed: one that fails again is told of, with the way out.
 */
export async function latePart<Part>(load: () => Promise<Part>, againMs = AGAIN_MS): Promise<Part> {
  const part = againMs === AGAIN_MS ? await load().catch(() => null) : await loadPart(load);
  if (part !== null) return part;
  await new Promise((resolve) => {
    setTimeout(resolve, againMs);
    addEventListener('online', resolve, { once: true });
  });
  return latePart(load, Math.min(MOST_MS, againMs * 2));
}
