import type { LinkState } from '@chat/sdk/call';
import { callText } from './words.ts';

/** How good the way to the other side is, and why, in a sentence for people. */
export interface LinkQuality {
  level: 'good' | 'fair' | 'poor';
  reason: string;
}

/** What is measured of a link, as it is shown: a link that is lost has the call's own word for it. */
export function qualityOf({ level, reason }: LinkState): LinkQuality {
  const shown = level === 'lost' ? 'poor' : level;
  return { level: shown, reason: callText.qualityReason[reason ?? 'none'] };
}
