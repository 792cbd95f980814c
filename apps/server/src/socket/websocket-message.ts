const FIN_TEXT = 0x81;
/** Lengths from which on the header has two, or eight, more bytes. */
const MEDIUM = 126;
const LARGE = 65_536;

/** One whole text message as a server sends it, neither masked nor compressed (RFC 6455, 5.2). */
export function textMessage(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const start = length < MEDIUM ? 2 : length < LARGE ? 4 : 10;
  const bytes = Buffer.allocUnsafe(start + length);
  bytes[0] = FIN_TEXT;
  if (length < MEDIUM) bytes[1] = length;
  else if (length < LARGE) {
    bytes[1] = MEDIUM;
    bytes.writeUInt16BE(length, 2);
  } else {
    bytes[1] = MEDIUM + 1;
    bytes.writeBigUInt64BE(BigInt(length), 2);
  }
  bytes.write(text, start);
  return bytes;
}
