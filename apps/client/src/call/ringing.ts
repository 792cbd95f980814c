import type { CallState } from '@chat/sdk/call';
import { noticesAllowed } from '../notices-allowed.ts';
import type { Settings } from '../settings.svelte.ts';
import { notifyOfCall } from './notice.ts';
import { OwnTabs } from './own-tabs.ts';
import { flashTitle } from './title-flash.ts';
import { Tones } from './tones.ts';
import { callText } from './words.ts';

/**
 * What rings beside the page itself: the tone, the tab's title, a notice of the system. Follows the call, so that all of
 * it ends whatever way the ringing ends.
 */
export class Ringing {
  readonly #settings: Settings;
  readonly #nameOf: (member: string) => string;
  readonly #tones = new Tones();
  readonly #tabs = new OwnTabs();
  #callId: string | null = null;
  #ends: (() => void)[] = [];

  constructor(settings: Settings, nameOf: (member: string) => string) {
    this.#settings = settings;
    this.#nameOf = nameOf;
  }

  /** `speaker` is the id of the chosen one, if there is one. */
  follow(state: CallState, speaker?: string): void {
    if (state.status === 'incoming') this.#ring(state);
    else this.#endRing();
    const sounds = this.#settings.get('soundCalls');
    if (state.status === 'incoming' && sounds) this.#tones.ring(speaker);
    else if (state.status === 'ringing' && sounds) this.#tones.ringBack(speaker);
    else this.#tones.stop();
  }

  close(): void {
    this.#endRing();
    this.#tones.stop();
    this.#tabs.close();
  }

  #ring({ callId, peer }: Extract<CallState, { status: 'incoming' }>): void {
    if (this.#callId === callId) return;
    this.#endRing();
    this.#callId = callId;
    const sentence = callText.incoming(this.#nameOf(peer));
    this.#ends.push(flashTitle(sentence));
    if (this.#settings.get('notifyCalls') && noticesAllowed()) void this.#notify(sentence, callId);
  }

  async #notify(sentence: string, callId: string): Promise<void> {
    const looking = await this.#tabs.anyFocused();
    if (looking || this.#callId !== callId) return;
    this.#ends.push(notifyOfCall(sentence, { tag: callId, hint: callText.noticeHint }));
  }

  #endRing(): void {
    this.#callId = null;
    for (const end of this.#ends.splice(0)) end();
  }
}
