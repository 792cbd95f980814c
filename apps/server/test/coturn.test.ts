import { readFileSync } from 'node:fs';
import { isIPv6, SocketAddress } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ATTRIBUTE, MAGIC_COOKIE, METHOD, type Attribute } from '../src/turn/stun-message.ts';
import { TurnClient, TurnError } from '../src/turn/turn-client.ts';
import { makeTurnCredentials } from '../src/turn/turn-credentials.ts';
import { hasCoturn, SETTINGS, startCoturn, TURN_SECRET, type Coturn } from './coturn.ts';

const FORBIDDEN = 403;
const QUOTA_REACHED = 486;
const FIRST_CHANNEL = 0x4000;
const settings = readFileSync(SETTINGS, 'utf8');

// What must be refused, by the IANA's registries and not by our file: networks as [first, last].
const REFUSED_IPV4: [string, string][] = [
  ['0.0.0.0', '0.255.255.255'],
  ['10.0.0.0', '10.255.255.255'],
  ['100.64.0.0', '100.127.255.255'],
  ['127.0.0.0', '127.255.255.255'],
  ['169.254.0.0', '169.254.255.255'],
  ['172.16.0.0', '172.31.255.255'],
  ['192.0.0.0', '192.0.0.255'],
  ['192.0.2.0', '192.0.2.255'],
  ['192.88.99.0', '192.88.99.255'],
  ['192.168.0.0', '192.168.255.255'],
  ['198.18.0.0', '198.19.255.255'],
  ['198.51.100.0', '198.51.100.255'],
  ['203.0.113.0', '203.0.113.255'],
  ['224.0.0.0', '239.255.255.255'],
  ['240.0.0.0', '255.255.255.255'],
];
const REFUSED_IPV6: [string, string][] = [
  ['::', '::'],
  ['::1', '::1'],
  ['::2', '::255.255.255.255'],
  ['::127.0.0.1', '::10.0.0.1'],
  ...REFUSED_IPV4.map(([first, last]): [string, string] => [`::ffff:${first}`, `::ffff:${last}`]),
  ['64:ff9b::', '64:ff9b::255.255.255.255'],
  ['64:ff9b:1::', '64:ff9b:1:ffff:ffff:ffff:ffff:ffff'],
  ['100::', '100::ffff:ffff:ffff:ffff'],
  ['2001::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2002:a00:1::1', '2002:c0a8:101::1'],
  ['3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['5f00::', '5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['fec0::', 'feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
];
// Public ones, among them the neighbours of networks that are not.
const ALLOWED_IPV4 = ['8.8.8.8', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0'];
const ALLOWED_IPV4_TOO = ['128.0.0.0', '172.15.255.255', '172.32.0.0', '192.167.255.255'];
const ALLOWED_IPV6 = ['2001:4860:4860::8888', '2606:4700::1111', '2003::1', '2a00::1'];

describe.skipIf(!hasCoturn)('coturn with turn/turnserver.conf', () => {
  let coturn: Coturn;
  const clients: TurnClient[] = [];
  let channels = 0;
  beforeAll(async () => {
    coturn = await startCoturn();
  });
  afterAll(async () => {
    for (const client of clients) client.close();
    await coturn.close();
  });

  function connect(changes: { secret?: string; ttlSeconds?: number; opaqueId?: string } = {}) {
    const credentials = makeTurnCredentials({
      opaqueId: 'probe',
      secret: TURN_SECRET,
      ttlSeconds: 60,
      ...changes,
    });
    const address = { host: '127.0.0.1', port: coturn.port, transport: 'udp' as const };
    const client = new TurnClient({ address, credentials, timeoutMs: 5_000 });
    clients.push(client);
    return client;
  }

  async function askFor(client: TurnClient, peer: string | number[]): Promise<number[]> {
    const permission = await client.request(METHOD.createPermission, (id) => [peerOf(peer, id)]);
    channels += 1;
    const channel = Buffer.alloc(4);
    channel.writeUInt16BE(FIRST_CHANNEL + channels, 0);
    const bind = await client.request(METHOD.channelBind, (id) => [
      [ATTRIBUTE.channelNumber, channel],
      peerOf(peer, id),
    ]);
    return [permission.errorCode, bind.errorCode];
  }

  describe.each([
    ['IPv4', false, REFUSED_IPV4, [...ALLOWED_IPV4, ...ALLOWED_IPV4_TOO]],
    ['IPv6', true, REFUSED_IPV6, ALLOWED_IPV6],
  ] as const)('%s', (_name, ipv6, refused, allowed) => {
    let client: TurnClient;
    beforeAll(async () => {
      client = connect({ opaqueId: `peers-${ipv6 ? 6 : 4}` });
      await client.allocate({ ipv6 });
    });

    it.each(refused)('[S31] refuses peers from %s to %s', async (first, last) => {
      for (const peer of [first, last, ...mixesOf(first, last)]) {
        expect(await askFor(client, peer), String(peer)).toEqual([FORBIDDEN, FORBIDDEN]);
      }
    });

    it.each(allowed)('[S31] allows the public peer %s', async (peer) => {
      const { errorCode } = await client.request(METHOD.createPermission, (id) => [
        peerOf(peer, id),
      ]);
      expect(errorCode).toBe(0);
    });
  });

  it('names every network that the file denies in the lists of this test', () => {
    const denied = [...settings.matchAll(/^denied-peer-ip=(\S+)-(\S+)$/gm)];
    const known = new Set([...REFUSED_IPV4, ...REFUSED_IPV6].map(([first]) => canonical(first)));
    // The file has four ranges for what is one here.
    const others = ['::100', '::1:0', '::100:0'].map(canonical);
    for (const [, first = ''] of denied) {
      expect([...known, ...others], first).toContain(canonical(first));
    }
  });

  it.each([
    ['that are over', { ttlSeconds: -10 }],
    ['of another secret', { secret: 'another' }],
  ])('[S30] refuses credentials %s', async (_name, changes) => {
    const error = await connect(changes)
      .allocate()
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TurnError);
    expect((error as TurnError).code).toBe(401);
  });

  it('[S30] [S31] gives one person no more allocations than the quota says', async () => {
    const quota = Number(/^user-quota=(\d+)$/m.exec(settings)?.[1]);
    for (let taken = 0; taken < quota; taken += 1) await connect({ opaqueId: 'greedy' }).allocate();
    const error = await connect({ opaqueId: 'greedy' })
      .allocate()
      .catch((reason: unknown) => reason);
    expect((error as TurnError).code).toBe(QUOTA_REACHED);
    await connect({ opaqueId: 'modest' }).allocate();
  });

  it('[S31] opens no TCP connections for anybody', async () => {
    const client = connect({ opaqueId: 'tcp' });
    await client.allocate();
    const CONNECT = 0x000a;
    const { errorCode } = await client.request(CONNECT, (id) => [peerOf('8.8.8.8', id)]);
    expect(errorCode).not.toBe(0);
  });
});

function canonical(address: string): string {
  return new SocketAddress({ address, family: isIPv6(address) ? 'ipv6' : 'ipv4' }).address;
}

/** Addresses between the two whose bytes are partly those of the one, partly those of the other: by turns, and halved. */
function mixesOf(first: string, last: string): number[][] {
  const [low, high] = [bytesOf(first), bytesOf(last)];
  const mix = (takesLow: (at: number) => boolean) =>
    low.map((byte, at) => (takesLow(at) ? byte : (high[at] ?? 0)));
  const half = low.length - 2;
  return [
    mix((at) => at % 2 === 0),
    mix((at) => at % 2 === 1),
    mix((at) => at < half),
    mix((at) => at >= half),
    mix((at) => at === low.length - 1),
  ];
}

function bytesOf(address: string): number[] {
  return isIPv6(address) ? ipv6Bytes(address) : address.split('.').map(Number);
}

function peerOf(address: string | number[], transactionId: Buffer): Attribute {
  const bytes = typeof address === 'string' ? bytesOf(address) : address;
  const mask = Buffer.alloc(16);
  mask.writeUInt32BE(MAGIC_COOKIE, 0);
  transactionId.copy(mask, 4);
  const head = Buffer.from([0, bytes.length === 16 ? 2 : 1, 0, 0]);
  head.writeUInt16BE(80 ^ (MAGIC_COOKIE >>> 16), 2);
  const masked = bytes.map((byte, at) => byte ^ (mask[at] ?? 0));
  return [ATTRIBUTE.xorPeerAddress, Buffer.concat([head, Buffer.from(masked)])];
}

/** The sixteen bytes of an IPv6 address; its end may be written as IPv4. */
function ipv6Bytes(address: string): number[] {
  const plain = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_all, ...parts: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
  const [head = '', tail] = plain.split('::');
  const groups = (text: string) =>
    text ? text.split(':').map((group) => parseInt(group, 16)) : [];
  const [front, back] = [groups(head), groups(tail ?? '')];
  const middle = Array<number>(8 - front.length - back.length).fill(0);
  return [...front, ...middle, ...back].flatMap((group) => [group >> 8, group & 255]);
}
