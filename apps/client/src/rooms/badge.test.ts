import { expect, test } from 'vitest';
import { showBadge } from './badge.ts';

test('the icon of the tab says that something waits, until nothing does', () => {
  document.head.innerHTML = '<link rel="icon" href="/icon.svg" />';
  const icon = () => document.querySelector('link')?.getAttribute('href');
  showBadge(3);
  expect(icon()).toBe('/icon-unread.svg');
  showBadge(0);
  expect(icon()).toBe('/icon.svg');
});
