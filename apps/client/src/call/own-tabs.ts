const CHANNEL = 'chat.focus';
/** Tabs of one browser answer in a few milliseconds, throttled ones in the background do not have the focus. */
const PATIENCE_MS = 150;

/** Knows whether this person looks at any tab of this chat. */
export class OwnTabs {
  readonly #channel = 'BroadcastChannel' in window ? new BroadcastChannel(CHANNEL) : null;

  constructor() {
    this.#channel?.addEventListener('message', ({ data }) => {
      if (data === 'focused?' && document.hasFocus()) this.#channel?.postMessage('focused');
    });
  }

  /** Whether one of them, this one included, has the focus. */
  async anyFocused(): Promise<boolean> {
    if (document.hasFocus()) return true;
    const channel = this.#channel;
    if (!channel) return false;
    return new Promise((resolve) => {
      const settle = (answer: boolean) => {
        clearTimeout(timer);
        channel.removeEventListener('message', hear);
        resolve(answer);
      };
      const hear = ({ data }: MessageEvent) => {
        if (data === 'focused') settle(true);
      };
      const timer = setTimeout(() => settle(false), PATIENCE_MS);
      channel.addEventListener('message', hear);
      channel.postMessage('focused?');
    });
  }

  close(): void {
    this.#channel?.close();
  }
}
