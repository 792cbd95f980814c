// Writes the table of settings in docs/operations.md from the schema that checks them: `npm run docs`.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { ConfigSchema } from '../apps/server/src/config-schema.ts';

const page = fileURLToPath(new URL('../docs/operations.md', import.meta.url));
const [START, END] = ['<!-- settings: written by npm run docs -->', '<!-- end of settings -->'];

/** The text of docs/operations.md with the table of the present schema. */
export async function writeSettings() {
  const text = readFileSync(page, 'utf8');
  const [before, rest = ''] = text.split(START);
  const [, after] = rest.split(END);
  if (after === undefined) throw new Error('docs/operations.md has no place for the settings');
  const written = `${before}${START}\n\n${table()}\n\n${END}${after}`;
  return format(written, { ...(await resolveConfig(page)), parser: 'markdown' });
}

function table() {
  const rows = Object.entries(ConfigSchema.properties).map(([name, schema]) => {
    const { description, expects } = schema;
    const usual = schema.default === undefined ? '' : `\`${schema.default}\``;
    return `| \`${name}\` | ${[usual, description, expects].map(cell).join(' | ')} |`;
  });
  return ['| name | default | what it does | must be |', '| - | - | - | - |', ...rows].join('\n');
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('*', '\\*');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(page, await writeSettings());
