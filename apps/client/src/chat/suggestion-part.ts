// What offers names and emoji while one types: loaded with the first sign that asks for it.
export { Suggesting } from './suggesting.svelte.ts';
export { default as Suggestions } from './Suggestions.svelte';
