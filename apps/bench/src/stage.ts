import { COTURN_SECRET, startCoturn } from '@chat/chaos/coturn';
import { UdpProxy } from '@chat/chaos/udp-proxy';
import { launchChromium } from '@chat/e2e/chromium';
import { installMediaProbe } from '@chat/e2e/support/media-probe';
import { Person } from '@chat/e2e/support/person';
import { onlyByRelay } from '@chat/e2e/support/relay';
import { startServer } from '@chat/e2e/support/server';
import { takeNamedFunctions } from './named-functions.ts';

/** A server, a relay behind a network of ours, and browsers: all of it real, on this machine. */
export interface Stage {
  /** The network before the relay. */
  network: UdpProxy;
  /** Two people in a room of their own, each in a browser of their own. */
  couple(): Promise<[caller: Person, callee: Person]>;
  close(): Promise<void>;
}

/** Sets it up; `relayed` lets calls go by the relay alone. */
export async function setStage({ relayed }: { relayed: boolean }): Promise<Stage> {
  const relay = await startCoturn();
  const network = await UdpProxy.start({ target: relay.port, ways: 'up' });
  const turn = {
    TURN_URLS: `turn:127.0.0.1:${network.port}`,
    TURN_SECRET: COTURN_SECRET,
  };
  const server = await startServer(relayed ? turn : {});
  const browser = await launchChromium();
  const person = async (name: string) => {
    const context = await browser.newContext({
      permissions: ['camera', 'microphone', 'clipboard-read', 'clipboard-write'],
    });
    await takeNamedFunctions(context);
    await context.addInitScript(installMediaProbe);
    const one = new Person({ name, context, page: await context.newPage() });
    if (relayed) await onlyByRelay(one);
    return one;
  };
  return {
    network,
    couple: async () => {
      const [caller, callee] = [await person('Ann'), await person('Bob')];
      await callee.join(await caller.createRoom(server.url));
      await caller.button('Call Bob').waitFor();
      return [caller, callee];
    },
    close: async () => {
      await browser.close();
      await server.close();
      network.close();
      await relay.close();
    },
  };
}
