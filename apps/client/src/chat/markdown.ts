import { Lexer, type MarkedOptions, type Token, type Tokens } from 'marked';
import { ChatTokenizer } from './chat-tokenizer.ts';
import { plain, safeAddress, type Rich } from './rich-text.ts';

/**
 * Reads the small part of Markdown that people use in a chat: links, code, bold, italic, struck out, lists, quotes. All
 * else (headings, tables, pictures, HTML) stays the text that was written.
 */
export function readMarkdown(text: string): readonly Rich[] {
  return merge(new Lexer(options()).lex(text).flatMap((token) => readBlock(token)));
}

function options(): MarkedOptions {
  return { gfm: true, breaks: true, tokenizer: new ChatTokenizer() };
}

function readBlock(token: Token): Rich[] {
  switch (token.type) {
    case 'space':
      return [];
    case 'paragraph':
      return [{ kind: 'paragraph', children: readInline(token.tokens) }];
    case 'text':
      return token.tokens ? readInline(token.tokens) : [{ kind: 'text', text: token.raw }];
    case 'checkbox':
      return [{ kind: 'text', text: (token as Tokens.Checkbox).checked ? '☑ ' : '☐ ' }];
    case 'code':
      return readCode(token as Tokens.Code);
    case 'blockquote':
      return readQuote(token as Tokens.Blockquote);
    case 'list':
      return [readList(token as Tokens.List)];
    default:
      return asWritten(token);
  }
}

/** What is indented was aligned by hand or pasted; only a fence that ends says that it is code. */
function readCode(token: Tokens.Code): Rich[] {
  const isFenced =
    token.codeBlockStyle !== 'indented' && /\n {0,3}(```|~~~)[`~]*\s*$/.test(token.raw);
  if (!isFenced || token.text === '') return asWritten(token);
  return [{ kind: 'code-block', text: token.text, language: token.lang?.trim() || null }];
}

function readQuote(token: Tokens.Blockquote): Rich[] {
  const children = token.tokens.flatMap((each) => readBlock(each));
  return children.length === 0 ? asWritten(token) : [{ kind: 'quote', children }];
}

/** So high a single number is a year or a price, not the beginning of a list. */
const HIGHEST_ALONE = 20;

function readList(list: Tokens.List): Rich {
  if (!isList(list)) {
    const inline = Lexer.lexInline(list.raw.trimEnd(), options());
    return { kind: 'paragraph', children: readInline(inline) };
  }
  const { ordered, start, items } = list;
  return {
    kind: 'list',
    start: ordered ? Number(start) : null,
    items: items.map((item) => merge(item.tokens.flatMap((each) => readBlock(each)))),
  };
}

/** Only what is shown as it was written: with its words, and with its numbers. */
function isList({ ordered, start, items }: Tokens.List): boolean {
  if (items.every(({ text }) => text.trim() === '')) return false;
  if (!ordered) return !items[0]?.raw.trimStart().startsWith('+');
  if (items.length === 1) return Number(start) <= HIGHEST_ALONE;
  return items.every(({ raw }, index) => parseInt(raw.trimStart(), 10) === Number(start) + index);
}

function readInline(tokens: readonly Token[] = []): Rich[] {
  return merge(tokens.flatMap((token) => readSpan(token)));
}

function readSpan(token: Token): Rich[] {
  switch (token.type) {
    case 'br':
      return [{ kind: 'break' }];
    case 'strong':
    case 'em':
    case 'del':
      return [{ kind: token.type, children: readInline(token.tokens) }];
    case 'codespan':
      return [{ kind: 'code', text: (token as Tokens.Codespan).text }];
    case 'escape':
      return [{ kind: 'text', text: (token as Tokens.Escape).text }];
    case 'link':
      return readLink(token as Tokens.Link);
    default:
      return [{ kind: 'text', text: token.raw }];
  }
}

/** Characters that turn the order of what follows: a label with one may read as another address. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/;

/** A label that is not the address itself, or reads as another one, does not hide where the link leads. */
function readLink(token: Tokens.Link): Rich[] {
  const url = safeAddress(token.href);
  if (!url) return [{ kind: 'text', text: token.raw }];
  const isBare = token.raw === token.text || token.raw === `<${token.text}>`;
  const label = isBare ? plain(token.text) : readInline(token.tokens);
  const saysHost = (isBare || token.text === token.href) && namesHost(token.text, url);
  const host = saysHost ? null : url.host || url.pathname;
  return [{ kind: 'link', href: url.href, label, host }];
}

/** Whether a written address begins with the host that it leads to: no other letters, no name before an `@`. */
function namesHost(written: string, { protocol, host }: URL): boolean {
  if (TURNING.test(written)) return false;
  return (
    protocol === 'mailto:' ||
    written
      .replace(/^\w+:\/\//, '')
      .toLowerCase()
      .startsWith(host)
  );
}

function asWritten({ raw }: Token): Rich[] {
  return [{ kind: 'paragraph', children: plain(raw.replace(/\n+$/, '')) }];
}

/** Neighbouring texts become one. */
function merge(parts: readonly Rich[]): Rich[] {
  const merged: Rich[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.kind === 'text' && last?.kind === 'text') {
      merged[merged.length - 1] = { kind: 'text', text: last.text + part.text };
    } else merged.push(part);
  }
  return merged;
}
