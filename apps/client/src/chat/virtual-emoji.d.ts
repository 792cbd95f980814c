// Made by build/emoji.mjs. In a line, tabs stand between the name and the words.
declare module 'virtual:emoji' {
  /** Each group as Unicode calls it, and its emoji, one a line: the emoji, its English name, its English words. */
  export const groups: readonly (readonly [name: string, lines: string])[];
}

declare module 'virtual:emoji-names-*' {
  /** A line for each emoji, in the order of `virtual:emoji`: its name and its words; empty where it has no name. */
  export const lines: string;
}
