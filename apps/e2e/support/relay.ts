import type { Page } from '@playwright/test';
import { readSelectedPair, type SelectedPair } from './selected-pair.ts';
import type { Person } from './person.ts';

/** Lets the pages of a person use relays alone, as on a network that lets no other way out. */
export async function onlyByRelay({ context }: Person): Promise<void> {
  await context.addInitScript(() => {
    const Native = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Native {
      constructor(configuration?: RTCConfiguration) {
        super({ ...configuration, iceTransportPolicy: 'relay' });
      }
    };
  });
}

/** The path that the newest call of a page takes; null before it has one. */
export function selectedPair(page: Page): Promise<SelectedPair | null> {
  return page.evaluate(readSelectedPair);
}
