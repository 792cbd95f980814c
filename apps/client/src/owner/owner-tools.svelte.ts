import type { ChangeRoom } from '@chat/protocol';
import type { Api } from '@chat/sdk';
import type { LabelledMember } from '../people/label-members.ts';
import { sentenceFor } from '../session.svelte.ts';
import { text } from '../text.ts';

/** What the owner is about to decide; `ask` is a step that wants a second look. */
export type OwnerTopic =
  | { about: 'room'; ask: 'link' | 'end' | null }
  | { about: 'member'; member: LabelledMember; ask: 'remove' | 'owner' | null };

/** What an owner can do with a room, and which of it is on the screen. Nothing is shown before the server has done it. */
export class OwnerTools {
  topic: OwnerTopic | null = $state.raw(null);
  /** What went wrong with the last attempt, for people. */
  problem = $state('');
  /** Whether the server is being asked. */
  busy = $state(false);
  readonly #api: Api;
  readonly #room: string;
  readonly #announce: (sentence: string) => void;

  constructor(api: Api, room: string, announce: (sentence: string) => void) {
    this.#api = api;
    this.#room = room;
    this.#announce = announce;
  }

  open(topic: OwnerTopic): void {
    this.problem = '';
    this.topic = topic;
  }

  close(): void {
    this.topic = null;
  }

  /** Changes it and, when that is done, says so. */
  change(body: ChangeRoom, told: string): Promise<void> {
    return this.#attempt(() => this.#api.changeRoom(this.#room, body), told);
  }

  /** Everybody who is in comes along by themselves, this page too. */
  renewLink(): Promise<void> {
    return this.#finish(() => this.#api.renewLink(this.#room), text.owner.linkRenewed);
  }

  end(): Promise<void> {
    return this.#finish(() => this.#api.endRoom(this.#room), '');
  }

  remove(member: LabelledMember, mayReturn: boolean): Promise<void> {
    const told = text.chat.removed(member.label);
    return this.#finish(() => this.#api.removeMember(this.#room, member.id, { mayReturn }), told);
  }

  handOn(member: LabelledMember): Promise<void> {
    const told = text.owner.isOwnerNow(member.label);
    return this.#finish(() => this.#api.changeRoom(this.#room, { ownerId: member.id }), told);
  }

  async #finish(step: () => Promise<unknown>, told: string): Promise<void> {
    await this.#attempt(step, told);
    if (!this.problem) this.close();
  }

  async #attempt(step: () => Promise<unknown>, told: string): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = '';
    try {
      await step();
      if (told) this.#announce(told);
    } catch (error) {
      this.problem = sentenceFor(error);
    }
    this.busy = false;
  }
}
