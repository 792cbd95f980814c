import type { ErrorCode, Member } from '@chat/protocol';
import { RoomClient, type Connection, type RoomPhase, type RoomState } from '@chat/sdk';
import { createSubscriber } from 'svelte/reactivity';
import { buildTimeline, type TimelineItem } from './chat/timeline.ts';
import { labelMembers, type LabelledMember } from './people/label-members.ts';

/** A room as the components read it: runes over the SDK's RoomClient, nothing more. */
export class RoomView {
  readonly client: RoomClient;
  readonly #self: string;
  readonly #track = createSubscriber((update) => this.client.subscribe(update));
  readonly timeline: TimelineItem[] = $derived(buildTimeline(this.state));
  readonly members: LabelledMember[] = $derived.by(() =>
    labelMembers(this.state.members, this.#self),
  );

  constructor(connection: Connection, options: { room: string; self: string }) {
    this.client = new RoomClient({ connection, room: options.room });
    this.#self = options.self;
  }

  get state(): RoomState {
    this.#track();
    return this.client.state;
  }

  /** How many of my messages the server has not confirmed. */
  get unsent(): number {
    return this.state.outbox.filter(({ status }) => status !== 'failed').length;
  }

  /** What a person is called here: with a suffix where names repeat, also after they left. */
  nameOf(id: Member['id']): string {
    const member = this.members.find((candidate) => candidate.id === id);
    const left = this.state.notices.findLast((notice) => notice.member.id === id);
    return member?.label ?? left?.member.name ?? '';
  }

  close(): void {
    this.client.close();
  }
}

/** Why one is not in a room: the server's code, or null for who left by themselves. */
export function refusalOf(
  phase: Extract<RoomPhase, { status: 'refused' | 'left' }>,
): ErrorCode | null {
  if (phase.status === 'refused') return phase.code;
  if (phase.reason === 'left') return null;
  return phase.reason === 'ended' ? 'room-ended' : 'member-removed';
}
