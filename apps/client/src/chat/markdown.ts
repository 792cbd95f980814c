import { Lexer, type Token, type Tokens } from 'marked';
import { plain, safeAddress, type Rich } from './rich-text.ts';

/**
 * Reads the small part of Markdown that people use in a chat: links, code, bold, italic, struck out, lists, quotes. All
 * else (headings, tables, pictures, HTML) stays the text that was written.
 */
export function readMarkdown(text: string): readonly Rich[] {
  const tokens = new Lexer({ gfm: true, breaks: true }).lex(text);
  return merge(tokens.flatMap((token) => readBlock(token)));
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
      return [{ kind: 'quote', children: (token.tokens ?? []).flatMap((each) => readBlock(each)) }];
    case 'list':
      return [readList(token as Tokens.List)];
    default:
      return asWritten(token);
  }
}

/** What is indented was aligned by hand or pasted; only a fence says that it is code. */
function readCode(token: Tokens.Code): Rich[] {
  if (token.codeBlockStyle === 'indented') return asWritten(token);
  return [{ kind: 'code-block', text: token.text, language: token.lang?.trim() || null }];
}

function readList({ ordered, start, items }: Tokens.List): Rich {
  return {
    kind: 'list',
    start: ordered ? Number(start) : null,
    items: items.map((item) => merge(item.tokens.flatMap((each) => readBlock(each)))),
  };
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
