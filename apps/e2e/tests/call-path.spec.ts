import { COTURN_SECRET, startCoturn } from '@chat/chaos/coturn';
import { UdpProxy } from '@chat/chaos/udp-proxy';
import { connect } from '../support/calls.ts';
import { expect, test } from '../support/fixtures.ts';
import type { Person } from '../support/person.ts';
import { startServer } from '../support/server.ts';

async function together(url: string, ann: Person, bob: Person): Promise<void> {
  await bob.join(await ann.createRoom(url));
  await expect(ann.members).toHaveCount(2);
}

test('the call button knows that calls work, asks nobody, and releases what it used', async ({
  server,
  person,
}) => {
  const [ann, bob] = [await person('Ann', { devices: false }), await person('Bob')];
  await together(server.url, ann, bob);
  const button = ann.button('Call Bob');
  await expect(button).toHaveAccessibleDescription('Calls work from here.');
  await expect(button).not.toHaveAttribute('aria-disabled');
  const { tracks, connections } = await ann.page.evaluate(() => {
    const { mediaProbe } = window as unknown as {
      mediaProbe: { connections: RTCPeerConnection[]; tracks: MediaStreamTrack[] };
    };
    return {
      tracks: mediaProbe.tracks.length,
      connections: mediaProbe.connections.map((one) => one.connectionState),
    };
  });
  expect([tracks, connections], 'one look, over').toEqual([0, ['closed']]);
});

test('the call button knows that no call can work, says so, and rings nobody', async ({
  server,
  person,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  // A browser that may use relays alone, with a server that has none: nothing lets it out.
  await ann.context.addInitScript(() => {
    const Native = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Native {
      constructor(configuration?: RTCConfiguration) {
        super({ ...configuration, iceTransportPolicy: 'relay' });
      }
    };
  });
  await together(server.url, ann, bob);
  const button = ann.button('Call Bob');
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await expect(button).toHaveAccessibleDescription(/^Calls cannot work from here/);
  await expect(ann.page.locator('#call-path')).toBeVisible();
  await button.focus();
  await ann.page.keyboard.press('Enter');
  await ann.say('written meanwhile');
  await bob.reads('written meanwhile');
  await expect(bob.page.getByRole('dialog')).toHaveCount(0);
});

test('a setting that changes while it is found out whether calls work counts at once', async ({
  server,
  person,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  // The first question has no answer yet.
  let asked = 0;
  let answer = () => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await ann.page.route('**/api/ice-servers', async (route) => {
    asked += 1;
    if (asked === 1) await answered;
    await route.continue();
  });
  await together(server.url, ann, bob);
  await expect.poll(() => asked).toBe(1);
  await ann.button('Settings').click();
  await ann.page.getByRole('switch', { name: 'Hide my address in calls' }).check();
  await ann.page.keyboard.press('Escape');
  await ann.button('Call Bob').hover();
  await expect(ann.page.getByText('You hide your address, and there is no relay')).toBeVisible();
  const reply = ann.page.waitForResponse('**/api/ice-servers');
  answer();
  await reply;
  await expect(ann.button('Call Bob')).toHaveAttribute('aria-disabled', 'true');
});

test('the call button knows that calls go by the relay, where no datagram gets out', async ({
  person,
}) => {
  const relay = await startCoturn();
  const network = await UdpProxy.start({ target: relay.port });
  network.isCut = true;
  const server = await startServer({
    TURN_URLS: `turn:127.0.0.1:${network.port},turn:127.0.0.1:${relay.port}?transport=tcp`,
    TURN_SECRET: COTURN_SECRET,
  });
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await together(server.url, ann, bob);
  await expect(ann.button('Call Bob')).toHaveAccessibleDescription(/calls go by a relay/);
  await connect(ann, bob);
  await server.close();
  network.close();
  await relay.close();
});
