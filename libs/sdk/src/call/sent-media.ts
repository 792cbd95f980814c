import type { MediaFrame } from '@chat/protocol';
import type { CallOptions } from './call-options.ts';
import { LocalMedia } from './local-media.ts';
import type { RoleTracks } from './roles.ts';
import { ScreenShare } from './screen-share.ts';

/** What else the other side is told of my sending, beside what is switched on. */
export type SendingNews = Pick<MediaFrame, 'video' | 'quality' | 'speaking'>;

/** All that I send in a call: devices, screen, and what the other side is told of them. */
export class SentMedia {
  readonly devices: LocalMedia;
  readonly screen: ScreenShare;
  readonly #onChange: () => void;
  #news: SendingNews = {};

  constructor(onChange: () => void, options: Pick<CallOptions, 'shelf' | 'releasesMuted'>) {
    this.#onChange = onChange;
    this.devices = new LocalMedia(onChange, options.shelf, options.releasesMuted);
    this.screen = new ScreenShare(onChange);
  }

  get tracks(): RoleTracks {
    return { ...this.devices.tracks, screen: this.screen.track };
  }

  get frame(): MediaFrame {
    const { microphone, camera } = this.devices.state;
    const screen = this.screen.stream ? this.screen.hint : false;
    return { type: 'media', ...this.#news, microphone, camera, screen };
  }

  /** Fields that are left out stay as they were. */
  tell(news: SendingNews): void {
    this.#news = { ...this.#news, ...news };
    this.#onChange();
  }

  /** Stops every track. */
  close(): void {
    this.#news = {};
    this.screen.stop();
    this.devices.close();
  }

  /** Closes it for good. */
  end(): void {
    this.close();
    this.devices.end();
  }
}
