import { OwnTabs } from '../call/own-tabs.ts';
import { noticesAllowed } from '../notices-allowed.ts';
import type { Settings } from '../settings.svelte.ts';
import { chimeOnce } from './chime.ts';
import { noticeOf, type Arrival, type Notice } from './notice.ts';

/** What comes within so long is one burst. */
const BURST_MS = 400;

export interface NotifierOptions {
  settings: Settings;
  /** Somebody pressed a notice. */
  onOpen: (room: string, seq: number) => void;
}

/**
 * Tells of messages outside of the page: one notice for a burst, replaced by the next one of its room, and none while any
 * tab of this person is looked at. Nothing is asked of the browser here.
 */
export class Notifier {
  readonly #options: NotifierOptions;
  readonly #tabs = new OwnTabs();
  readonly #bursts = new Map<
    string,
    { arrivals: Arrival[]; timer: ReturnType<typeof setTimeout> }
  >();
  readonly #worker = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  readonly #hear = ({ data }: MessageEvent) => {
    const { room, seq } = (data ?? {}) as { room?: unknown; seq?: unknown };
    if (typeof room === 'string' && typeof seq === 'number') this.#options.onOpen(room, seq);
  };

  constructor(options: NotifierOptions) {
    this.#options = options;
    this.#worker?.addEventListener('message', this.#hear);
  }

  /** Messages of others came in a room that this person does not look at. */
  hear(room: { id: string; title: string }, arrivals: readonly Arrival[]): void {
    const before = this.#bursts.get(room.id);
    clearTimeout(before?.timer);
    const timer = setTimeout(() => void this.#tell(room), BURST_MS);
    this.#bursts.set(room.id, { arrivals: [...(before?.arrivals ?? []), ...arrivals], timer });
  }

  close(): void {
    for (const { timer } of this.#bursts.values()) clearTimeout(timer);
    this.#worker?.removeEventListener('message', this.#hear);
    this.#tabs.close();
  }

  async #tell({ id, title }: { id: string; title: string }): Promise<void> {
    const arrivals = this.#bursts.get(id)?.arrivals ?? [];
    this.#bursts.delete(id);
    const { settings } = this.#options;
    if (await this.#tabs.anyFocused()) return;
    if (settings.get('soundMessages')) void chimeOnce();
    const messages = settings.get('notifyMessages');
    const notice = noticeOf(title, arrivals, {
      messages,
      mentions: settings.get('notifyMentions'),
    });
    if (notice && noticesAllowed()) this.#show(id, notice);
  }

  #show(room: string, { title, body, seq }: Notice): void {
    // Its sound is the chime, for those who want one.
    const shown = {
      silent: true,
      body,
      tag: `room:${room}`,
      icon: '/icon-192.png',
      data: { room, seq },
    };
    try {
      const notice = new Notification(title, shown);
      notice.onclick = () => {
        window.focus();
        notice.close();
        this.#options.onOpen(room, seq);
      };
    } catch {
      // Chromium on phones shows notices of a service worker only.
      void this.#worker?.ready.then((ready) => ready.showNotification(title, shown));
    }
  }
}
