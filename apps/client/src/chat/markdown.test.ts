import { searched } from '@chat/protocol/test/searched';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMarkdown } from './markdown.ts';
import { hasMarkup, isEmojiAlone, plain, type Rich } from './rich-text.ts';

const text = (value: string): Rich => ({ kind: 'text', text: value });
const paragraph = (...children: Rich[]): Rich => ({ kind: 'paragraph', children });
const link = (href: string, label: string, host: string | null = null): Rich => ({
  kind: 'link',
  href,
  label: plain(label),
  host,
});

test.each<[string, Rich[]]>([
  ['**bold**', [paragraph({ kind: 'strong', children: [text('bold')] })]],
  ['_italic_', [paragraph({ kind: 'em', children: [text('italic')] })]],
  ['~~struck~~', [paragraph({ kind: 'del', children: [text('struck')] })]],
  ['`a < b`', [paragraph({ kind: 'code', text: 'a < b' })]],
  ['```js\n1 < 2\n```', [{ kind: 'code-block', text: '1 < 2', language: 'js' }]],
  ['```\n\n a\n```', [{ kind: 'code-block', text: '\n a', language: null }]],
  ['one\ntwo', [paragraph(text('one'), { kind: 'break' }, text('two'))]],
  ['one\n\ntwo', [paragraph(text('one')), paragraph(text('two'))]],
  ['- a\n- b', [{ kind: 'list', start: null, items: [[text('a')], [text('b')]] }]],
  ['- [ ] a\n- [x] b', [{ kind: 'list', start: null, items: [[text('☐ a')], [text('☑ b')]] }]],
  ['3. c', [{ kind: 'list', start: 3, items: [[text('c')]] }]],
  ['9. i\n10. j', [{ kind: 'list', start: 9, items: [[text('i')], [text('j')]] }]],
  ['> said', [{ kind: 'quote', children: [paragraph(text('said'))] }]],
  ['> said\nno', [{ kind: 'quote', children: [paragraph(text('said'))] }, paragraph(text('no'))]],
  [
    'これは**重**です',
    [paragraph(text('これは'), { kind: 'strong', children: [text('重')] }, text('です'))],
  ],
  ['\\*a *b*\\*', [paragraph(text('*a *b**'))]],
  ['2024. A _year_', [paragraph(text('2024. A '), { kind: 'em', children: [text('year')] })]],
])('%s is formatted', (source, rich) => {
  expect(readMarkdown(source)).toEqual(rich);
});

test.each<[string, Rich]>([
  ['https://example.org/a?b=1', link('https://example.org/a?b=1', 'https://example.org/a?b=1')],
  ['<https://example.org/>', link('https://example.org/', 'https://example.org/')],
  ['www.example.org', link('http://www.example.org/', 'www.example.org')],
  ['ann@example.org', link('mailto:ann@example.org', 'ann@example.org')],
  ['[here](https://example.org/x)', link('https://example.org/x', 'here', 'example.org')],
  ['[bank.com](https://evil.example/)', link('https://evil.example/', 'bank.com', 'evil.example')],
  // Letters that look like others, a name before the host, and an order that is turned.
  [
    '<https://аррӏе.com/x>',
    link('https://xn--80ak6aa92e.com/x', 'https://аррӏе.com/x', 'xn--80ak6aa92e.com'),
  ],
  [
    'https://bank.com@evil.example/',
    link('https://bank.com@evil.example/', 'https://bank.com@evil.example/', 'evil.example'),
  ],
  [
    'https://evil.example/\u202egpj.exe',
    link(
      'https://evil.example/%E2%80%AEgpj.exe',
      'https://evil.example/\u202egpj.exe',
      'evil.example',
    ),
  ],
])('[S24] %s is a link that says where it leads', (source, rich) => {
  expect(readMarkdown(source)).toEqual([paragraph(rich)]);
});

