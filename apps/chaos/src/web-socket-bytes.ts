import type { Dice } from './dice.ts';

const FIN = 0x80;
const MASKED = 0x80;
const KEY = Buffer.from([0x5a, 0x13, 0xc7, 0x2e]);

/** What the head of a WebSocket frame says (RFC 6455, 5.2); what is not given is as a sound client would have it. */
export type Head = {
  opcode?: number;
  isFinal?: boolean;
  reserved?: number;
  isMasked?: boolean;
  /** What it says of its length, true or not. */
  length?: number;
};

const SOUND = { opcode: 1, isFinal: true, reserved: 0, isMasked: true };

/** One frame of a client as bytes, sound or not. */
export function bytesOf(payload: Buffer, head: Head = {}): Buffer {
  const { opcode, isFinal, reserved, isMasked } = { ...SOUND, ...head };
  const first = Buffer.from([(isFinal ? FIN : 0) | (reserved << 4) | opcode]);
  const length = lengthBytes(head.length ?? payload.length, isMasked ? MASKED : 0);
  return Buffer.concat([first, length, ...(isMasked ? [KEY, mask(payload)] : [payload])]);
}

function mask(payload: Buffer): Buffer {
  const masked = Buffer.from(payload);
  for (let at = 0; at < masked.length; at += 1) masked[at] = (masked[at] ?? 0) ^ (KEY[at & 3] ?? 0);
  return masked;
}

function lengthBytes(length: number, masked: number): Buffer {
  if (length < 126) return Buffer.from([masked | length]);
  const bytes = Buffer.alloc(length < 65_536 ? 3 : 9);
  bytes[0] = masked | (length < 65_536 ? 126 : 127);
  if (length < 65_536) bytes.writeUInt16BE(length, 1);
  else bytes.writeBigUInt64BE(BigInt(length), 1);
  return bytes;
}

/** Frames that no sound client makes: each breaks a rule of RFC 6455, or stretches one. */
export function brokenBytes(payload: Buffer, dice: Dice): Buffer {
  const half = Math.floor(payload.length / 2);
  const makers = [
    () => bytesOf(payload, { reserved: dice.between(1, 7) }),
    () => bytesOf(payload, { opcode: dice.between(3, 7) }),
    () => bytesOf(payload, { opcode: dice.between(11, 15) }),
    () => bytesOf(payload, { opcode: 2 }),
    () => bytesOf(payload, { opcode: 0 }),
    () => bytesOf(payload, { isMasked: false }),
    () => bytesOf(payload, { length: payload.length + dice.between(1, 100_000) }),
    () => bytesOf(payload, { length: 2 ** 31 }),
    () => bytesOf(payload, { opcode: 8 }),
    () => bytesOf(Buffer.alloc(dice.between(0, 130), 'p'), { opcode: dice.pick([9, 10]) }),
    () => Buffer.concat([bytesOf(payload, { isFinal: false }), bytesOf(payload)]),
    () =>
      Buffer.concat([
        bytesOf(payload.subarray(0, half), { isFinal: false }),
        bytesOf(payload.subarray(half), { opcode: 0 }),
      ]),
    () =>
      Buffer.concat(
        Array.from({ length: 20 }, () => bytesOf(payload.subarray(0, 1), { isFinal: false })),
      ),
    () => bytesOf(Buffer.alloc(70_000, 0x20)),
    () => mutateBytes(bytesOf(payload), dice),
    () => bytesOf(payload).subarray(0, dice.between(0, 6 + payload.length)),
  ];
  return dice.pick(makers)();
}

/** A few bytes changed, put in, left out, doubled or cut off. */
export function mutateBytes(bytes: Buffer, dice: Dice): Buffer {
  let mutated = Buffer.from(bytes);
  for (let n = dice.between(1, 4); n > 0 && mutated.length > 0; n -= 1) {
    const at = dice.between(0, mutated.length - 1);
    const [before, after] = [mutated.subarray(0, at), mutated.subarray(at + 1)];
    const kind = dice.between(0, 4);
    if (kind === 0) mutated[at] = (mutated[at] ?? 0) ^ (1 << dice.between(0, 7));
    else if (kind === 1)
      mutated = Buffer.concat([before, Buffer.from([dice.between(0, 255)]), after]);
    else if (kind === 2) mutated = Buffer.concat([before, after]);
    else if (kind === 3) mutated = Buffer.concat([mutated, mutated.subarray(at)]);
    else mutated = Buffer.from(before);
  }
  return mutated;
}
