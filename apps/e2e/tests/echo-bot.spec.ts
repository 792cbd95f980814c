import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from '../support/fixtures.ts';

const BOT = fileURLToPath(new URL('../../../libs/sdk/examples/echo-bot.ts', import.meta.url));

test('the echo bot joins from Node through @chat/sdk and answers', async ({ server, person }) => {
  const ann = await person('Ann');
  const link = await ann.createRoom(server.url);
  await ann.say('said before the bot came');
  const bot = spawn(process.execPath, ['--import', 'tsx', BOT, link], { stdio: 'inherit' });
  const gone = once(bot, 'exit');
  // It is compiled as it starts.
  await expect(ann.members).toHaveCount(2, { timeout: 60_000 });
  await expect(ann.messages.getByText('Echo joined')).toBeVisible();
  await ann.say('one');
  await ann.say('two');
  await expect
    .poll(() => ann.texts().then((texts) => [...texts].sort()))
    .toEqual(['one', 'one', 'said before the bot came', 'two', 'two']);
  bot.kill();
  await gone;
});
