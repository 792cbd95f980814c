import type { ClientFrame, Epoch, ServerFrame, UserId } from '@chat/protocol';
import { answerTo, append, emptyLog, type LogData } from './model-log.ts';

/** The server's end of one socket of the model. */
export interface ModelSocket {
  user: UserId;
  producer: string;
  isJoined: boolean;
  /** Frames on their way to the client, oldest first. */
  down: ServerFrame[];
}

/**
 * One room of a server that does what PROTOCOL.md says of [P13] and [P20]-[P27], and breaks down when it is told to.
 * It shares no code with the client, nor with the real server.
 */
export class ModelServer {
  readonly room: string;
  readonly #sockets = new Set<ModelSocket>();
  /** Every id that was ever in the log, whatever became of it. */
  readonly everPosted = new Set<string>();
  log: LogData;
  #backup: LogData;
  #epochs = 0;
  #clock = 0;
  /** So many posts are refused. */
  busy = 0;
  /** These get one entry less. */
  readonly deaf = new Set<ModelSocket>();

  constructor(room: string) {
    this.room = room;
    this.log = emptyLog(this.#newEpoch());
    this.#backup = structuredClone(this.log);
  }

  open(socket: ModelSocket): void {
    this.#sockets.add(socket);
  }

  drop(socket: ModelSocket): void {
    this.#sockets.delete(socket);
  }

  receive(socket: ModelSocket, frame: ClientFrame): void {
    if (frame.type === 'join') this.#join(socket, frame);
    if (frame.type === 'post') this.#post(socket, frame);
  }

  heartbeat(socket: ModelSocket): void {
    const { epoch, entries } = this.log;
    const end = { room: this.room, epoch, seq: entries.length };
    this.#tell(socket, { type: 'heartbeat', positions: socket.isJoined ? [end] : [] });
  }

  backUp(): void {
    this.#backup = structuredClone(this.log);
  }

  /** The log goes back to what it was, in a new epoch [P25]. */
  rollBack(): void {
    this.log = { ...structuredClone(this.#backup), epoch: this.#newEpoch() };
  }

  loseAll(): void {
    this.log = emptyLog(this.#newEpoch());
  }

  /** Nobody resumes any more. */
  trim(): void {
    this.log.firstResumable = this.log.entries.length + 1;
  }

  #join(socket: ModelSocket, { position }: Extract<ClientFrame, { type: 'join' }>): void {
    socket.isJoined = true;
    const { room } = this;
    const posted = this.log.posted[socket.producer] ?? 0;
    const info = {
      id: room,
      title: 'Model',
      ownerId: null,
      createdAt: 0,
      changedAt: 0,
      locked: false,
      encryption: 'none' as const,
      seal: 's'.repeat(22),
    };
    this.#tell(socket, { ...answerTo(this.log, position), room, info, posted, members: [] });
  }

  #post(socket: ModelSocket, frame: Extract<ClientFrame, { type: 'post' }>): void {
    const result = this.#attempt(socket, frame);
    if ('code' in result) {
      const { id, n } = frame;
      const refusal = { request: 'post', room: this.room, id, n, message: '', ...result } as const;
      return this.#tell(socket, { type: 'rejected', ...refusal });
    }
    const { entry, isNew } = result;
    this.everPosted.add(entry.id);
    const event = { type: 'entry-posted', room: this.room, epoch: this.log.epoch, entry } as const;
    if (!isNew) return this.#tell(socket, event);
    for (const each of this.#sockets) {
      if (each.isJoined && !this.deaf.delete(each)) this.#tell(each, event);
    }
  }

  #attempt(
    { user, producer, isJoined }: ModelSocket,
    { id, epoch, n, body }: Extract<ClientFrame, { type: 'post' }>,
  ): ReturnType<typeof append> {
    if (!isJoined) return { code: 'not-a-member' };
    if (this.busy > 0) {
      this.busy -= 1;
      return { code: 'unavailable' };
    }
    // The server's time never falls [P20], whatever becomes of its logs.
    this.#clock += 1;
    return append(this.log, { id, from: user, producer, epoch, n, body, sentAt: this.#clock });
  }

  #tell(socket: ModelSocket, frame: ServerFrame): void {
    if (this.#sockets.has(socket)) socket.down.push(frame);
  }

  #newEpoch(): Epoch {
    this.#epochs += 1;
    return String(this.#epochs).padStart(11, 'e');
  }
}
