import { isIPv6 } from 'node:net';

/** How a TURN server is reached. */
export interface TurnAddress {
  host: string;
  port: number;
  transport: 'udp' | 'tcp' | 'tls';
}

// RFC 7065, with a host as RFC 3986 has it: a name, an IPv4 address, or an IPv6 address in brackets.
const HOST = '(?<name>[a-z0-9._-]+)|\\[(?<ipv6>[0-9a-f:.]+)\\]';
const PATTERN = new RegExp(
  `^(?<scheme>turns?):(?:${HOST})(?::(?<port>\\d{1,5}))?(?:\\?transport=(?<transport>udp|tcp))?$`,
  'i',
);

const WAYS: Record<string, TurnAddress['transport']> = {
  'turn/any': 'udp',
  'turn/udp': 'udp',
  'turn/tcp': 'tcp',
  'turns/any': 'tls',
  'turns/tcp': 'tls',
};

/** Reads a `turn:` or `turns:` address. `undefined` where it is none, or asks for DTLS, which no browser speaks. */
export function parseTurnUrl(url: string): TurnAddress | undefined {
  const parts = PATTERN.exec(url.toLowerCase())?.groups;
  if (!parts) return undefined;
  const host = hostOf(parts);
  const transport = WAYS[`${parts['scheme']}/${parts['transport'] ?? 'any'}`];
  const port = portOf(parts['port'], transport);
  return host && transport && port ? { host, port, transport } : undefined;
}

function hostOf({ name, ipv6 = '' }: Record<string, string | undefined>): string | undefined {
  return name ?? (isIPv6(ipv6) ? ipv6 : undefined);
}

function portOf(digits: string | undefined, transport: TurnAddress['transport'] | undefined) {
  const port = Number(digits ?? (transport === 'tls' ? 5349 : 3478));
  return port >= 1 && port <= 65_535 ? port : undefined;
}
