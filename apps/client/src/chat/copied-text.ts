/** A message as it is copied beside others. */
export interface CopiedMessage {
  time: string;
  name: string;
  text: string;
}

/** Several messages as one text: "time name: text", one below the other. */
export function copiedText(messages: readonly CopiedMessage[]): string {
  return messages.map(({ time, name, text }) => `${time} ${name}: ${text}`).join('\n');
}
