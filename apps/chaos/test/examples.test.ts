import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { until } from '../src/until.ts';
import { meet } from './conversation.ts';

// The examples of the SDK, as processes of their own beside two people. The echo bot and the embedded room run in apps/e2e.

/** Starts an example with a link; `said` resolves with its output once that matches. */
async function start(name: string, ...args: string[]) {
  const path = fileURLToPath(new URL(`../../../libs/sdk/examples/${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', path, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await once(child, 'close');
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const said = async (pattern: RegExp) => {
    while (!pattern.test(output)) await once(child.stdout, 'data');
    return output;
  };
  return { said };
}

test('webhook in: what is sent to it is said in the room, what is no text is not', async () => {
  const { server, room, ann } = await meet();
  const { said } = await start('webhook-in', `${server.origin}/r/${room}`);
  const [url = ''] = /http:\/\/\S+/.exec(await said(/http:\/\/\S+\n/)) ?? [];
  const post = async (body: string) => (await fetch(url, { method: 'POST', body })).status;
  expect(await post('{"text":"The build failed."}')).toBe(202);
  expect(await post('{"text":""}')).toBe(400);
  expect(await post('no JSON')).toBe(400);
  expect((await fetch(url)).status).toBe(405);
  expect(await post('{"text":"The build is mended."}')).toBe(202);
  await until(ann, () => ann.state.messages.length === 2);
  expect(ann.state.messages.map(({ name, text }) => `${name}: ${text}`)).toEqual([
    'Webhook: The build failed.',
    'Webhook: The build is mended.',
  ]);
});

test('transcript out: what was said before and what is said now, in order', async () => {
  const { server, room, ann, bob } = await meet();
  ann.say('before');
  await until(bob, () => bob.state.messages.length === 1);
  const { said } = await start('transcript', `${server.origin}/r/${room}`);
  await said(/: before\n/);
  bob.say('and now');
  const lines = (await said(/: and now\n/)).trimEnd().split('\n');
  expect(lines).toEqual([
    expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z .+: before$/),
    expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z .+: and now$/),
  ]);
});
