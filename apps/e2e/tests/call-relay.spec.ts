import { startCoturn, type Coturn } from '@chat/chaos/coturn';
import type { Page } from '@playwright/test';
import { connect, goesOn } from '../support/calls.ts';
import { expect, test } from '../support/fixtures.ts';
import { longestSilence } from '../support/media-probe.ts';
import type { Person } from '../support/person.ts';
import { onlyByRelay, selectedPair } from '../support/relay.ts';
import { startServer } from '../support/server.ts';

/** Two people who can reach each other by relays alone, in a room of a server that names these. */
interface Relayed {
  couple: (urls: (relays: Coturn[]) => string[], count?: number) => Promise<[Person, Person]>;
  relays: Coturn[];
}

const relayed = test.extend<Relayed>({
  relays: async ({}, use) => {
    const relays: Coturn[] = [];
    await use(relays);
    for (const relay of relays) await relay.close();
  },
  couple: async ({ person, relays }, use) => {
    const started: { close(): Promise<void> }[] = [];
    await use(async (urls, count = 1) => {
      for (let at = 0; at < count; at += 1) relays.push(await startCoturn());
      const server = await startServer({
        TURN_URLS: urls(relays).join(','),
        TURN_SECRET: relays[0]?.secret,
      });
      started.push(server);
      const [ann, bob] = [await person('Ann'), await person('Bob')];
      for (const one of [ann, bob]) await onlyByRelay(one);
      await bob.join(await ann.createRoom(server.url));
      await expect(ann.members).toHaveCount(2);
      return [ann, bob];
    });
    for (const server of started) await server.close();
  },
});

for (const transport of ['udp', 'tcp'] as const) {
  relayed(`[W16] a call by a relay alone, over ${transport.toUpperCase()}`, async ({ couple }) => {
    const [ann, bob] = await couple(([relay]) => [
      `turn:127.0.0.1:${relay?.port}?transport=${transport}`,
    ]);
    await connect(ann, bob);
    for (const one of [ann, bob]) {
      await goesOn(one);
      expect(await selectedPair(one.page)).toMatchObject({
        ...{ local: 'relay', remote: 'relay', relayProtocol: transport },
      });
    }
  });
}

relayed(
  '[W3] the relay of a call goes away and another is there: sound is back in 5 s',
  async ({ couple, relays }) => {
    const [ann, bob] = await couple(
      (all) => all.map(({ port }) => `turn:127.0.0.1:${port}?transport=udp`),
      2,
    );
    await connect(ann, bob);
    for (const one of [ann, bob]) await goesOn(one);
    const used = await relayOf(ann.page, relays);
    const silences = Promise.all([ann, bob].map(({ page }) => longestSilence(page, 12_000)));
    await used.close();
    // The fake microphone beeps once a second, and what it says between is silence, too.
    for (const seconds of await silences) expect(seconds).toBeLessThan(5 + 1);
    for (const one of [ann, bob]) await goesOn(one);
    expect(await relayOf(ann.page, relays)).not.toBe(used);
  },
);

relayed(
  '[W3] another network: the call asks for new credentials and goes on',
  async ({ couple }) => {
    const [ann, bob] = await couple(([relay]) => [`turn:127.0.0.1:${relay?.port}`]);
    await connect(ann, bob);
    await goesOn(bob);
    const before = await iceNames(ann.page);
    const asked = ann.page.waitForRequest('**/api/ice-servers');
    await ann.page.evaluate(() => dispatchEvent(new Event('online')));
    await asked;
    await expect.poll(() => iceNames(ann.page)).not.toEqual(before);
    for (const one of [ann, bob]) await goesOn(one);
  },
);

