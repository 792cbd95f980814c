import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { qrPath } from './qr-path.ts';

test('dark squares beside each other are one run', () => {
  expect(qrPath([[true, true, false, true], [false], [false, true]])).toBe(
    'M0 0h2v1h-2zM3 0h1v1h-1zM1 2h1v1h-1z',
  );
});

test('a link becomes a code with as many dark squares as it has', () => {
  const { data } = encode('http://localhost:3000/r/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
  const dark = data.flat().filter(Boolean).length;
  const widths = [...qrPath(data).matchAll(/h(\d+)v/g)].map(([, width]) => Number(width));
  expect(widths.reduce((sum, width) => sum + width, 0)).toBe(dark);
});
