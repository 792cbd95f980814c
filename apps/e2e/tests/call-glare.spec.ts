import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from '@playwright/test';

const PAGE = 'http://localhost/glare';

test('[P35] 100 times both ring at once: each time one call, and no error', async ({ page }) => {
  test.setTimeout(300_000);
  const entry = fileURLToPath(new URL('../pages/glare.ts', import.meta.url));
  const { outputFiles } = await build({
    ...{ entryPoints: [entry], bundle: true, write: false, format: 'iife', target: 'es2022' },
  });
  const script = outputFiles[0]?.text ?? '';
  // Devices are for secure pages alone, which one of localhost is.
  await page.route(PAGE, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
  );
  await page.goto(PAGE);
  await page.addScriptTag({ content: script });
  expect(await page.evaluate(() => window.glare(100))).toEqual([]);
});
