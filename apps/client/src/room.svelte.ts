import type { ErrorCode, Member } from '@chat/protocol';
import {
  OutboxFull,
  RoomClient,
  unconfirmedTexts,
  visibleMessages,
  type Api,
  type Connection,
  type Notice,
  type OutboxEntry,
  type RoomPhase,
  type RoomState,
  type RoomStorage,
  type UnconfirmedText,
  type VisibleMessage,
} from '@chat/sdk';
import { createSubscriber } from 'svelte/reactivity';
import { CallLog } from './call-log.svelte.ts';
import { byLength, mentionsAny, type Mentions } from './chat/mentions.ts';
import { Reading } from './chat/reading.svelte.ts';
import { buildTimeline, byId, type TimelineItem } from './chat/timeline.ts';
import { oncePerFrame } from './once-per-frame.ts';
import { text } from './text.ts';
import { labelMembers, type LabelledMember } from './people/label-members.ts';
import { NameLabels } from './people/name-labels.ts';

/** Whether an entry is surely in no log: what becomes of it is settled on this device. */
export { isHere } from '@chat/sdk';

export interface RoomViewOptions {
  connection: Connection;
  api: Api;
  storage: RoomStorage;
  room: string;
  self: string;
  /** Whether lines say who came and who left. */
  showJoins: () => boolean;
}

/** A room as the components read it: runes over the SDK's RoomClient, nothing more. */
export class RoomView implements Mentions {
  readonly client: RoomClient;
  /** What became of my calls here. */
  readonly calls: CallLog;
  /** How far I have read. */
  readonly reading = new Reading();
  /** How people with the same name are told apart here. */
  readonly labels = new NameLabels();
  readonly #self: string;
  readonly #showJoins: () => boolean;
  readonly #flush = () => {
    void this.client.flush();
    if (document.visibilityState === 'visible') void this.client.adopt();
  };
  /** How much waited when something was refused: when less waits, there is room again. */
  #refusedAt: number | null = $state(null);
  /** Shows what has changed by now; nothing while nobody looks. */
  #show: () => void = () => undefined;
  readonly #track = createSubscriber((update) => {
    const { soon, now } = oncePerFrame(update);
    this.#show = now;
    return this.client.subscribe(soon);
  });
  readonly messages: readonly VisibleMessage[] = $derived(visibleMessages(this.state));
  readonly #byId = $derived(byId(this.messages));
  /** My texts that are not in the log yet. */
  readonly pending: readonly UnconfirmedText[] = $derived(unconfirmedTexts(this.state));
  /** Who came and went, by what they are called here. */
  readonly notices: readonly Notice[] = $derived.by(() =>
    this.state.notices.map((notice): Notice => {
      const { member } = notice;
      return { ...notice, member: { ...member, name: this.labelOf(member.id, member.name) } };
    }),
  );
  readonly timeline: TimelineItem[] = $derived.by(() =>
    buildTimeline({
      self: this.#self,
      messages: this.messages,
      notices: this.#showJoins() ? this.notices : [],
      calls: this.calls.lines,
      pending: this.pending,
      readTo: this.reading.readTo,
    }),
  );
  readonly members: LabelledMember[] = $derived.by(() =>
    labelMembers(this.state.members, { self: this.#self, labels: this.labels }),
  );

  /** Who can be mentioned: everybody who is in, by their name and by what tells them apart. */
  readonly names: string[] = $derived(
    byLength(this.members.flatMap(({ name, label }) => [name, label])),
  );

  constructor({ connection, api, storage, room, self, showJoins }: RoomViewOptions) {
    const history = (before: number) => api.history(room, before);
    this.client = new RoomClient({ connection, room, storage, history });
    this.calls = new CallLog(room);
    this.#self = self;
    this.#showJoins = showJoins;
    // The last moment in which a page that is going away may write.
    addEventListener('pagehide', this.#flush);
    document.addEventListener('visibilitychange', this.#flush);
  }

  get state(): RoomState {
    this.#track();
    return this.client.state;
  }

  /** Why the last thing that I wrote was not taken; empty once something was, or less waits. */
  get refusal(): string {
    const waiting = this.state.outbox.length;
    return this.#refusedAt !== null && waiting >= this.#refusedAt ? text.chat.full(waiting) : '';
  }

  /** Runs a change of mine and says whether it was taken; what waits already may be too much. */
  attempt(change: () => void): boolean {
    try {
      change();
      this.#show();
      this.#refusedAt = null;
      return true;
    } catch (error) {
      if (!(error instanceof OutboxFull)) throw error;
      this.#refusedAt = this.state.outbox.length;
      return false;
    }
  }

  /** How many messages wait for the server and go out by themselves. */
  get unsent(): number {
    return this.pending.filter(({ status }) => !isStuck(status)).length;
  }

  /** Texts of mine that are in no log, and will be in none of this room. */
  get unsentTexts(): string[] {
    return this.state.outbox.flatMap(({ body }) => (body.kind === 'text' ? [body.text] : []));
  }

  /** Changes to messages that the server refused: they have no bubble of their own. */
  get failedChanges(): OutboxEntry[] {
    return this.state.outbox.filter(({ body, status }) => body.kind !== 'text' && isStuck(status));
  }

  /** What mentions me. */
  get ownNames(): string[] {
    return this.members.flatMap(({ me, label }) => (me ? [label] : []));
  }

  isMe(mention: string): boolean {
    return mentionsAny(mention, this.ownNames);
  }

  /** The message that another one answers, if it is shown. */
  messageOf(id: string): VisibleMessage | undefined {
    return this.#byId.get(id);
  }

  /** What a person is called here: with a suffix where names repeat, also after they left. */
  nameOf(id: Member['id']): string {
    const member = this.members.find((candidate) => candidate.id === id);
    if (member) return member.label;
    const left = this.state.notices.findLast((notice) => notice.member.id === id);
    const name = left?.member.name ?? this.state.messages.findLast(({ from }) => from === id)?.name;
    return name ? this.labelOf(id, name) : '';
  }

  /** The same for a name that they had once, as it stands in the conversation. */
  labelOf(id: Member['id'], name: string): string {
    // Who is in counts first, as they came: everybody sees the same numbers.
    const present = this.members.find((member) => member.id === id && member.name === name);
    return present?.label ?? this.labels.labelOf(id, name);
  }

  /** Gives up the place in the room; what is stored of it stays. */
  close(): void {
    this.#stopFlushing();
    this.client.depart();
  }

  /** Leaves the room, and erases what is stored of it. */
  async forget(): Promise<void> {
    this.#stopFlushing();
    await this.client.forget();
  }

  #stopFlushing(): void {
    removeEventListener('pagehide', this.#flush);
    document.removeEventListener('visibilitychange', this.#flush);
  }
}

/** Whether an entry needs a person to decide. */
export function isStuck(status: OutboxEntry['status']): boolean {
  return status === 'failed' || status === 'expired';
}

/** Why one is not in a room: the server's code, or null for who left by themselves. */
export function refusalOf(
  phase: Extract<RoomPhase, { status: 'refused' | 'left' }>,
): ErrorCode | null {
  if (phase.status === 'refused') return phase.code;
  if (phase.reason === 'left' || phase.reason === 'moved') return null;
  return phase.reason === 'ended' ? 'room-ended' : 'member-removed';
}
