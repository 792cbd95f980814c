import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeSettings } from '../settings-table.mjs';
import { ConfigSchema } from '../../apps/server/src/config-schema.ts';
import { workspace } from './workspace-files.mjs';

const page = readFileSync(join(workspace, 'docs/operations.md'), 'utf8');

it('the settings in docs/operations.md are those of the schema: `npm run docs` writes them', async () => {
  expect(page).toBe(await writeSettings());
  for (const name of Object.keys(ConfigSchema.properties)) expect(page).toContain(`\`${name}\``);
});

it('every setting that docs/operations.md speaks of exists', () => {
  const names = [...page.matchAll(/`([A-Z]+_[A-Z_]+|HOST|PORT|STORE)(?:=[^`]*)?`/g)].map(
    ([, name]) => name,
  );
  // Of other programs, which the page says.
  const others = ['CHAT_HOST', 'TURN_HOST', 'TURN_EXTERNAL_IP', 'TURN_RELAY_IP'];
  const known = [...Object.keys(ConfigSchema.properties), ...others];
  expect(names.filter((name) => !known.includes(name))).toEqual([]);
});
