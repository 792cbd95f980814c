import { expect, it } from 'vitest';
import { parseTurnUrl } from './turn-url.ts';

it.each([
  ['turn:turn.example', 'turn.example', 3478, 'udp'],
  ['turn:turn.example:80?transport=udp', 'turn.example', 80, 'udp'],
  ['turn:turn.example?transport=tcp', 'turn.example', 3478, 'tcp'],
  ['TURN:192.0.2.1:3479?transport=TCP', '192.0.2.1', 3479, 'tcp'],
  ['turn:[2001:db8::1]:3478', '2001:db8::1', 3478, 'udp'],
  ['turns:turn.example', 'turn.example', 5349, 'tls'],
  ['turns:turn.example:443?transport=tcp', 'turn.example', 443, 'tls'],
])('%s is read', (url, host, port, transport) => {
  expect(parseTurnUrl(url)).toEqual({ host, port, transport });
});

it.each([
  'stun:turn.example',
  'turn:',
  'turn:turn.example:0',
  'turn:turn.example:65536',
  'turn:turn.example?transport=sctp',
  // DTLS: no browser speaks it to a TURN server.
  'turns:turn.example?transport=udp',
  'turn:[turn.example]',
  'turn:2001:db8::1',
  'turn://turn.example',
  'turn:user@turn.example:3478?x',
])('%s is no address of a TURN server', (url) => {
  expect(parseTurnUrl(url)).toBeUndefined();
});
