import type { HistoryPage, RoomId } from '@chat/protocol';
import type { Api } from '@chat/sdk';
import { patiently } from './patiently.ts';
import type { View } from './room-record.ts';

/** The whole log of a room, as one who comes new reads it: page by page, from the newest to the oldest. */
export async function readLog(api: Api, room: RoomId): Promise<View> {
  let page: HistoryPage = await patiently(() => api.history(room));
  const { epoch } = page;
  const messages = [...page.messages];
  while (page.more && messages[0]) {
    const before = messages[0].seq;
    page = await patiently(() => api.history(room, before));
    if (page.epoch !== epoch) throw new Error('The log began anew while it was read.');
    if (page.messages.length === 0) throw new Error('There is more, but nothing comes.');
    messages.unshift(...page.messages);
  }
  return { viewer: 'the log', epoch, messages };
}
