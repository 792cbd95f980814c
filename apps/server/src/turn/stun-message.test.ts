import { describe, expect, it } from 'vitest';
import { ATTRIBUTE, decodeReply, encodeRequest, messageLength } from './stun-message.ts';

// RFC 5769, 2.2: a response with an IPv4 address, its SOFTWARE padded.
const SAMPLE = Buffer.from(
  '0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220' +
    '002000080001a147e112a643000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7' +
    '80280004c07d4c96',
  'hex',
);

describe('a STUN message', () => {
  it('is read as RFC 5769 has it', () => {
    const reply = decodeReply(SAMPLE);
    expect(reply?.transactionId).toBe('b7e7a701bc34d686fa87dfae');
    expect(reply?.errorCode).toBe(0);
    expect(reply?.attributes.get(0x8022)?.toString()).toBe('test vector');
    expect(messageLength(SAMPLE)).toBe(SAMPLE.length);
  });

  it('is nothing while a part of it is missing, or when it is none', () => {
    for (let length = 0; length < SAMPLE.length; length += 1) {
      expect(decodeReply(SAMPLE.subarray(0, length))).toBeUndefined();
    }
    expect(decodeReply(Buffer.alloc(64))).toBeUndefined();
  });

  it('with a broken attribute is read without leaving its bounds', () => {
    const broken = Buffer.from(SAMPLE);
    broken.writeUInt16BE(0xffff, 22);
    expect(decodeReply(broken)?.attributes.get(0x8022)?.length).toBeLessThan(SAMPLE.length);
  });

  it('is written with padding, and signed over what is before the signature', () => {
    const key = Buffer.from('key');
    const { bytes, transactionId } = encodeRequest(3, () => [[6, Buffer.from('abc')]], key);
    const read = decodeReply(bytes);
    expect(read?.transactionId).toBe(transactionId);
    expect(read?.attributes.get(6)?.toString()).toBe('abc');
    expect(read?.attributes.get(ATTRIBUTE.messageIntegrity)).toHaveLength(20);
    expect(bytes.length % 4).toBe(0);
  });
});
