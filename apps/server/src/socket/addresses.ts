import { BlockList, isIPv6 } from 'node:net';

const MAPPED = new BlockList();
MAPPED.addSubnet('::ffff:0:0', 96, 'ipv6');

/**
 * Who stands behind an address: of IPv6 its network of /64, for one person has as many addresses as they like; an IPv4
 * address that is written as IPv6 is itself.
 */
export function neighbourhoodOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [plain = ''] = address.split('%');
  const groups = expand(plain);
  if (!MAPPED.check(plain, 'ipv6')) return `${groups.slice(0, 4).join(':')}::/64`;
  const [high = 0, low = 0] = groups.slice(6).map((group) => parseInt(group, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** The eight groups of an IPv6 address, without leading zeros. The URL parser writes each address in one way. */
function expand(address: string): string[] {
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = written.split('::');
  const [left, right] = [head, tail ?? ''].map((part) => part.split(':').filter(Boolean));
  const gap = 8 - (left?.length ?? 0) - (right?.length ?? 0);
  return [...(left ?? []), ...Array<string>(gap).fill('0'), ...(right ?? [])];
}

/** Counts the open sockets of each address. */
export class Addresses {
  readonly #limit: number;
  readonly #counts = new Map<string, number>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Addresses with a socket. */
  get size(): number {
    return this.#counts.size;
  }

  /** Counts one socket more and gives what ends it; undefined when there are too many. */
  admit(address: string): (() => void) | undefined {
    const key = neighbourhoodOf(address);
    const count = this.#counts.get(key) ?? 0;
    if (count >= this.#limit) return undefined;
    this.#counts.set(key, count + 1);
    return () => {
      const left = (this.#counts.get(key) ?? 1) - 1;
      if (left > 0) this.#counts.set(key, left);
      else this.#counts.delete(key);
    };
  }
}
