import { Call, watchLink, type CallMedia, type CallState } from '@chat/sdk/call';
import type { Api, RoomClient } from '@chat/sdk';
import { createSubscriber } from 'svelte/reactivity';
import { callStorage } from './call-storage.ts';

/** The telephone of a room as the components read it: runes over the SDK's Call, nothing more. */
export class CallView {
  readonly #call: Call;
  readonly #track = createSubscriber((update) => this.#call.subscribe(update));
  readonly #suspend = () => this.#call.suspend();
  readonly #resume = ({ persisted }: PageTransitionEvent) => persisted && this.#call.resume();

  constructor(client: RoomClient, { api, self }: { api: Api; self: string }) {
    this.#call = new Call({
      self,
      channel: client.signals,
      iceServers: async () => (await api.iceServers()).iceServers,
      storage: callStorage(client.id),
      onPeer: (peer) => watchLink(peer, this.#call),
    });
    // A reload and a closed page look alike: the other side waits a moment for the page to come back.
    addEventListener('pagehide', this.#suspend);
    addEventListener('pageshow', this.#resume);
  }

  get state(): CallState {
    this.#track();
    return this.#call.state;
  }

  get media(): CallMedia {
    this.#track();
    return this.#call.media;
  }

  /** Whether another call could be started now. */
  get free(): boolean {
    return this.state.status === 'idle' || this.state.status === 'ended';
  }

  start(member: string): void {
    this.#call.start(member);
  }

  accept(options: { video: boolean }): void {
    this.#call.accept(options);
  }

  decline(): void {
    this.#call.decline();
  }

  hangUp(): void {
    this.#call.hangUp();
  }

  /** Ends what is mine of it, without answering a call that only rings. */
  leave(): void {
    this.#call.leave();
  }

  dismiss(): void {
    this.#call.dismiss();
  }

  toggleMicrophone(): void {
    this.#call.setMicrophone(!this.media.microphone);
  }

  toggleCamera(): void {
    this.#call.setCamera(!this.media.camera);
  }

  close(): void {
    removeEventListener('pagehide', this.#suspend);
    removeEventListener('pageshow', this.#resume);
    this.#call.close();
  }
}
