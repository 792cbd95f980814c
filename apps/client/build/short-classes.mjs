import { readdirSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath, URL } from 'node:url';

const SOURCE = fileURLToPath(new URL('../src', import.meta.url));

/**
 * Names the class that holds a component's styles to it by the component's place among all of them. Svelte's own name is a hash,
 * and hashes do not compress: in the first load they are half a kilobyte.
 */
export function shortClasses() {
  const places = new Map(components().map((path, place) => [path, place.toString(36)]));
  return ({ filename, hash, css }) => {
    const place = places.get(relative(SOURCE, filename));
    // What is not of ours, or came while developing.
    return place === undefined ? `svelte-${hash(css)}` : `_${place}`;
  };
}

function components() {
  return readdirSync(SOURCE, { recursive: true })
    .filter((path) => path.endsWith('.svelte'))
    .sort();
}
