import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'svelte/compiler';
import { expect, test } from 'vitest';

const CLIENT = fileURLToPath(new URL('../../apps/client/src/', import.meta.url));

/** Attributes that somebody reads or hears. */
const READ = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'label',
  'placeholder',
  'title',
]);

/** Elements whose text nobody reads. */
const UNREAD = new Set(['style', 'script']);

const LETTERS = /\p{L}{2}/u;

/** What a person would read in a component that is in no catalogue, as it is written there. */
function sentencesIn(source) {
  const found = [];
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (node === null || typeof node !== 'object') return undefined;
    if (UNREAD.has(node.name) || node.type === 'StyleDirective') return undefined;
    if (node.type === 'Text') return keep(node.data);
    if (node.type === 'Attribute') {
      if (READ.has(node.name)) literals(node.value, keep);
      return undefined;
    }
    if (node.type === 'ExpressionTag') return literals(node.expression, keep);
    return Object.values(node).forEach(visit);
  };
  const keep = (text) => {
    if (LETTERS.test(text)) found.push(text.trim());
  };
  visit(parse(source, { modern: true }).fragment);
  return found;
}

/** The texts of an expression that may end up on the page: not what it is compared with or called by. */
function literals(node, keep) {
  if (Array.isArray(node)) return node.forEach((each) => literals(each, keep));
  switch (node?.type) {
    case 'Text':
      return keep(node.data);
    case 'ExpressionTag':
      return literals(node.expression, keep);
    case 'Literal':
      return typeof node.value === 'string' ? keep(node.value) : undefined;
    case 'TemplateLiteral':
      node.quasis.forEach(({ value }) => keep(value.cooked));
      return literals(node.expressions, keep);
    case 'ConditionalExpression':
      return literals([node.consequent, node.alternate], keep);
    case 'LogicalExpression':
    case 'BinaryExpression':
      return node.operator.includes('=') ? undefined : literals([node.left, node.right], keep);
    case 'ArrayExpression':
      return literals(node.elements, keep);
    case 'CallExpression':
      return literals(node.callee.object, keep);
    case 'TSAsExpression':
      return literals(node.expression, keep);
    default:
      return undefined;
  }
}

test.each([
  ['a text', '<p>Hello there</p>'],
  ['a text beside a word of the catalogue', '<p>{text.hello} there</p>'],
  ['a name', '<button aria-label="Close me">×</button>'],
  ['a choice', "<p>{open ? 'Opened' : text.closed}</p>"],
  ['a template', '<p title={`Call ${name}`}></p>'],
  ['a placeholder', '<input placeholder="Write here" />'],
  ['what stands where nothing else does', "<p>{name || 'Nobody'}</p>"],
  ['what is in a block', '{#if open}{#each all as one (one)}<b>Deeply hidden</b>{/each}{/if}'],
  ['a list', "<p>{[open && 'opened', text.mine].filter(Boolean).join(' · ')}</p>"],
])('%s outside of the catalogue is found', (_, source) => {
  expect(sentencesIn(source)).toHaveLength(1);
});

test.each([
  ['words of the catalogue', '<p title={text.title} class="big field">{text.hello(name)}</p>'],
  ['signs', '<p>{count} · × – 3</p>'],
  [
    'what is compared',
    "<p class={{ on: kind === 'open' }}>{kind === 'open' ? text.a : text.b}</p>",
  ],
  ['styles', '<p style:width="{wide}px">{text.a}</p><style>p { color: red }</style>'],
])('%s are left alone', (_, source) => {
  expect(sentencesIn(source)).toEqual([]);
});

test('every sentence of the page is in the catalogue', () => {
  const files = readdirSync(CLIENT, { recursive: true }).filter((file) => file.endsWith('.svelte'));
  expect(files.length).toBeGreaterThan(60);
  const outside = files.flatMap((file) =>
    sentencesIn(readFileSync(`${CLIENT}${file}`, 'utf8')).map((words) => `${file}: ${words}`),
  );
  expect(outside).toEqual([]);
});
