import type { RoomPreview } from '@chat/protocol';
import type { Api } from '@chat/sdk';

/** What a link's holder may know before joining: title and how many are inside. */
export function preview(api: Api, room: string): Promise<RoomPreview> {
  return api.previewRoom(room);
}
