import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { shortClasses } from './build/short-classes.mjs';

export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true, discloseVersion: false, cssHash: shortClasses() },
};
