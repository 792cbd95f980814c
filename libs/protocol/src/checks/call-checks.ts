// Written from the schemas by `npm run checks`: change those, and run it. scripts/tests holds this to them.
import { boolean, closed, either, object, oneOf, type Check } from './check.ts';
import { Signal, Id, Page, Natural } from './room-checks.ts';

export const CALL_FRAMES: Record<string, Check> = {
  signal: closed({ type: oneOf('signal'), signal: Signal }),
  media: object(
    {
      type: oneOf('media'),
      microphone: boolean,
      camera: boolean,
      screen: oneOf(false, 'text', 'motion'),
    },
    {
      video: oneOf('full', 'reduced', 'paused'),
      quality: oneOf('good', 'fair', 'poor'),
      speaking: boolean,
    },
  ),
};

export const StoredCall: Check = closed({
  callId: Id,
  peer: Id,
  role: oneOf('caller', 'callee'),
  mine: Page,
  theirs: Page,
  since: either(Natural, oneOf(null)),
  leftAt: Natural,
  muted: boolean,
  video: boolean,
});
