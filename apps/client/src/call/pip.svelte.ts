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
  /** Stands for the last wish: a window that comes after another one is not wanted any more. */
  #wish = Symbol('wish');

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
    this.#wish = Symbol('wish');
    this.#end();
    this.#end = () => {};
    this.#shown = false;
  }

  async #open(): Promise<void> {
    const wish = this.#wish;
    const source = documentPip();
    const end = source ? this.#fill(await source.requestWindow(SIZE)) : await this.#float();
    // The call may have ended while the browser opened it.
    this.#shown = wish === this.#wish;
    if (this.#shown) this.#end = end;
    else end();
  }

  #fill(small: Window): () => void {
    const { document: inside } = small;
    for (const style of document.querySelectorAll('link[rel="stylesheet"], style')) {
      inside.head.append(style.cloneNode(true));
    }
    const { lang, dir } = document.documentElement;
    Object.assign(inside.documentElement, { lang, dir });
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
