import { launchChromium } from '@chat/e2e/chromium';
import { Person } from '@chat/e2e/support/person';
import { startServer } from '@chat/e2e/support/server';

/** Somebody who has been in a room while it grew long, before a page of this width and height. */
export interface LongRoom {
  reader: Person;
  close(): Promise<void>;
}

const SIZE = { width: 1280, height: 900 };
/** Requests at a time. */
const AT_A_TIME = 10;

/** A server, a page that reads along, and another one that writes so many messages of many kinds. */
export async function writeLongRoom(messages: number): Promise<LongRoom> {
  const server = await startServer({ LIMIT_FRAMES: '1000000' });
  const browser = await launchChromium();
  const person = async (name: string) => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const context = await browser.newContext({ viewport: SIZE, permissions });
    // tsx names the functions that it hands to the page by this.
    await context.addInitScript('globalThis.__name = (named) => named');
    return new Person({ name, context, page: await context.newPage() });
  };
  const [reader, writer] = [await person('Ann'), await person('Bob')];
  const link = await reader.createRoom(server.url);
  await writer.join(link);
  const path = `/api/rooms/${link.split('/').at(-1)}/messages`;
  await writer.page.evaluate(writeMany, { path, messages, atATime: AT_A_TIME });
  await writer.context.close();
  await reader.messages.getByText('This is the last message.', { exact: true }).waitFor();
  return {
    reader,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

interface Writing {
  path: string;
  messages: number;
  atATime: number;
}

/** In the page: posts short and long texts, links, lists and code, the last one by its name. */
async function writeMany({ path, messages, atATime }: Writing): Promise<void> {
  const kinds = [
    (n: number) => `Message ${n}`,
    (n: number) =>
      `A longer one, ${n}, that says what people say: ${'words and words '.repeat(n % 9)}`,
    (n: number) => `See https://example.org/${n} and **this**`,
    (n: number) => `- one\n- two\n- ${n}`,
    (n: number) => `\`code ${n}\` and 🎉`,
  ];
  const post = async (n: number) => {
    const text =
      n === messages ? 'This is the last message.' : (kinds[n % kinds.length]?.(n) ?? '');
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: String(n).padStart(22, '0'), body: { kind: 'text', text } }),
    });
    if (!response.ok) throw new Error(`Message ${n} answered ${response.status}`);
  };
  for (let n = 1; n <= messages; n += atATime) {
    const some = Array.from({ length: Math.min(atATime, messages + 1 - n) }, (_, at) => n + at);
    if (some.includes(messages)) {
      await Promise.all(some.slice(0, -1).map(post));
      await post(messages);
    } else await Promise.all(some.map(post));
  }
}
