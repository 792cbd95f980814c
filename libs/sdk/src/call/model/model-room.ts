import type { Signal } from '@chat/protocol';
import type { OutgoingSignal, SignalChannel, SignalEvent } from '../signal-channel.ts';

const GRACE_MS = 15_000;

/** One tab's way to the room. A tunnel swallows what is sent until the loss is noticed. */
interface Place {
  user: string;
  listeners: Set<(event: SignalEvent) => void>;
  connection: string | null;
  isInTunnel: boolean;
}

/** The signalling side of a server, as [P30], [P31] and [P15] say: relays with delays, in order from each tab. */
export class ModelRoom {
  readonly #places: Place[] = [];
  readonly #awaySince = new Map<string, number>();
  readonly #delay: () => number;
  #sockets = 0;
  #last = 0;

  constructor(delay: () => number) {
    this.#delay = delay;
  }

  enter(user: string): Place {
    const place = { user, listeners: new Set<never>(), connection: null, isInTunnel: false };
    this.#places.push(place);
    return place;
  }

  channelOf(place: Place): SignalChannel {
    return {
      send: (outgoing) => this.#send(place, outgoing),
      subscribe: (listener) => {
        place.listeners.add(listener);
        return () => place.listeners.delete(listener);
      },
    };
  }

  connect(place: Place): void {
    if (place.connection !== null) return;
    place.isInTunnel = false;
    place.connection = `c${(this.#sockets += 1)}`;
    const { connection } = place;
    const wasGone = this.#awaySince.get(place.user) === Infinity;
    this.#awaySince.delete(place.user);
    this.#later(() => {
      if (place.connection !== connection) return;
      this.#tell(place, { type: 'back' });
      if (wasGone) this.#tellOthers(place.user, { type: 'member-back', member: place.user });
    });
  }

  enterTunnel(place: Place): void {
    place.isInTunnel = true;
  }

  disconnect(place: Place): void {
    place.connection = null;
    const isThere = this.#places.some(({ user, connection }) => user === place.user && connection);
    if (!isThere && !this.#awaySince.has(place.user)) this.#awaySince.set(place.user, Date.now());
  }

  /** To be called now and then: who is away for too long has left. */
  tick(): void {
    for (const [user, since] of this.#awaySince) {
      if (since === Infinity || Date.now() - since < GRACE_MS) continue;
      this.#awaySince.set(user, Infinity);
      this.#tellOthers(user, { type: 'member-left', member: user });
    }
  }

  #send(from: Place, { to, connection, signal }: OutgoingSignal): boolean {
    const sender = from.connection;
    if (sender === null) return false;
    if (from.isInTunnel) return true;
    this.#later(() => this.#relay({ from: from.user, sender, to, connection, signal }));
    return true;
  }

  #relay(sent: {
    from: string;
    sender: string;
    to: string;
    connection: string | undefined;
    signal: Signal;
  }): void {
    const { from, sender, to, connection, signal } = sent;
    const isThere = (place: Place) =>
      place.user === to &&
      place.connection !== null &&
      place.connection !== sender &&
      (connection === undefined || place.connection === connection);
    const places = this.#places.filter(isThere);
    const isGone = connection !== undefined && places.length === 0;
    if (isGone || this.#awaySince.get(to) === Infinity) {
      const refused = { to, connection, callId: signal.callId };
      const asker = this.#places.find((place) => place.connection === sender);
      this.#later(
        () => asker?.connection === sender && this.#tell(asker, { type: 'refused', refused }),
      );
      return;
    }
    for (const place of places) {
      const at = place.connection;
      this.#later(() => {
        if (place.connection !== at) return;
        this.#tell(place, { type: 'signal', from, connection: sender, signal });
      });
    }
  }

  #tell(place: Place, event: SignalEvent): void {
    if (place.isInTunnel || place.connection === null) return;
    for (const listener of [...place.listeners]) listener(event);
  }

  #tellOthers(user: string, event: SignalEvent): void {
    for (const place of this.#places) if (place.user !== user) this.#tell(place, event);
  }

  /** One queue for all: nothing overtakes anything, but everything takes its time. */
  #later(act: () => void): void {
    this.#last = Math.max(this.#last, Date.now() + this.#delay());
    setTimeout(act, this.#last - Date.now());
  }
}
