/** Milliseconds until a part of the page is asked for again, twice as many after each time, up to the most. */
const AGAIN_MS = 2_000;
const MOST_MS = 60_000;

/** A part of the page that is drawn after the rest: asked for until it is there, so that a cut network only delays it. */
export async function latePart<Part>(load: () => Promise<Part>, againMs = AGAIN_MS): Promise<Part> {
  try {
    return await load();
  } catch {
    await new Promise((resolve) => setTimeout(resolve, againMs));
    return latePart(load, Math.min(MOST_MS, againMs * 2));
  }
}
