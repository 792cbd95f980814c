const FLAGS = /svelte\/src\/internal\/(?:client\/dom\/hydration|flags\/index)\.js$/;
const FLAG = /export let (hydrating|async_mode_flag|legacy_mode_flag|tracing_mode_flag) = false;/g;

/**
 * Says to the bundler what Svelte cannot: this page is mounted and never hydrated, and all of it is in runes mode. Svelte
 * guards what it has for the rest by variables "so it can be treeshaken out"; as constants they let Rolldown do so.
 */
export function mountOnly() {
  return {
    name: 'mount-only',
    apply: 'build',
    transform(code, id) {
      if (!FLAGS.test(id)) return null;
      const names = [...code.matchAll(FLAG)].map(([, name]) => name);
      if (names.length === 0)
        this.error(`${id} has none of the flags that build/mount-only.mjs knows.`);
      const constant = code.replaceAll(FLAG, 'export const $1 = false;');
      const assignment = new RegExp(`^\\s*(?:${names.join('|')}) = .*;$`, 'gm');
      return {
        code: constant.replaceAll(assignment, "throw new Error('not in this page');"),
        map: null,
      };
    },
  };
}
