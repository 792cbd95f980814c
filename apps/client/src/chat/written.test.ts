import { expect, test } from 'vitest';
import { withoutBlankEnds } from './written.ts';

test.each([
  ['    if (a)\n      b();\n', '    if (a)\n      b();'],
  ['\n \n  one\n\n two \n \n', '  one\n\n two'],
  ['one', 'one'],
  ['  ', ''],
])('of %j is sent %j', (written, sent) => {
  expect(withoutBlankEnds(written)).toBe(sent);
});
