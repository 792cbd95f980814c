import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeChecks } from '../protocol-checks.mjs';
import { workspace } from './workspace-files.mjs';

const folder = join(workspace, 'libs/protocol/src/checks');

it('the checks of a page are those of the schemas: `npm run checks` writes them', async () => {
  for (const [name, code] of Object.entries(await writeChecks())) {
    expect(readFileSync(join(folder, name), 'utf8'), name).toBe(code);
  }
});
