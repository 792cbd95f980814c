import { Tokenizer, type Tokens } from 'marked';

// What an emphasis may not touch from outside: words, numbers, brackets, paths and its own marks, as in 5*3*2 or a/*/b/*.
const GLUED_BEFORE = /[\p{L}\p{N})\]/\\*_]$/u;
const GLUED_AFTER = /^[\p{L}\p{N}(]/u;
/** They are written without spaces: what is emphasised always touches its neighbours. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
/** The same marks, escaped before and after something. */
const ESCAPED_PAIR = /^((?:\\[*_~`])+)(?![\s\\])([^\n]*?[^\s\\])\1(?!\\[*_~`])/;
/** Not a face, as >_<, and not ">5". */
const QUOTED = /^(?: {0,3}>+[\s\p{L}"“„«].*(?:\n|$))(?: {0,3}>.*(?:\n|$))*/u;

/** Markdown where people do not mean it is only what they typed. */
export class ChatTokenizer extends Tokenizer {
  override emStrong(
    src: string,
    masked: string,
    before = '',
  ): Tokens.Em | Tokens.Strong | undefined {
    const token = super.emStrong(src, masked, before);
    if (!token || isGlued(GLUED_BEFORE, before)) return undefined;
    return isGlued(GLUED_AFTER, src.slice(token.raw.length, token.raw.length + 2))
      ? undefined
      : token;
  }

  /** One tilde is "about". */
  override del(src: string, masked: string, before?: string): Tokens.Del | undefined {
    return src.startsWith('~~') ? super.del(src, masked, before) : undefined;
  }

  /** A backslash goes only where it kept a pair of marks from being one; else it is an arm, a path or a formula. */
  override escape(src: string): Tokens.Escape | undefined {
    const [raw, marks = '', inside = ''] = ESCAPED_PAIR.exec(src) ?? [];
    if (raw === undefined) {
      const token = super.escape(src);
      return token && { ...token, text: token.raw };
    }
    const mark = marks.replaceAll('\\', '');
    return { type: 'escape', raw, text: mark + inside + mark };
  }

  /** A quote ends with its line: what follows it is an answer. */
  override blockquote(src: string): Tokens.Blockquote | undefined {
    const quoted = QUOTED.exec(src)?.[0];
    return quoted === undefined ? undefined : super.blockquote(quoted);
  }
}

function isGlued(what: RegExp, beside: string): boolean {
  return what.test(beside) && !UNSPACED.test(beside);
}
