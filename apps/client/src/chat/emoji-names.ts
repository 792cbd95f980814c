import { phraseOf } from './phrase.ts';

/** An emoji as it is searched, each name and word between tabs. */
interface Phrases {
  /** "\tred heart\t". */
  name: string;
  /** "\tlove\tlike\t". */
  words: string;
}

/** How an emoji is the one that is wanted: of each of these the less is the better. */
export interface Fit {
  /** 0 where whole words are wanted, 1 where it may be that more is still to be written. */
  isPart: 0 | 1;
  way: number;
  /** How many words its name has, where it fits by the name: that of few is the simpler one. */
  length: number;
}

/** The ways in which the name of an emoji, or another word for it, is what is wanted; the best first. */
const WAYS: readonly ((phrases: Phrases, wanted: string) => boolean)[] = [
  ({ name }, wanted) => name === `\t${wanted}\t`,
  // What it is: in "red heart" the last word says it, in "corazón rojo" the first.
  ({ name }, wanted) => name.endsWith(` ${wanted}\t`) || name.startsWith(`\t${wanted} `),
  ({ name, words }, wanted) => words.includes(`\t${wanted}\t`) || name.includes(` ${wanted} `),
  ({ name }, wanted) => name.startsWith(`\t${wanted}`),
  ({ name }, wanted) => name.includes(` ${wanted}`),
  ({ words }, wanted) => words.includes(`\t${wanted}`),
  ({ words }, wanted) => words.includes(` ${wanted}`),
];

/** So many of the ways are for whole words. */
const WHOLE = 3;

/** What emoji are called in one language, and the other words that they are found by. */
export class EmojiNames {
  readonly #lines: string;
  readonly #names: readonly string[];
  #phrases: readonly Phrases[] | null = null;

  /** A line for each emoji: the name and the words, with tabs between them. */
  constructor(lines: string) {
    this.#lines = lines;
    this.#names = lines.split('\n').map((line) => line.split('\t', 1)[0] ?? '');
  }

  /** Empty when this language has no name for it. */
  nameAt(index: number): string {
    return this.#names[index] ?? '';
  }

  /** Null when it is not what is wanted, a phrase; else each word of that begins one of its own. */
  fitAt(index: number, wanted: string): Fit | null {
    // Nobody who only looks at the emoji waits for this.
    this.#phrases ??= phrasesOf(this.#lines);
    const phrases = this.#phrases[index];
    if (!phrases) return null;
    const isThere = (word: string) => hasWord(phrases.name, word) || hasWord(phrases.words, word);
    if (!wanted.split(' ').every(isThere)) return null;
    const found = WAYS.findIndex((fits) => fits(phrases, wanted));
    const way = found < 0 ? WAYS.length : found;
    const length = hasWord(phrases.name, wanted) ? phrases.name.split(' ').length : 0;
    return { isPart: way < WHOLE ? 0 : 1, way, length };
  }
}

function phrasesOf(lines: string): Phrases[] {
  return phraseOf(lines)
    .split('\n')
    .map((line) => {
      const [name = '', ...words] = line.split('\t');
      return { name: `\t${name}\t`, words: `\t${words.join('\t')}\t` };
    });
}

/** Whether a word, or a later one of a name, begins so. */
function hasWord(text: string, beginning: string): boolean {
  return text.includes(`\t${beginning}`) || text.includes(` ${beginning}`);
}
