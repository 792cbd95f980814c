import { createHash } from 'node:crypto';
import {
  ATTRIBUTE,
  METHOD,
  decodeReply,
  encodeRequest,
  type Attribute,
  type StunReply,
} from './stun-message.ts';
import type { TurnCredentials } from './turn-credentials.ts';
import { openTurnSocket, type TurnSocket } from './turn-socket.ts';
import type { TurnAddress } from './turn-url.ts';

/** A TURN server did not do what was asked. `code` is that of the STUN error, 0 where no answer came. */
export class TurnError extends Error {
  readonly code: number;

  constructor(message: string, code = 0) {
    super(message);
    this.code = code;
  }
}

export interface TurnClientOptions {
  address: TurnAddress;
  credentials: TurnCredentials;
  /** Milliseconds that one request may take. */
  timeoutMs: number;
}

const UDP: Attribute = [ATTRIBUTE.requestedTransport, Buffer.from([17, 0, 0, 0])];
const IPV6: Attribute = [ATTRIBUTE.requestedAddressFamily, Buffer.from([2, 0, 0, 0])];
const UNAUTHORIZED = 401;
/** The first wait for an answer over UDP; each further one is twice as long (RFC 8489, 6.2.1). */
const RETRANSMIT_MS = 500;

/** One client of one TURN server: as much of RFC 8656 as shows whether and for whom the server relays. */
export class TurnClient {
  readonly #options: TurnClientOptions;
  readonly #waiting = new Map<string, (reply: StunReply) => void>();
  #socket: TurnSocket | undefined;
  #gone: string | undefined;
  readonly #failures = new Set<() => void>();
  /** Realm, nonce and name, once the server asked for them, and the key that signs with them. */
  #login: { attributes: readonly Attribute[]; key: Buffer } | undefined;

  constructor(options: TurnClientOptions) {
    this.#options = options;
  }

  /** Asks for a relay address by long-term credentials. Throws a `TurnError` where none is given. */
  async allocate({ ipv6 = false }: { ipv6?: boolean } = {}): Promise<void> {
    await this.#open();
    const wanted = ipv6 ? [UDP, IPV6] : [UDP];
    const challenge = await this.request(METHOD.allocate, () => wanted);
    if (challenge.errorCode !== UNAUTHORIZED) {
      throw new TurnError('did not ask who wants it', challenge.errorCode);
    }
    this.#logIn(challenge);
    const { errorCode, attributes } = await this.request(METHOD.allocate, () => wanted);
    if (errorCode !== 0) throw new TurnError(`refused with error ${errorCode}`, errorCode);
    if (!attributes.has(ATTRIBUTE.xorRelayedAddress)) throw new TurnError('gave no address');
  }

  /** Gives the allocation back at once: it would count against the quota for ten minutes. */
  async release(): Promise<void> {
    await this.request(METHOD.refresh, () => [[ATTRIBUTE.lifetime, Buffer.alloc(4)]]);
  }

  /** Sends a request, signed once the server has asked for it, and waits for its answer. */
  async request(
    method: number,
    attributesFor: (transactionId: Buffer) => readonly Attribute[],
  ): Promise<StunReply> {
    const login = this.#login;
    const { bytes, transactionId } = encodeRequest(
      method,
      (id) => [...attributesFor(id), ...(login?.attributes ?? [])],
      login?.key,
    );
    return this.#exchange(bytes, transactionId);
  }

  /** Closes the way to the server; who still waits for an answer is told that there is none. */
  close(): void {
    this.#fail('closed');
    this.#socket?.close();
    this.#socket = undefined;
  }

  async #open(): Promise<void> {
    const socket = await openTurnSocket(this.#options.address, {
      onMessage: (message) => this.#receive(message),
      onGone: (reason) => this.#fail(reason),
    }).catch(() => {
      throw new TurnError('could not be found');
    });
    // Closed while its name was looked up.
    if (this.#gone) socket.close();
    else this.#socket = socket;
  }

  #logIn({ attributes }: StunReply): void {
    const realm = attributes.get(ATTRIBUTE.realm);
    const nonce = attributes.get(ATTRIBUTE.nonce);
    if (!realm || !nonce) throw new TurnError('asked for a password without a realm');
    const { username, credential } = this.#options.credentials;
    this.#login = {
      attributes: [
        [ATTRIBUTE.username, Buffer.from(username)],
        [ATTRIBUTE.realm, realm],
        [ATTRIBUTE.nonce, nonce],
      ],
      // The key of long-term credentials is an MD5 by RFC 8489, 9.2.2.
      key: createHash('md5').update(`${username}:${realm.toString()}:${credential}`).digest(),
    };
  }

  #receive(message: Buffer): void {
    const reply = decodeReply(message);
    if (reply) this.#waiting.get(reply.transactionId)?.(reply);
  }

  #fail(reason: string): void {
    this.#gone ??= reason;
    for (const fail of [...this.#failures]) fail();
  }

  #exchange(bytes: Buffer, transactionId: string): Promise<StunReply> {
    const socket = this.#socket;
    return new Promise((resolve, reject) => {
      let again: ReturnType<typeof setTimeout> | undefined;
      const settle = () => {
        clearTimeout(again);
        clearTimeout(timer);
        this.#waiting.delete(transactionId);
        this.#failures.delete(fail);
      };
      const fail = () => {
        settle();
        reject(new TurnError(`did not answer (${this.#gone ?? 'nothing came'})`));
      };
      const timer = setTimeout(fail, this.#options.timeoutMs);
      this.#failures.add(fail);
      this.#waiting.set(transactionId, (reply) => {
        settle();
        resolve(reply);
      });
      if (!socket || this.#gone) return fail();
      const send = (waitMs: number) => {
        socket.send(bytes);
        if (socket.isLossy) again = setTimeout(() => send(waitMs * 2), waitMs);
      };
      send(RETRANSMIT_MS);
    });
  }
}
