import type { RoomEvent, RoomId } from '@chat/protocol';
import type { Passing, RoomNews } from '@chat/rooms';

/** Milliseconds that an event which others came before may keep its followers waiting. */
const PATIENCE_MS = 100;

/** Events by revision, as JSON. */
export type Told = { epoch: string; revision: number; events: [revision: number, json: string][] };

/** What a room says to a node that may have missed something. */
export type CatchUp = Told &
  ({ kind: 'here' | 'gone' | 'other' } | { kind: 'ended'; to: RoomId | undefined });

export type RoomFeedOptions = {
  room: RoomId;
  /** Takes news in order. */
  tell: (news: RoomNews) => void;
  /** Asks what happened since a place; without one, where the room is. */
  catchUp: (since: Place | undefined) => Promise<CatchUp>;
  onError: (error: unknown) => void;
};

export type Place = { epoch: string; revision: number };

/**
 * All that a node hears of one room, brought into order: each event once, none left out [RS15]. What is published are
 * hints: one that is missed shows by the number of the next one, or of whatever is asked of the room, and is read from
 * the journal. When not all can be told the last news is `lost` [RS28].
 */
export class RoomFeed {
  readonly #options: RoomFeedOptions;
  /** Events that came before their turn. */
  readonly #early = new Map<number, string>();
  /** What was learnt before it was known where the room is. */
  #unplaced: Told[] = [];
  /** Where this has come to; before, whether it was answered that there is no room (yet). */
  #place: Place | 'unknown' | 'absent' = 'unknown';
  /** The newest revision that was heard of. */
  #newest = 0;
  #isOver = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: RoomFeedOptions) {
    this.#options = options;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** A published message: `E epoch revision event`, `P node passing` or `M id`. */
  hint(message: string, self: string): void {
    const [kind, first = '', second = ''] = message.split(' ', 3);
    const rest = message.slice(3 + first.length);
    if (kind === 'M') this.#move(first);
    else if (kind === 'P') {
      if (first !== self) this.#tell(JSON.parse(rest) as Passing);
    } else if (kind === 'E') {
      const revision = Number(second);
      const json = rest.slice(1 + second.length);
      this.hear({ epoch: first, revision, events: [[revision, json]] });
    }
  }

  /** Something was learnt of the room: where it is, and perhaps what happened. */
  hear(told: Told): void {
    const { epoch, revision, events } = told;
    if (this.#isOver || epoch === '') return;
    // What happened before this listened is not told: it is not known yet up to where.
    if (this.#place === 'unknown') return void this.#unplaced.push(told);
    // A room that was not there when it was first listened to begins with its first event.
    if (this.#place === 'absent') this.#place = { epoch, revision: 0 };
    if (this.#place.epoch !== epoch) return this.lose();
    for (const [at, json] of events) if (at > this.#place.revision) this.#early.set(at, json);
    this.#newest = Math.max(this.#newest, revision);
    this.#drain(this.#place);
    this.#setTimer(this.#newest > this.#place.revision);
  }

  /** Something passes through the room. */
  pass(passing: Passing): void {
    this.#tell(passing);
  }

  /** Reads what may have been missed. */
  async catchUp(): Promise<void> {
    const place = this.#seen;
    const answer = await this.#options.catchUp(place);
    if (!this.#isOver) await this.#learn(answer, place !== undefined);
  }

  /** Nothing more can be told. */
  lose(): void {
    if (this.#isOver) return;
    this.close();
    this.#options.tell({ kind: 'lost' });
  }

  close(): void {
    this.#isOver = true;
    this.#setTimer(false);
  }

  get #seen(): Place | undefined {
    return typeof this.#place === 'string' ? undefined : this.#place;
  }

  async #learn(answer: CatchUp, wasThere: boolean): Promise<void> {
    if (answer.kind === 'here') await this.#arrive(answer);
    else if (answer.kind === 'ended') this.#end(answer.to);
    else if (answer.kind === 'other' || wasThere) this.lose();
    else this.#begin('absent');
  }

  /** Without a place before, whatever happened until now is past; but not if there was no room then. */
  async #arrive(told: Told): Promise<void> {
    const isFirst = this.#place === 'absent';
    this.#begin({ epoch: told.epoch, revision: told.revision });
    this.hear(told);
    if (isFirst && told.revision > 0) await this.catchUp();
  }

  #begin(place: Place | 'absent'): void {
    if (this.#place !== 'unknown') return;
    this.#place = place;
    for (const told of this.#unplaced.splice(0)) this.hear(told);
  }

  #move(to: RoomId): void {
    if (this.#isOver) return;
    this.close();
    this.#options.tell({ kind: 'moved', to });
  }

  /** Told by what is left of the room: the event itself was missed. */
  #end(to: RoomId | undefined): void {
    if (to) return this.#move(to);
    const { epoch = '', revision = 0 } = this.#seen ?? {};
    const json = JSON.stringify({ type: 'room-ended', room: this.#options.room });
    this.hear({ epoch, revision: revision + 1, events: [[revision + 1, json]] });
  }

  #drain(place: Place): void {
    for (let next = place.revision + 1; this.#early.has(next); next = place.revision + 1) {
      const json = this.#early.get(next) ?? '';
      this.#early.delete(next);
      place.revision = next;
      const event = JSON.parse(json) as RoomEvent;
      this.#tell({ kind: 'event', revision: next, event });
      if (event.type === 'room-ended') this.close();
    }
  }

  #tell(news: RoomNews): void {
    if (!this.#isOver) this.#options.tell(news);
  }

  #setTimer(isBehind: boolean): void {
    if (!isBehind || this.#isOver) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
    } else
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.catchUp().catch(this.#options.onError);
      }, PATIENCE_MS).unref();
  }
}
