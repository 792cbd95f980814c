import type { ClientFrame, RoomId, Signal } from '@chat/protocol';
import { isIceCandidate, isSessionDescription } from '@chat/protocol/session-description';
import type { RoomSession } from '@chat/rooms';
import { ApiError } from '../errors.ts';
import type { Knocks } from './knocks.ts';

/** What a frame may act on: the connection that it came over. */
export interface Actor {
  /** The session in a room, or a new one that has not joined. */
  enter(room: RoomId): RoomSession;
  /** The session in a room that was joined; refuses with `not-a-member` [P17]. */
  inside(room: RoomId): RoomSession;
  /** The locked rooms before which it waits [P63]. */
  readonly knocks: Pick<Knocks, 'start' | 'stop'>;
  /** Says that a room was left. */
  tellLeft(room: RoomId): void;
  /** Answers a heartbeat [P4]. */
  beat(): Promise<void>;
}

type Type = Exclude<ClientFrame['type'], 'hello'>;
type Frames = { [T in Type]: Extract<ClientFrame, { type: T }> };
type Handlers = { [T in Type]: (actor: Actor, frame: Frames[T]) => Promise<void> };

/** One call for each frame of a connection that said hello. */
export const FRAME_HANDLERS: Handlers = {
  join: (actor, { room, position, sealed }) => actor.enter(room).join({ position, sealed }),
  leave: async (actor, { room }) => {
    if (await actor.knocks.stop(room)) actor.tellLeft(room);
    else await actor.inside(room).leave();
  },
  post: async (actor, { room, id, epoch, n, body }) =>
    actor.inside(room).post({ id, epoch, n, body }),
  signal: async (actor, { room, to, connection, signal }) => {
    const session = actor.inside(room);
    if (!isSound(signal)) throw new ApiError('bad-request');
    await session.signal({ to, connection, signal });
  },
  typing: async (actor, { room }) => actor.inside(room).typing(),
  presence: async (actor, { room, presence }) => actor.inside(room).show(presence),
  knock: (actor, { room }) => actor.knocks.start(room),
  'answer-knock': async (actor, { room, person, admit }) =>
    actor.inside(room).answerKnock(person, admit),
  heartbeat: (actor) => actor.beat(),
};

/** No text reaches another's browser that no browser would make [P39]. */
function isSound(signal: Signal): boolean {
  if (signal.kind === 'candidate') return isIceCandidate(signal.candidate);
  const isDescription = signal.kind === 'offer' || signal.kind === 'answer';
  return !isDescription || isSessionDescription(signal.sdp);
}

/** Runs the handler of a frame. */
export function handleFrame(actor: Actor, frame: Frames[Type]): Promise<void> {
  // TypeScript does not see that the handler found by a frame's type takes that frame.
  const handle = FRAME_HANDLERS[frame.type] as (actor: Actor, frame: Frames[Type]) => Promise<void>;
  return handle(actor, frame);
}
