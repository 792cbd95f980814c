import { createHmac, randomBytes } from 'node:crypto';

/** Methods of STUN and TURN that are used here (RFC 8656, 17). */
export const METHOD = {
  allocate: 0x003,
  refresh: 0x004,
  createPermission: 0x008,
  channelBind: 0x009,
} as const;

/** Attributes of STUN and TURN that are used here (RFC 8489, 18.3; RFC 8656, 18). */
export const ATTRIBUTE = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  channelNumber: 0x000c,
  lifetime: 0x000d,
  xorPeerAddress: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  xorRelayedAddress: 0x0016,
  requestedAddressFamily: 0x0017,
  requestedTransport: 0x0019,
} as const;

/** A type of `ATTRIBUTE` and its value, without padding. */
export type Attribute = readonly [type: number, value: Buffer];

/** What a server answered: `errorCode` is 0 for a success. */
export interface StunReply {
  transactionId: string;
  errorCode: number;
  attributes: ReadonlyMap<number, Buffer>;
}

export const MAGIC_COOKIE = 0x2112a442;
const HEADER_BYTES = 20;
/** A MESSAGE-INTEGRITY attribute: four bytes of header and a SHA-1. */
const INTEGRITY_BYTES = 24;
const ERROR_CLASS = 0x110;
const CLASS_BITS = 0x110;

/** The bytes of a request, and the id that its answer repeats. `key` signs it by MESSAGE-INTEGRITY. */
export function encodeRequest(
  method: number,
  attributesFor: (transactionId: Buffer) => readonly Attribute[],
  key?: Buffer,
): { bytes: Buffer; transactionId: string } {
  const transactionId = randomBytes(12);
  const body = Buffer.concat(attributesFor(transactionId).map(encodeAttribute));
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(method, 0);
  header.writeUInt32BE(MAGIC_COOKIE, 4);
  transactionId.copy(header, 8);
  header.writeUInt16BE(body.length + (key ? INTEGRITY_BYTES : 0), 2);
  const unsigned = Buffer.concat([header, body]);
  const bytes = key
    ? Buffer.concat([unsigned, encodeAttribute(integrityOf(unsigned, key))])
    : unsigned;
  return { bytes, transactionId: transactionId.toString('hex') };
}

/** Reads one message; `undefined` for anything that is no whole STUN answer. */
export function decodeReply(bytes: Buffer): StunReply | undefined {
  const length = messageLength(bytes);
  if (length === undefined || bytes.length < length) return undefined;
  if (bytes.readUInt32BE(4) !== MAGIC_COOKIE) return undefined;
  const attributes = new Map<number, Buffer>();
  for (let at = HEADER_BYTES; at + 4 <= length;) {
    const [type, size] = [bytes.readUInt16BE(at), bytes.readUInt16BE(at + 2)];
    // The first of a kind counts (RFC 8489, 14).
    if (!attributes.has(type)) attributes.set(type, bytes.subarray(at + 4, at + 4 + size));
    at += 4 + size + padding(size);
  }
  const isError = (bytes.readUInt16BE(0) & CLASS_BITS) === ERROR_CLASS;
  return {
    transactionId: bytes.toString('hex', 8, HEADER_BYTES),
    errorCode: isError ? errorCodeOf(attributes) : 0,
    attributes,
  };
}

/** How long the message at the start of a TCP stream is; `undefined` while too few bytes are there to know. */
export function messageLength(bytes: Buffer): number | undefined {
  return bytes.length < HEADER_BYTES ? undefined : HEADER_BYTES + bytes.readUInt16BE(2);
}

function errorCodeOf(attributes: ReadonlyMap<number, Buffer>): number {
  const value = attributes.get(ATTRIBUTE.errorCode);
  // Some error, whichever: a message of the error class must not count as a success.
  if (!value || value.length < 4) return 500;
  return value.readUInt8(2) * 100 + value.readUInt8(3);
}

function integrityOf(unsigned: Buffer, key: Buffer): Attribute {
  return [ATTRIBUTE.messageIntegrity, createHmac('sha1', key).update(unsigned).digest()];
}

function encodeAttribute([type, value]: Attribute): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc(padding(value.length))]);
}

function padding(size: number): number {
  return (4 - (size % 4)) % 4;
}
