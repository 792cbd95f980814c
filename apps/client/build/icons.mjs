import { readFile } from 'node:fs/promises';

const ICON = /@lucide\/svelte\/dist\/icons\/([\w-]+)\.svelte(?=\?|$)/;

/** Icons that show where something goes: right to left they look the other way. */
const POINTING =
  /^(arrow-(left|right)|chevrons?-(left|right)|corner-|forward|log-(in|out)|panel-|redo|reply|send|undo)/;

/**
 * Makes a plain picture of each icon of Lucide. Its own component takes every attribute and context there is, which is
 * 3 kB of the first load; ours take a `size` and are always hidden from who listens, because their button has the name.
 */
export function plainIcons() {
  return {
    name: 'plain-icons',
    enforce: 'pre',
    async load(id) {
      const name = ICON.exec(id)?.[1];
      if (!name) return null;
      const source = await readFile(id.replace(/\?.*/, ''), 'utf8');
      const { node } = JSON.parse(/const iconData = (.*);/.exec(source)[1]);
      const shapes = node.map(([tag, attributes]) => `<${tag}${written(attributes)} />`).join('');
      const pointing = POINTING.test(name) ? ' class="pointing"' : '';
      return `<script>const { size = 24 } = $props();</script>
<svg${pointing} width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">${shapes}</svg>`;
    },
  };
}

function written(attributes) {
  return Object.entries(attributes)
    .filter(([name]) => name !== 'key')
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
}
