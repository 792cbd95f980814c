// A telephone in a page: who rings is answered with camera and microphone, and whoever one names is rung.
import { type Api, type RoomClient } from '@chat/sdk';
import { Call } from '@chat/sdk/call';

export type Telephone = { call: Call; ring: (member: string) => void; hangUp: () => void };

/** Puts the other side's picture and sound into a player. `self`: one's own user id. */
export function installTelephone(
  { api, client, self }: { api: Api; client: RoomClient; self: string },
  player: HTMLVideoElement,
): Telephone {
  const call = new Call({
    self,
    channel: client.signals,
    iceServers: async () => (await api.iceServers()).iceServers,
  });
  call.subscribe(() => {
    if (call.state.status === 'incoming') call.accept({ video: true });
    player.srcObject = call.media.remote;
  });
  return { call, ring: (member) => call.start(member), hangUp: () => call.hangUp() };
}
