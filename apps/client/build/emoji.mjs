import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const ENGLISH = 'virtual:emoji';
/** What emoji are called in another language: `virtual:emoji-names-de`. */
const NAMES = /^virtual:emoji-names-(\w+)$/;
/** The same as a file, with a hash of what it says: `emoji-names-de-1a2b3c`. */
const FILE = /emoji-names-(\w+)-\w+$/;

const { resolve } = createRequire(import.meta.url);
const json = async (path) => JSON.parse(await readFile(resolve(path), 'utf8'));

/**
 * Makes modules of what Unicode says about all emoji in all languages (some 150 MB): of each emoji its name and the words
 * that it is found by. One module has the emoji by their groups, in English; one for each other language has only names and
 * words, in the same order.
 */
export function emojiModules() {
  return {
    name: 'emoji-modules',
    async resolveId(id) {
      if (id === ENGLISH) return `\0${ENGLISH}`;
      const language = NAMES.exec(id)?.[1];
      if (!language) return null;
      const { code } = moduleOf('lines', await linesIn(language));
      return `\0emoji-names-${language}-${hashOf(code)}`;
    },
    async load(id) {
      if (id === `\0${ENGLISH}`) return moduleOf('groups', await englishGroups());
      const language = id.startsWith('\0') && FILE.exec(id)?.[1];
      return language ? moduleOf('lines', await linesIn(language)) : null;
    },
    async generateBundle() {
      // Unicode asks that its notice goes with every copy of what it says.
      const source = await readFile(resolve('cldr-annotations-full/LICENSE'), 'utf8');
      this.emitFile({ type: 'asset', fileName: 'licences/unicode.txt', source });
    },
  };
}

/**
 * The name of a chunk's file. Those of names have their hash already: they are made of what their language says alone.
 */
export function chunkFileNames({ name }) {
  return `assets/${FILE.exec(name)?.[0] ?? '[name]-[hash:7]'}.js`;
}

const hashOf = (text) => createHash('sha256').update(text).digest('hex').slice(0, 9);

const moduleOf = (name, value) => ({
  code: `export const ${name} = ${JSON.stringify(value)};`,
  map: null,
});

/** `[group, lines]`, each line an emoji, its name and its words. */
async function englishGroups() {
  const [known, words] = [await json('unicode-emoji-json'), await json('emojilib')];
  const groups = new Map();
  for (const [emoji, { name, slug, group }] of Object.entries(known)) {
    // Its first word is the name once more, as one word.
    const others = [slug.replaceAll('_', ' '), ...(words[emoji] ?? []).slice(1)];
    const line = `${emoji}\t${lineOf(name, others)}`;
    groups.set(group, [...(groups.get(group) ?? []), line]);
  }
  return [...groups].map(([group, lines]) => [group, lines.join('\n')]);
}

/** The names and words of another language; an emoji that has none there has an empty line. */
async function linesIn(language) {
  const at = `${language}/annotations.json`;
  const { annotations } = await json(`cldr-annotations-full/annotations/${at}`);
  const derived = await json(`cldr-annotations-derived-full/annotationsDerived/${at}`);
  const said = { ...derived.annotationsDerived.annotations, ...annotations.annotations };
  const lines = Object.keys(await json('unicode-emoji-json')).map((emoji) => {
    // Unicode names most of them without the sign that asks for a picture.
    const { tts: [name] = [], default: words = [] } =
      said[emoji] ?? said[emoji.replaceAll('\uFE0F', '')] ?? {};
    return name ? lineOf(name, words) : '';
  });
  return lines.join('\n');
}

/** A name and its words, without those that are whole words of the name: by those it is found anyway. */
function lineOf(name, words) {
  const within = ` ${spaced(name)} `;
  const others = words.filter((word) => !within.includes(` ${spaced(word)} `));
  return [name, ...new Set(others)].join('\t');
}

const spaced = (text) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim() || text;
