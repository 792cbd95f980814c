// The start page, and the way to it out of a room.
export { default as HomePage } from './HomePage.svelte';
export { leaveRoom } from './leave-room.svelte.ts';
