/** Milliseconds of a frame. A timer, as a page that nobody sees has no frames, and counts what is unread all the same. */
const FRAME_MS = 16;
const nextFrame = (then: () => void) => setTimeout(then, FRAME_MS);

/**
 * Runs `update` at once, and then once in each frame for as long as it is asked for: what comes in a burst is drawn
 * together. `now` does not wait for the frame.
 */
export function oncePerFrame(
  update: () => void,
  afterFrame: (then: () => void) => unknown = nextFrame,
) {
  let isWaiting = false;
  let isDue = false;
  const now = () => {
    isDue = false;
    update();
  };
  const soon = () => {
    if (isWaiting) {
      isDue = true;
      return;
    }
    isWaiting = true;
    now();
    afterFrame(() => {
      isWaiting = false;
      if (isDue) soon();
    });
  };
  return { soon, now };
}
