import { watchLink, type Call, type LinkState, type Peer } from '@chat/sdk/call';
import type { LinkQuality } from './link-quality.ts';
import { callText } from './words.ts';

/** How the way to the other side does, as components read it. */
export class Link {
  #state: LinkState | null = $state.raw(null);

  /** How good it is and why; null while no call is connected. */
  get quality(): LinkQuality | null {
    const state = this.#state;
    if (!state) return null;
    const { level, reason } = state;
    const sentence = level === 'lost' ? callText.link.lost : callText.link[reason ?? 'none'];
    return { level: level === 'lost' ? 'poor' : level, reason: sentence };
  }

  /** What is left of my picture. */
  get picture(): LinkState['picture'] {
    return this.#state?.picture ?? 'full';
  }

  /** Watches a peer connection of this call until what it returns is called. */
  watch(peer: Peer, call: Call): () => void {
    return watchLink(peer, call, (state) => (this.#state = state));
  }
}
