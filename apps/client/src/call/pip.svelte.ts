import { mount, unmount } from 'svelte';
import PipView from './PipView.svelte';
import type { Telephone } from './telephone.svelte.ts';

interface DocumentPip {
  requestWindow(options: { width: number; height: number }): Promise<Window>;
}

const SIZE = { width: 400, height: 300 };

/**
 * The call in a small window above all others: with controls where the browser has such windows (Chromium's Document
 * Picture-in-Picture), the bare picture elsewhere. The page's own players stay where they are; the window has its own.
 */
export class PictureInPicture {
  readonly #telephone: Telephone;
  readonly #names: () => { peer: string; name: string };
  /** The page's player of the other side, for browsers that can show only a player. */
  video: HTMLVideoElement | null = $state.raw(null);
  #shown = $state(false);
  #end = () => {};

  constructor(telephone: Telephone, names: () => { peer: string; name: string }) {
    this.#telephone = telephone;
    this.#names = names;
  }

  get possible(): boolean {
    return documentPip() !== null || document.pictureInPictureEnabled;
  }

  get shown(): boolean {
    return this.#shown;
  }

  async toggle(): Promise<void> {
    if (this.#shown) this.close();
    else await this.#open().catch(() => this.close());
  }

  close(): void {
    this.#end();
    this.#end = () => {};
    this.#shown = false;
  }

  async #open(): Promise<void> {
    const source = documentPip();
    if (source) this.#end = this.#fill(await source.requestWindow(SIZE));
    else this.#end = await this.#float();
    this.#shown = true;
  }

  #fill(small: Window): () => void {
    const { document: inside } = small;
    for (const style of document.querySelectorAll('link[rel="stylesheet"], style')) {
      inside.head.append(style.cloneNode(true));
    }
    inside.documentElement.lang = document.documentElement.lang;
    inside.title = this.#names().name;
    const props = { telephone: this.#telephone, ...this.#names(), onback: () => this.close() };
    const view = mount(PipView, { target: inside.body, props });
    const gone = () => this.close();
    small.addEventListener('pagehide', gone);
    return () => {
      small.removeEventListener('pagehide', gone);
      void unmount(view);
      small.close();
    };
  }

  async #float(): Promise<() => void> {
    const { video } = this;
    if (!video) return () => {};
    await video.requestPictureInPicture();
    const gone = () => this.close();
    video.addEventListener('leavepictureinpicture', gone);
    return () => {
      video.removeEventListener('leavepictureinpicture', gone);
      if (document.pictureInPictureElement) void document.exitPictureInPicture().catch(() => {});
    };
  }
}

function documentPip(): DocumentPip | null {
  return (window as { documentPictureInPicture?: DocumentPip }).documentPictureInPicture ?? null;
}
