import { describe, expect, it } from 'vitest';
import { Addresses, neighbourhoodOf } from './addresses.ts';

describe('an address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:201', '192.0.2.1'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:DB8:0:0:ffff:ffff:ffff:ffff', '2001:db8:0:0::/64'],
    ['2001:db8:0:1::', '2001:db8:0:1::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('[S18] %s counts as %s', (address, key) => {
    expect(neighbourhoodOf(address)).toBe(key);
  });

  it('[S19] has no more sockets than it may, and leaves nothing behind', () => {
    const addresses = new Addresses(2);
    const [first, second] = [addresses.admit('192.0.2.1'), addresses.admit('::ffff:192.0.2.1')];
    expect(addresses.admit('192.0.2.1')).toBeUndefined();
    first?.();
    const third = addresses.admit('192.0.2.1');
    expect(third).toBeDefined();
    second?.();
    third?.();
    expect(addresses.size).toBe(0);
  });
});
