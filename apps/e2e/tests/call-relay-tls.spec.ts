import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startCoturn } from '@chat/chaos/coturn';
import { connect, goesOn } from '../support/calls.ts';
import { expect, test } from '../support/fixtures.ts';
import { onlyByRelay, selectedPair } from '../support/relay.ts';
import { startServer } from '../support/server.ts';

const SCRIPT = fileURLToPath(new URL('../../../certs/make-certificates.sh', import.meta.url));

// Chromium checks the certificate of a relay as it does that of a page; ours is signed by nobody it knows. A browser of
// its own, which is why this is a file of its own.
test.use({
  launchOptions: async ({ launchOptions }, use) => {
    const args = [...(launchOptions.args ?? []), '--ignore-certificate-errors'];
    await use({ ...launchOptions, args });
  },
});

test('[W16] a call by a relay alone, over TLS', async ({ person }) => {
  const directory = mkdtempSync(join(tmpdir(), 'relay-tls-'));
  execFileSync('bash', [SCRIPT, directory], { stdio: 'pipe' });
  const relay = await startCoturn({
    tls: { cert: join(directory, 'cert.pem'), key: join(directory, 'key.pem') },
  });
  const server = await startServer({
    TURN_URLS: `turns:localhost:${relay.tlsPort}`,
    TURN_SECRET: relay.secret,
  });
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  for (const one of [ann, bob]) await onlyByRelay(one);
  await bob.join(await ann.createRoom(server.url));
  await connect(ann, bob);
  for (const one of [ann, bob]) {
    await goesOn(one);
    expect(await selectedPair(one.page)).toMatchObject({ relayProtocol: 'tls' });
  }
  await server.close();
  await relay.close();
  rmSync(directory, { recursive: true });
});
