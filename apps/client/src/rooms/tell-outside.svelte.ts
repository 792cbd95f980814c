import { onDestroy, untrack } from 'svelte';
import type { Settings } from '../settings.svelte.ts';
import { mentionsAny } from '../chat/mentions.ts';
import { showBadge } from './badge.ts';
import type { MyRooms } from './my-rooms.svelte.ts';
import type { Arrival } from './notice.ts';
import type { Notifier } from './notifier.ts';
import type { OpenRoom } from './open-room.svelte.ts';

/** Where a message stands: messages of one moment are told apart by their number. */
interface Place {
  sentAt: number;
  seq: number;
}

function isAfter(one: Place, other: Place): boolean {
  return one.sentAt > other.sentAt || (one.sentAt === other.sentAt && one.seq > other.seq);
}

export interface OutsideOptions {
  rooms: MyRooms;
  settings: Settings;
  /** Leads to a message of a room. */
  onOpen: (room: string, seq: number) => void;
}

/** For as long as a component is there: shows beside the page what is unread, and tells of what comes. */
export function tellOutside({ rooms, settings, onOpen }: OutsideOptions): void {
  let notifier: Promise<Notifier | null> | null = null;
  let isOver = false;
  /** The last message of each room that is told of. Its number alone is not enough: they begin anew with a new log. */
  const told: Record<string, Place> = {};
  $effect(() => showBadge(rooms.unread.count));
  $effect(() => {
    for (const room of rooms.open) hear(room);
  });
  onDestroy(() => {
    isOver = true;
    void notifier?.then((one) => one?.close());
    showBadge(0);
  });

  function hear({ id, view, unreadMessages }: OpenRoom): void {
    const { phase, info, messages } = view.state;
    if (phase.status !== 'joined' || !info) return;
    const before = told[id];
    const newest = messages.at(-1) ?? { sentAt: 0, seq: 0 };
    told[id] = { sentAt: newest.sentAt, seq: newest.seq };
    // What waited there already is in the list, and no news.
    if (before === undefined || !isAfter(newest, before)) return;
    const names = untrack(() => view.ownNames);
    const arrivals = unreadMessages
      .filter((message) => isAfter(message, before))
      .map(({ seq, name, text }) => ({
        ...{ seq, name, text: text ?? '' },
        mentionsMe: mentionsAny(text ?? '', names),
      }));
    if (arrivals.length > 0) void tell({ id, title: info.title }, arrivals);
  }

  async function tell(room: { id: string; title: string }, arrivals: Arrival[]) {
    notifier ??= load();
    const ready = await notifier;
    if (!isOver) ready?.hear(room, arrivals);
  }

  async function load(): Promise<Notifier | null> {
    const part = await import('./notifier.ts').catch(() => null);
    // The network is away: the next message tries again.
    if (!part) notifier = null;
    return part && new part.Notifier({ settings, onOpen });
  }
}
