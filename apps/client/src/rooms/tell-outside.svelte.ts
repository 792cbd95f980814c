import { onDestroy, untrack } from 'svelte';
import type { Settings } from '../settings.svelte.ts';
import { mentionsAny } from '../chat/mentions.ts';
import { showBadge } from './badge.ts';
import type { MyRooms } from './my-rooms.svelte.ts';
import { Notifier } from './notifier.ts';
import type { OpenRoom } from './open-room.svelte.ts';

export interface OutsideOptions {
  rooms: MyRooms;
  settings: Settings;
  /** Leads to a message of a room. */
  onOpen: (room: string, seq: number) => void;
}

/** For as long as a component is there: shows beside the page what is unread, and tells of what comes. */
export function tellOutside({ rooms, settings, onOpen }: OutsideOptions): void {
  const notifier = new Notifier({ settings, onOpen });
  /** Until when the messages of each room are told of, by the server's clock. */
  const told = new Map<string, number>();
  $effect(() => showBadge(rooms.unread.count));
  $effect(() => {
    for (const room of rooms.open) hear(room);
  });
  onDestroy(() => {
    notifier.close();
    showBadge(0);
  });

  function hear({ id, view, unreadMessages }: OpenRoom): void {
    const { phase, info, messages } = view.state;
    if (phase.status !== 'joined' || !info) return;
    const before = told.get(id);
    const newest = messages.at(-1)?.sentAt ?? 0;
    told.set(id, newest);
    // What waited there already is in the list, and no news.
    if (before === undefined || newest <= before) return;
    const names = untrack(() => view.ownNames);
    const arrivals = unreadMessages
      .filter(({ sentAt }) => sentAt > before)
      .map(({ seq, name, text }) => ({
        ...{ seq, name, text: text ?? '' },
        mentionsMe: mentionsAny(text ?? '', names),
      }));
    if (arrivals.length > 0) notifier.hear({ id, title: info.title }, arrivals);
  }
}
