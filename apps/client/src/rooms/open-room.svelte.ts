import type { ErrorCode, Message } from '@chat/protocol';
import { CallView } from '../call.svelte.ts';
import { loadDraft, saveDraft } from '../chat/draft.ts';
import { MessageActions } from '../chat/message-actions.svelte.ts';
import { OwnerTools } from '../owner/owner-tools.svelte.ts';
import { refusalOf, RoomView } from '../room.svelte.ts';
import { Typing } from '../chat/typing.svelte.ts';
import type { Session } from '../session.svelte.ts';
import type { Settings } from '../settings.svelte.ts';
import { lastLineOf, type LastLine } from './last-line.ts';
import { unreadMessages, unreadOf, type Unread } from './unread.ts';

export interface OpenRoomOptions {
  session: Session;
  self: string;
  settings: Settings;
  /** Until when its messages were read, by the server's clock. */
  readAt: () => number;
  /** Whether I am in a call of another room. */
  isBusyElsewhere: () => boolean;
}

/**
 * A room that this page is in, looked at or not: its messages, its telephone, what is being written and where one reads.
 * Outlives the components that draw it; ends with `close`.
 */
export class OpenRoom {
  readonly id: string;
  readonly view: RoomView;
  readonly call: CallView;
  readonly actions: MessageActions;
  readonly tools: OwnerTools;
  readonly typing: Typing;
  readonly #self: string;
  readonly #readAt: () => number;
  readonly unreadMessages: readonly Message[] = $derived.by(() =>
    unreadMessages(this.view.state.messages, this.#readAt(), this.#self),
  );
  readonly unread: Unread = $derived.by(() => unreadOf(this.unreadMessages, this.view.ownNames));
  readonly lastLine: LastLine | null = $derived.by(() =>
    lastLineOf(this.view.state.messages, this.#self),
  );
  #draft = $state('');

  constructor(id: string, options: OpenRoomOptions) {
    const { session, self, settings, readAt, isBusyElsewhere } = options;
    this.id = id;
    this.#self = self;
    this.#readAt = readAt;
    const { connection, api, storage } = session;
    const showJoins = () => settings.get('showJoins');
    this.view = new RoomView({ connection, api, storage, room: id, self, showJoins });
    this.call = new CallView(this.view.client, {
      ...{ api, self, settings, isBusyElsewhere },
      log: this.view.calls,
      nameOf: (member) => this.view.nameOf(member),
    });
    this.actions = new MessageActions(this.view, self, this);
    this.tools = new OwnerTools(api, id, (sentence) => session.announce(sentence));
    this.typing = new Typing(this.view.client, () => settings.get('showTyping'));
    this.#draft = loadDraft(id);
  }

  /** What is being written here; kept over a reload of this tab. */
  get draft(): string {
    return this.#draft;
  }

  set draft(draft: string) {
    this.#draft = draft;
    saveDraft(this.id, draft);
  }

  /** Whether I am out of it for now: refused, before its door, gone by myself or taken out. */
  get isOut(): boolean {
    const { status } = this.view.state.phase;
    return status === 'refused' || status === 'left' || this.isKnocking;
  }

  /** Whether I wait for somebody to let me in. */
  get isKnocking(): boolean {
    return this.view.state.phase.status === 'knocking';
  }

  /** Why I am not in; null while I am or may be, and after I left by myself. */
  get problem(): ErrorCode | null {
    const { phase } = this.view.state;
    return phase.status === 'refused' || phase.status === 'left' ? refusalOf(phase) : null;
  }

  /** Whether the call that I am in, if any, is in this room. */
  get isInCall(): boolean {
    return !this.call.free && this.call.state.status !== 'incoming';
  }

  /** Gives up the place in the room; what this browser keeps of it stays. */
  close(): void {
    this.typing.close();
    this.call.close();
    this.view.close();
  }

  /** Leaves the room, and erases what this browser keeps of it. */
  async forget(): Promise<void> {
    this.typing.close();
    this.call.close();
    this.draft = '';
    this.actions.drop();
    this.view.calls.clear();
    await this.view.forget();
  }
}
