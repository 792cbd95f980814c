import type { VisibleMessage } from '@chat/sdk';
import type { RoomView } from '../room.svelte.ts';

/** Which message is being acted on, and what can be done to it: react, answer, edit, delete. */
export class MessageActions {
  readonly #room: RoomView;
  readonly #self: string;
  #chosen: VisibleMessage | null = $state.raw(null);
  #anchor: HTMLElement | null = $state.raw(null);
  #editing: VisibleMessage | null = $state.raw(null);
  #answering: VisibleMessage | null = $state.raw(null);

  constructor(room: RoomView, self: string) {
    this.#room = room;
    this.#self = self;
  }

  /** The message whose menu is open. */
  get chosen(): VisibleMessage | null {
    return this.#chosen;
  }

  /** The button beside which the menu stands. */
  get anchor(): HTMLElement | null {
    return this.#anchor;
  }

  /** The message that the composer edits. */
  get editing(): VisibleMessage | null {
    return this.#editing;
  }

  /** The message that what is written next answers. */
  get answering(): VisibleMessage | null {
    return this.#answering;
  }

  open(message: VisibleMessage, anchor: HTMLElement): void {
    this.#chosen = message;
    this.#anchor = anchor;
  }

  close(): void {
    this.#chosen = this.#anchor = null;
  }

  /** Adds an emoji of mine, or takes it back. */
  react(message: VisibleMessage, emoji: string): void {
    const mine = message.reactions.some((r) => r.emoji === emoji && r.users.includes(this.#self));
    this.#room.attempt(() => this.#room.client.react(message.id, emoji, !mine));
  }

  edit(message: VisibleMessage): void {
    this.#editing = message;
    this.#answering = null;
  }

  answer(message: VisibleMessage): void {
    this.#answering = message;
    this.#editing = null;
  }

  stopAnswering(): void {
    this.#answering = null;
  }

  /** Posts a new text, as an answer where one was begun. Says whether it was taken. */
  post(text: string): boolean {
    const posted = this.#room.attempt(() => this.#room.client.post(text, this.#answering?.id));
    if (posted) this.#answering = null;
    return posted;
  }

  /** Begins to edit the newest message of mine that can be edited. */
  editLast(): void {
    const last = this.#room.messages.findLast(
      ({ from, text }) => from === this.#self && text !== null,
    );
    if (last) this.edit(last);
  }

  /** Ends the editing: with the new text, or as it was. */
  finishEditing(text: string | null): void {
    const message = this.#editing;
    const changes = message !== null && text !== null && text !== message.text;
    const client = this.#room.client;
    if (!changes || this.#room.attempt(() => client.edit(message.id, text))) this.#editing = null;
  }

  remove(message: VisibleMessage): void {
    if (this.#editing?.id === message.id) this.#editing = null;
    if (this.#answering?.id === message.id) this.#answering = null;
    this.#room.attempt(() => this.#room.client.remove(message.id));
  }
}
