import { expect, test } from 'vitest';
import { entryOf } from './page-version.ts';

test.each([
  [
    'the page',
    '<script type="module" crossorigin src="/assets/index-a1.js"></script>',
    '/assets/index-a1.js',
  ],
  [
    'attributes in another order',
    '<script src="/assets/index-a1.js" type="module">',
    '/assets/index-a1.js',
  ],
  ['a notice of maintenance', '<h1>Back soon</h1>', null],
  ['the page in development', '<script type="module" src="/src/main.ts"></script>', null],
])('the version of %s', (_, html, entry) => {
  expect(entryOf(html)).toBe(entry);
});
