import type { ClientFrame, RoomId } from '@chat/protocol';
import type { RoomSession } from '@chat/rooms';

/** What a frame may act on: the connection that it came over. */
export interface Actor {
  /** The session in a room, or a new one that has not joined. */
  enter(room: RoomId): RoomSession;
  /** The session in a room that was joined; refuses with `not-a-member` [P17]. */
  inside(room: RoomId): RoomSession;
  /** Answers a heartbeat [P4]. */
  beat(): Promise<void>;
}

type Type = Exclude<ClientFrame['type'], 'hello'>;
type Frames = { [T in Type]: Extract<ClientFrame, { type: T }> };
type Handlers = { [T in Type]: (actor: Actor, frame: Frames[T]) => Promise<void> };

/** One call for each frame of a connection that said hello. */
export const FRAME_HANDLERS: Handlers = {
  join: (actor, { room, position, sealed }) => actor.enter(room).join({ position, sealed }),
  leave: async (actor, { room }) => actor.inside(room).leave(),
  post: async (actor, { room, id, epoch, n, body }) =>
    actor.inside(room).post({ id, epoch, n, body }),
  signal: async (actor, { room, to, connection, signal }) =>
    actor.inside(room).signal({ to, connection, signal }),
  typing: async (actor, { room }) => actor.inside(room).typing(),
  heartbeat: (actor) => actor.beat(),
};

/** Runs the handler of a frame. */
export function handleFrame(actor: Actor, frame: Frames[Type]): Promise<void> {
  // TypeScript does not see that the handler found by a frame's type takes that frame.
  const handle = FRAME_HANDLERS[frame.type] as (actor: Actor, frame: Frames[Type]) => Promise<void>;
  return handle(actor, frame);
}
