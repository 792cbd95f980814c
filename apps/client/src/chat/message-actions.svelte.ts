import type { OutboxEntry, RoomClient, VisibleMessage } from '@chat/sdk';
import type { RoomView } from '../room.svelte.ts';

/** What it needs of a room. */
type ActedOn = Pick<RoomView, 'messages' | 'messageOf' | 'attempt'> & {
  readonly client: Pick<RoomClient, 'post' | 'edit' | 'remove' | 'react' | 'discard'>;
};

/** Which message is being acted on, and what can be done to it: react, answer, edit, delete. */
export class MessageActions {
  readonly #room: ActedOn;
  readonly #self: string;
  #chosen: VisibleMessage | null = $state.raw(null);
  #anchor: HTMLElement | null = $state.raw(null);
  #editing: VisibleMessage | null = $state.raw(null);
  /** The text that it is to get: kept here, where another room on the screen does not lose it. */
  edited = $state('');
  #answering: VisibleMessage | null = $state.raw(null);

  constructor(room: ActedOn, self: string) {
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
    if (message.id !== this.#editing?.id) this.edited = message.text ?? '';
    // Another object each time: who chooses it again is brought to it again.
    this.#editing = { ...message };
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

  /** Takes a text of mine back from the ones that were not sent, to be written anew: with what it answers, if that is there. */
  rewrite({ id, body }: OutboxEntry): string {
    if (body.kind !== 'text') return '';
    this.#editing = null;
    const answered = body.replyTo === undefined ? undefined : this.#room.messageOf(body.replyTo);
    this.#answering = answered ?? this.#answering;
    this.#room.client.discard(id);
    return body.text;
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
