// What a conversation has when it has been drawn for the first time.
export { default as ActionsMenu } from './ActionsMenu.svelte';
export { default as CallLineItem } from './CallLineItem.svelte';
export { default as ComposerTask } from './ComposerTask.svelte';
export { copySelected } from './copy-selected.ts';
export { moveByKey, moveLine } from './list-keys.ts';
export { default as ListAnnouncements } from './ListAnnouncements.svelte';
export { default as NewestButton } from './NewestButton.svelte';
export { markShown } from './mark-shown.ts';
export { followMoves } from './moved-bubble.ts';
export { default as TypingLine } from './TypingLine.svelte';
export { default as Undelivered } from './Undelivered.svelte';
