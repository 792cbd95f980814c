import type {
  ErrorCode,
  ChangeRoom,
  CreatedRoom,
  CreatedUser,
  CreateRoom,
  CreateUser,
  ErrorBody,
  HistoryPage,
  IceServers,
  PostedEntry,
  PostMessage,
  RoomId,
  RoomPreview,
  Seq,
  User,
  UserId,
} from '@chat/protocol';

/** A refusal of the server, or `unavailable` when it could not be reached. */
export class ApiError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ApiError';
    this.code = code;
  }
}

export interface ApiOptions {
  /** Where the server is, without a path: `https://chat.example`. Empty for a page's own origin. */
  origin: string;
  /** Session token of a bot; a browser sends its cookie. */
  token?: string;
}

/** Typed calls of the REST routes [P50]. Every refusal is an {@link ApiError}. */
export interface Api {
  createUser(body: CreateUser): Promise<CreatedUser>;
  me(): Promise<User>;
  rename(name: string): Promise<CreatedUser>;
  forgetMe(): Promise<void>;
  createRoom(body: CreateRoom): Promise<CreatedRoom>;
  previewRoom(room: RoomId): Promise<RoomPreview>;
  changeRoom(room: RoomId, body: ChangeRoom): Promise<void>;
  endRoom(room: RoomId): Promise<void>;
  /** Gives the room another link [P62]. */
  renewLink(room: RoomId): Promise<CreatedRoom>;
  /** Takes a member out, for good or, with `mayReturn`, for now [P60]. */
  removeMember(room: RoomId, member: UserId, options?: { mayReturn?: boolean }): Promise<void>;
  /** The page of messages that ends before the sequence `before`, or the newest one. */
  history(room: RoomId, before?: Seq): Promise<HistoryPage>;
  /** Posts without a socket. The same id twice is one entry [P22]. */
  postMessage(room: RoomId, message: PostMessage): Promise<PostedEntry>;
  iceServers(): Promise<IceServers>;
}

export function createApi({ origin, token }: ApiOptions): Api {
  const call = async <Reply>(method: string, path: string, body?: unknown): Promise<Reply> => {
    const headers: Record<string, string> = {};
    if (token) headers['authorization'] = `Bearer ${token}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const response = await fetch(`${origin}${path}`, {
      method,
      headers,
      credentials: 'include',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw new ApiError('unavailable', 'The server cannot be reached.', { cause });
    });
    if (!response.ok) throw await refusal(response);
    return (response.status === 204 ? undefined : await response.json()) as Reply;
  };
  const roomPath = (room: RoomId) => `/api/rooms/${encodeURIComponent(room)}`;
  return {
    createUser: (body) => call('POST', '/api/users', body),
    me: () => call('GET', '/api/users/me'),
    rename: (name) => call('PATCH', '/api/users/me', { name }),
    forgetMe: () => call('DELETE', '/api/users/me'),
    createRoom: (body) => call('POST', '/api/rooms', body),
    previewRoom: (room) => call('GET', roomPath(room)),
    changeRoom: (room, body) => call('PATCH', roomPath(room), body),
    endRoom: (room) => call('DELETE', roomPath(room)),
    renewLink: (room) => call('POST', `${roomPath(room)}/link`),
    removeMember: (room, member, { mayReturn = false } = {}) => {
      const path = `${roomPath(room)}/members/${encodeURIComponent(member)}`;
      return call('DELETE', `${path}?mayReturn=${mayReturn ? 'yes' : 'no'}`);
    },
    history: (room, before) =>
      call('GET', `${roomPath(room)}/messages${before === undefined ? '' : `?before=${before}`}`),
    postMessage: (room, message) => call('POST', `${roomPath(room)}/messages`, message),
    iceServers: () => call('GET', '/api/ice-servers'),
  };
}

async function refusal(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => null)) as Partial<ErrorBody> | null;
  // A proxy in between may answer with a page of its own, and an HTTP server with an error of its own.
  if (typeof body?.error?.code !== 'string')
    return new ApiError('unavailable', `The server answered ${response.status}.`);
  return new ApiError(body.error.code, body.error.message);
}
