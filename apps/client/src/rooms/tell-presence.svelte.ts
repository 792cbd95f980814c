import { onDestroy } from 'svelte';
import type { MyRooms } from './my-rooms.svelte.ts';
import { watchAway } from './watch-away.ts';

/** For as long as a component is there: the members of each room see whether I am here, away, or in a call there [P65]. */
export function tellPresence(rooms: MyRooms): void {
  let isAway = $state(false);
  onDestroy(watchAway(window, (away) => (isAway = away)));
  $effect(() => {
    for (const { view, call } of rooms.open) {
      const isInCall = ['connecting', 'connected', 'reconnecting'].includes(call.state.status);
      view.client.show(isInCall ? 'in-call' : isAway ? 'away' : 'online');
    }
  });
}