test.each([
  '# not a title',
  '<b>no markup</b>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](vbscript:msgbox(1))',
  '[x](data:text/html,1)',
  '[x](file:///etc/passwd)',
  '[x](//evil.example)',
  '<javascript:alert(1)>',
  '![picture](https://example.org/a.png)',
  '| a | b |\n| - | - |\n| 1 | 2 |',
  '    indented by hand',
  '&amp; stays',
  'snake_case_name and 2 * 3 * 4',
  '---',
])('[S24] %s stays what was written', (source) => {
  expect(lettersOf(readMarkdown(source))).toBe(lettersIn(source));
  const kinds = JSON.stringify(readMarkdown(source));
  expect(kinds).not.toMatch(/"kind":"(?!text|paragraph|break)/);
});

test.each([
  '5*3*2 = 30',
  '(a)*(b)*(c)',
  'un**believ**able',
  'src/*/x/*.ts',
  '~5~10 EUR',
  '~~~ hmm ~~~',
  '```one\nline```',
  '¯\\_(ツ)_/¯',
  'C:\\_old\\*_',
  '*',
  '>',
  '>_<',
  '>5 or <3',
  '+ 5',
  '100.',
  '2. b\n1. a',
])('%s shows every sign that was written', (source) => {
  const signs = readMarkdown(source).flatMap((part) =>
    part.kind === 'paragraph' ? part.children : [part],
  );
  expect(signs.map((part) => (part.kind === 'text' ? part.text : '\n')).join('')).toBe(source);
});

test.each(['[x](java\tscript:alert(1))', '[x](\u0001javascript:alert(1))', '[x](\njavascript:1)'])(
  '[S24] %j is no link',
  (source) => {
    expect(linksIn(readMarkdown(source))).toEqual([]);
  },
);

test('[S24] whatever is written, nothing else is shown, and no address but a page or a mail is linked', () => {
  const piece = fc.constantFrom(
    ...['a', 'B', '1', ' ', '\n', '*', '_', '`', '~', '[', ']', '(', ')', '<', '>', '&', '"'],
    ...['javascript:', 'data:', 'https://x.y/', '![', '- ', '1. ', '# ', '```'],
  );
  const source = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(source, (written) => {
      const rich = readMarkdown(written);
      for (const { href } of linksIn(rich)) expect(href).toMatch(/^(https?|mailto):/);
      const shown = lettersOf(rich);
      for (const letter of new Set(shown)) expect(written).toContain(letter);
    }),
    searched(500),
  );
});

test('what has nothing to format is not sent through the reader', () => {
  expect(['hello', 'a-b', '3 - 2', 'so: yes'].filter(hasMarkup)).toEqual([]);
  expect(['*a*', '- a', '1. a', 'http://x', 'a@b'].every(hasMarkup)).toBe(true);
});

test('a few emoji alone may be large', () => {
  expect(
    ['👍', '👩🏽‍🚀 🇩🇪', '❤️', '1️⃣', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👨‍👩‍👧‍👦🎉', '🏳️‍🌈', '❤️‍🔥', '☝🏽'].filter(
      (each) => !isEmojiAlone(each),
    ),
  ).toEqual([]);
  expect(['', '1', '©', '™', '12', '1️2', 'a 👍', '👍👍👍👍'].filter(isEmojiAlone)).toEqual([]);
});

function lettersIn(source: string): string {
  return source.replace(/[^a-z0-9]/gi, '');
}

function lettersOf(rich: readonly Rich[]): string {
  return lettersIn(
    JSON.stringify(rich, ['text', 'children', 'label', 'items'])
      .replaceAll(/"(text|children|label|items)":/g, '')
      .replaceAll('\\n', ''),
  );
}

function linksIn(rich: readonly Rich[]): { href: string }[] {
  return rich.flatMap((part) => {
    if (part.kind === 'link') return [part];
    if ('children' in part) return linksIn(part.children);
    return part.kind === 'list' ? part.items.flatMap((item) => linksIn(item)) : [];
  });
}
