// Prints what the built client weighs and fails when its first load is over its budget: `npm run size`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, brotliCompressSync } from 'node:zlib';

const client = join(import.meta.dirname, '..', 'apps', 'client');
const { firstLoadBytes } = JSON.parse(readFileSync(join(client, 'budgets.json'), 'utf8'));
const dist = join(client, 'dist');
const page = readFileSync(join(dist, 'index.html'), 'utf8');

const options = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
const files = readdirSync(join(dist, 'assets'))
  .filter((name) => /\.(js|css)$/.test(name))
  .map((name) => {
    const content = readFileSync(join(dist, 'assets', name));
    const first = page.includes(`/assets/${name}`);
    return {
      name,
      first,
      raw: content.byteLength,
      sent: brotliCompressSync(content, options).byteLength,
    };
  })
  .sort((one, other) => Number(other.first) - Number(one.first) || other.sent - one.sent);

const row = (...cells) =>
  console.log(
    cells
      .map((cell, at) => (at < 2 ? String(cell).padEnd(at ? 34 : 11) : String(cell).padStart(9)))
      .join(' '),
  );
row('when', 'chunk', 'bytes', 'brotli');
for (const { name, first, raw, sent } of files)
  row(first ? 'first load' : 'on demand', name, raw, sent);

const total = files.filter(({ first }) => first).reduce((sum, { sent }) => sum + sent, 0);
console.log(`first load: ${total} of ${firstLoadBytes} bytes`);
if (total > firstLoadBytes) {
  console.error(
    'The first load is over its budget (apps/client/budgets.json): load on demand what is not needed at once.',
  );
  process.exitCode = 1;
}
