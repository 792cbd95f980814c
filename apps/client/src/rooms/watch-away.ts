/** Milliseconds without any input after which one is away. */
export const AWAY_MS = 5 * 60_000;

const INPUTS = ['pointerdown', 'pointermove', 'touchmove', 'wheel', 'keydown', 'focus'];

/** Tells when nobody has used the page for a while, hidden or not, and when somebody does again. Gives back what ends it. */
export function watchAway(page: EventTarget, onChange: (isAway: boolean) => void): () => void {
  let isAway = false;
  let usedAt = performance.now();
  let timer = setTimeout(look, AWAY_MS);

  function look(): void {
    const left = usedAt + AWAY_MS - performance.now();
    if (left > 0) {
      timer = setTimeout(look, left);
      return;
    }
    isAway = true;
    onChange(true);
  }

  function use(): void {
    usedAt = performance.now();
    if (!isAway) return;
    isAway = false;
    timer = setTimeout(look, AWAY_MS);
    onChange(false);
  }

  for (const input of INPUTS) page.addEventListener(input, use, { capture: true, passive: true });
  return () => {
    clearTimeout(timer);
    for (const input of INPUTS) page.removeEventListener(input, use, { capture: true });
  };
}
