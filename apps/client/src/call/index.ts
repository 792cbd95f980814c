// All that only calls need: the page loads it by one import() after the chat.
export { default as CallNews } from './CallNews.svelte';
export { default as CallPane } from './CallPane.svelte';
export { default as CheckSheet } from './CheckSheet.svelte';
export { default as IncomingCall } from './IncomingCall.svelte';
export { Telephone } from './telephone.svelte.ts';
export { checkPath } from '@chat/sdk/call';
