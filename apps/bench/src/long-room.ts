import { launchChromium } from '@chat/e2e/chromium';
import { Person } from '@chat/e2e/support/person';
import { startServer } from '@chat/e2e/support/server';
import { takeNamedFunctions } from './named-functions.ts';

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
    // What a service worker fetches cannot be changed.
    const context = await browser.newContext({
      ...{ viewport: SIZE, permissions },
      serviceWorkers: 'block',
    });
    await takeNamedFunctions(context);
    return new Person({ name, context, page: await context.newPage() });
  };
  const [reader, writer] = [await person('Ann'), await person('Bob')];
  await rememberMore(reader, messages);
  const link = await reader.createRoom(server.url);
  await writer.join(link);
  const path = `/api/rooms/${link.split('/').at(-1)}/messages`;
  await writer.page.evaluate(writeMany, { path, messages, atATime: AT_A_TIME });
  await writer.context.close();
  await reader.messages.getByText('This is the last message.', { exact: true }).waitFor();
  const lines = await reader.messages.evaluate(countLines);
  if (lines < messages) throw new Error(`The page has ${lines} lines of ${messages} messages.`);
  return {
    reader,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/** A room keeps fewer messages than this measures; the page is built with the same bound, which is lifted here. */
async function rememberMore({ page }: Person, messages: number): Promise<void> {
  const bound = /(historyMessages:)[^,]+/;
  await page.route('**/assets/first-*.js', async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    if (!bound.test(body)) throw new Error('The page has no bound of messages to be lifted.');
    await route.fulfill({ response, body: body.replace(bound, `$1${messages + 1}`) });
  });
}

/** In the page: lines that are there, drawn or not. */
function countLines(list: HTMLElement | SVGElement): number {
  const chunks = [...list.querySelectorAll<HTMLElement>('[data-chunk]')];
  return chunks.reduce((sum, { style }) => sum + Number(style.getPropertyValue('--lines')), 0);
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