relayed(
  '[W9] sound is steady: FEC, DTX and RED are asked for on both sides',
  async ({ couple }) => {
    const [ann, bob] = await couple(([relay]) => [`turn:127.0.0.1:${relay?.port}`]);
    await connect(ann, bob);
    for (const one of [ann, bob]) await goesOn(one);
    for (const { page } of [ann, bob]) {
      const { sdp, codecs } = await audioOf(page);
      const opus = /a=rtpmap:(\d+) opus\/48000/.exec(sdp)?.[1] ?? '';
      const parameters = new RegExp(`a=fmtp:${opus} (.*)`).exec(sdp)?.[1] ?? '';
      expect(parameters.split(';')).toEqual(expect.arrayContaining(['useinbandfec=1', 'usedtx=1']));
      // The first is what is sent; statistics name the Opus inside of it.
      expect(codecs.slice(0, 2)).toEqual(['audio/red', 'audio/opus']);
    }
  },
);

/** The relay that the path of this page's call goes by. */
async function relayOf(page: Page, relays: Coturn[]): Promise<Coturn> {
  const { url } = (await selectedPair(page)) ?? {};
  const relay = relays.find(({ port }) => url?.includes(`:${port}`));
  if (!relay) throw new Error(`No relay of ours: ${String(url)}`);
  return relay;
}

/** Both sides' names for this generation of the path (RFC 8839, ice-ufrag). */
function iceNames(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { connections } = (
      window as unknown as { mediaProbe: { connections: RTCPeerConnection[] } }
    ).mediaProbe;
    const connection = connections.findLast((one) => one.connectionState !== 'closed');
    return [connection?.localDescription, connection?.remoteDescription].map(
      (description) => /a=ice-ufrag:(\S+)/.exec(description?.sdp ?? '')?.[1] ?? '',
    );
  });
}

/** What the other side asked of my sound, and the codecs that were agreed on, the one that is sent first. */
function audioOf(page: Page): Promise<{ sdp: string; codecs: string[] }> {
  return page.evaluate(() => {
    const { connections } = (
      window as unknown as { mediaProbe: { connections: RTCPeerConnection[] } }
    ).mediaProbe;
    const connection = connections.findLast((one) => one.connectionState === 'connected');
    if (!connection) throw new Error('no call');
    const sender = connection.getSenders().find(({ track }) => track?.kind === 'audio');
    return {
      sdp: connection.remoteDescription?.sdp ?? '',
      codecs: sender?.getParameters().codecs.map(({ mimeType }) => mimeType) ?? [],
    };
  });
}

relayed(
  '[S32] who hides their address says no other than the relay’s, and hears beforehand that there is none',
  async ({ relays, person, server }) => {
    relays.push(await startCoturn());
    const relayingServer = await startServer({
      TURN_URLS: `turn:127.0.0.1:${relays[0]?.port}`,
      TURN_SECRET: relays[0]?.secret,
    });
    const [ann, bob] = [await person('Ann'), await person('Bob')];
    const said: string[] = [];
    ann.page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => said.push(String(payload))),
    );
    await bob.join(await ann.createRoom(relayingServer.url));
    await ann.button('Settings').click();
    await ann.page.getByRole('switch', { name: 'Hide my address in calls' }).check();
    await ann.page.keyboard.press('Escape');
    await connect(ann, bob);
    for (const one of [ann, bob]) await goesOn(one);
    expect(await selectedPair(ann.page)).toMatchObject({ local: 'relay' });
    const all = said.join('\n');
    expect(all).toContain('typ relay');
    expect(all).not.toMatch(/typ (host|srflx|prflx)/);
    await relayingServer.close();

    // Another server, without a relay: the button says so before anybody calls.
    const eve = await person('Eve');
    await eve.join(await ann.createRoom(server.url));
    await ann.button('Settings').click();
    await ann.page.getByRole('switch', { name: 'Hide my address in calls' }).check();
    await ann.page.keyboard.press('Escape');
    await ann.button('Call Eve').hover();
    await expect(ann.button('Call Eve')).toHaveAttribute('aria-disabled', 'true');
    await expect(ann.page.getByText('You hide your address, and there is no relay')).toBeVisible();
  },
);
