/** The text of one whole message of a server, read by the letter of RFC 6455, 5.2. */
export function textOf(message: Buffer): string {
  const [text, ...more] = textsOf(message);
  if (text === undefined || more.length > 0) throw new Error('not one message');
  return text;
}

/** The texts of whole messages that stand one behind the other. */
export function textsOf(bytes: Buffer): string[] {
  const texts: string[] = [];
  let at = 0;
  while (at < bytes.byteLength) {
    if (bytes[at] !== 0x81) throw new Error('not a whole text message');
    const short = bytes.readUInt8(at + 1);
    const [start, length] =
      short < 126
        ? [at + 2, short]
        : short === 126
          ? [at + 4, bytes.readUInt16BE(at + 2)]
          : [at + 10, Number(bytes.readBigUInt64BE(at + 2))];
    if (short > 127 || start + length > bytes.byteLength) throw new Error('cut or masked');
    texts.push(bytes.subarray(start, start + length).toString('utf8'));
    at = start + length;
  }
  return texts;
}
