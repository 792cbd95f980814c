import type { OutboxEntry, RoomClient, VisibleMessage } from '@chat/sdk';
import type { RoomView } from '../room.svelte.ts';
import { text } from '../text.ts';
import { loadTasks, saveTasks } from './draft.ts';
import { begin, changedTexts, type Target, type Task } from './task.ts';

/** What it needs of a room. */
type ActedOn = Pick<RoomView, 'messages' | 'pending' | 'messageOf' | 'attempt'> & {
  readonly client: Pick<RoomClient, 'post' | 'edit' | 'remove' | 'react' | 'discard'>;
};

/** Where what is written anew goes. */
interface Place {
  readonly id: string;
  draft: string;
}

/** Which message is being acted on, and what can be done to it: react, answer, edit, delete. */
export class MessageActions {
  readonly #room: ActedOn;
  readonly #self: string;
  readonly #place: Place;
  #chosen: VisibleMessage | null = $state.raw(null);
  #anchor: HTMLElement | null = $state.raw(null);
  /** Kept here and over a reload, so that neither that nor another room on the screen loses it. */
  #tasks: readonly Task[] = $state.raw([]);
  #isGone = $state(false);
  readonly #task: Task | undefined = $derived(this.#tasks.at(-1));
  /** The message that the composer edits. */
  readonly editing: Target | null = $derived(
    this.#task?.kind === 'edit' ? this.#task.message : null,
  );
  /** The message that what is written next answers. */
  readonly answering: Target | null = $derived(
    this.#task?.kind === 'write' ? this.#task.message : null,
  );

  constructor(room: ActedOn, self: string, place: Place) {
    this.#room = room;
    this.#self = self;
    this.#place = place;
    this.#tasks = loadTasks(place.id);
  }

  /** The message whose menu is open. */
  get chosen(): VisibleMessage | null {
    return this.#chosen;
  }

  /** The button beside which the menu stands. */
  get anchor(): HTMLElement | null {
    return this.#anchor;
  }

  /** Why an edit ended that nobody ended here; empty once something else was begun or sent. */
  get refusal(): string {
    return this.#isGone ? text.refusal['message-unknown'] : '';
  }

  /** What is being written: the text that a message is to get, or the draft. */
  get written(): string {
    return this.#task?.kind === 'edit' ? this.#task.edited : this.#place.draft;
  }

  set written(written: string) {
    const task = this.#task;
    if (task?.kind === 'edit') this.#keep([...this.#below, { ...task, edited: written }]);
    else this.#place.draft = written;
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

  edit(target: Target): void {
    this.#begin({ kind: 'edit', message: lean(target), edited: target.text ?? '' });
  }

  answer(target: Target): void {
    this.#begin({ kind: 'write', message: lean(target) });
  }

  stopAnswering(): void {
    if (this.#task?.kind === 'write') this.#keep(this.#below);
  }

  /** Posts a new text, as an answer where one was begun. Says whether it was taken. */
  post(written: string): boolean {
    const posted = this.#room.attempt(() => this.#room.client.post(written, this.answering?.id));
    if (posted) {
      this.#isGone = false;
      this.stopAnswering();
    }
    return posted;
  }

  /** Begins to edit the newest message of mine that can be edited: the newest of those on their way, before any other. */
  editLast(): void {
    const waiting = this.#room.pending.at(-1);
    const isMine = (each: VisibleMessage) => each.from === this.#self && each.text !== null;
    const last = waiting ? undefined : this.#room.messages.findLast(isMine);
    if (waiting) this.rewrite(waiting);
    else if (last) this.edit(last);
  }

  /**
   * Takes a text of mine back into the draft, to be written anew: with what it answers, if that is there. One that may
   * have been sent is edited where it is instead; the change goes after it.
   */
  rewrite({ id, body }: OutboxEntry): void {
    if (!('text' in body)) return;
    if (!this.#room.client.discard(id)) return this.edit({ id, name: '', text: body.text });
    const answered = 'replyTo' in body && this.#room.messageOf(body.replyTo ?? '');
    const begun = this.#tasks.find(({ kind }) => kind === 'write')?.message ?? null;
    this.#begin({ kind: 'write', message: answered ? lean(answered) : begun });
    this.#toDraft(body.text);
  }

  /** Ends the editing: with the new text, or as it was. */
  finishEditing(edited: string | null): void {
    const message = this.editing;
    if (!message) return;
    const { client } = this.#room;
    const changes = edited !== null && edited !== message.text;
    if (changes && !this.#room.attempt(() => client.edit(message.id, edited))) return;
    this.#keep(this.#below);
  }

  remove({ id }: Pick<VisibleMessage, 'id'>): void {
    this.#keep(this.#tasks.filter(({ message }) => message?.id !== id));
    this.#room.attempt(() => this.#room.client.remove(id));
  }

  /** Ends the edits of messages that were deleted elsewhere; what was changed becomes a draft. To be called when something changes. */
  endGone(): void {
    const isGone = (task: Task) =>
      task.kind === 'edit' && this.#room.messageOf(task.message.id)?.text === null;
    const gone = this.#tasks.filter(isGone);
    if (gone.length === 0) return;
    this.#keep(this.#tasks.filter((task) => !isGone(task)));
    this.#isGone = true;
    this.#toDraft(...changedTexts(gone));
  }

  /** Ends all that was begun, and gives the texts that messages were to get. */
  drop(): string[] {
    const texts = changedTexts(this.#tasks);
    this.#keep([]);
    return texts;
  }

  get #below(): readonly Task[] {
    return this.#tasks.slice(0, -1);
  }

  #begin(task: Task): void {
    this.#isGone = false;
    this.#keep(begin(this.#tasks, task));
  }

  #keep(tasks: readonly Task[]): void {
    this.#tasks = tasks;
    saveTasks(this.#place.id, tasks);
  }

  #toDraft(...texts: string[]): void {
    this.#place.draft = [...texts, this.#place.draft].filter(Boolean).join('\n');
  }
}

/** What is kept of a message, as another object each time: who chooses it again is brought to it again. */
function lean({ id, name, text }: Target): Target {
  return { id, name, text };
}
