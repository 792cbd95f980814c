import type { RoomId } from '@chat/protocol';
import { loadDraft, saveDraft } from '../chat/draft.ts';
import type { Session } from '../session.svelte.ts';
import type { Settings } from '../settings.svelte.ts';
import { text } from '../text.ts';
import { byActivity, withoutRoom, withRoom, type KnownRoom } from './known-rooms.ts';
import { OpenRoom } from './open-room.svelte.ts';
import { changeRooms, loadRooms, watchRooms } from './room-memory.ts';
import { sumOf, type Unread } from './unread.ts';

export interface MyRoomsOptions {
  session: Session;
  self: string;
  settings: Settings;
  /** The room that is looked at has another address now. */
  onMoved: (to: RoomId) => void;
}

/** So many rooms are kept up with at a time, over the one socket; of the others the list knows the name. */
const MAX_OPEN = 40;
/** The room that is looked at has the network to itself first. */
const OTHERS_AFTER_MS = 500;
const NEXT_AFTER_MS = 40;

type Opened = { room: OpenRoom; isJoined: boolean; stop: () => void };

/**
 * The rooms that this person is in, in this browser: which ones, which is looked at, what is unread. All of them are joined
 * over the one socket of the tab. A room that another tab enters is in this one's list as well;
 * one that it leaves goes, unless it is needed here.
 */
export class MyRooms {
  readonly #options: MyRoomsOptions;
  #known: readonly KnownRoom[] = $state.raw(byActivity(loadRooms()));
  #opened: readonly Opened[] = $state.raw([]);
  #shown: OpenRoom | null = $state.raw(null);
  readonly open: readonly OpenRoom[] = $derived(this.#opened.map(({ room }) => room));
  readonly unread: Unread = $derived(sumOf(this.open.map(({ unread }) => unread)));
  readonly #unwatch = watchRooms((rooms) => this.#hearOfTab(rooms));
  #timer: ReturnType<typeof setTimeout>;

  constructor(options: MyRoomsOptions) {
    this.#options = options;
    this.#timer = setTimeout(() => this.#openNext(), OTHERS_AFTER_MS);
  }

  /** All of them in a steady order. */
  get known(): readonly KnownRoom[] {
    return this.#known;
  }

  /** The room that is looked at. */
  get shown(): OpenRoom | null {
    return this.#shown;
  }

  /** A room of the list, if this page is in it. */
  find(id: RoomId): OpenRoom | undefined {
    return this.open.find((room) => room.id === id);
  }

  /** Whether this person said once that they want to be in there. */
  isAccepted(id: RoomId): boolean {
    return this.#options.session.hasAccepted(id) || this.#known.some((room) => room.id === id);
  }

  /** Goes into a room, if that is what its holder of the link wants; null looks at none. */
  show(id: RoomId | null): void {
    const before = this.#shown;
    const next = id !== null && this.isAccepted(id) ? (this.find(id) ?? this.#enter(id)) : null;
    if (next === before) return;
    this.#shown = next;
    next?.call.prepare();
    // What is over is shown once, and then gone.
    if (before?.view.state.phase.status === 'left') this.#drop(before);
  }

  /** What is in sight has been read. */
  read({ id }: OpenRoom, readAt: number): void {
    this.#change((rooms) => withRoom(rooms, { id, readAt }));
  }

  /** Asks again to be let in. */
  retry(room: OpenRoom): void {
    this.#drop(room);
    this.#options.session.accept(room.id);
    const again = this.#enter(room.id);
    if (this.#shown === room) this.#shown = again;
  }

  /** Leaves a room in all tabs of this browser, and erases what is kept of it. */
  async leave(room: OpenRoom): Promise<void> {
    const left = room.forget();
    this.#options.session.withdraw(room.id);
    this.#forget(room.id);
    this.#drop(room);
    await left;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#unwatch();
    for (const { stop } of this.#opened) stop();
    this.#opened = [];
    this.#shown = null;
  }

  #enter(id: RoomId): OpenRoom {
    this.#makeRoom();
    const { session, self, settings } = this.#options;
    let room: OpenRoom | undefined;
    // What it derives belongs to the room, and not to whichever component happened to open it.
    const endEffects = $effect.root(() => {
      room = new OpenRoom(id, {
        ...{ session, self, settings },
        readAt: () => this.#known.find((known) => known.id === id)?.readAt ?? 0,
        isBusyElsewhere: () => this.open.some((each) => each.id !== id && !each.call.free),
      });
    });
    const opened = room as unknown as OpenRoom;
    const unfollow = opened.view.client.subscribe(() => this.#follow(opened));
    const stop = () => {
      unfollow();
      opened.close();
      endEffects();
    };
    this.#opened = [...this.#opened, { room: opened, isJoined: false, stop }];
    return opened;
  }

  /** Takes note of what the list shows of a room, and of its end. */
  #follow(room: OpenRoom): void {
    const { phase } = room.view.state;
    if (room.isOut) room.call.leave();
    if (phase.status === 'joined') this.#remember(room);
    if (phase.status !== 'left') return;
    if (phase.reason === 'moved') this.#move(room, phase.to);
    // Who was taken out finds the room in the list, and why, until they forget it.
    if (phase.reason === 'left') this.#forget(room.id);
  }

  #remember({ id, view }: OpenRoom): void {
    const { info, messages } = view.state;
    if (!info) return;
    const activeAt = messages.at(-1)?.sentAt ?? info.createdAt;
    const isNew = !this.#known.some((known) => known.id === id);
    // The history of before one came is for reading, and no news.
    const read = isNew ? { readAt: activeAt } : {};
    this.#change((rooms) => withRoom(rooms, { id, title: info.title, activeAt, ...read }));
  }

  /** The room has another link [P62]: what was not sent yet waits there, to be sent by hand. */
  #move(room: OpenRoom, to: RoomId): void {
    const { session, onMoved } = this.#options;
    const isShown = room === this.#shown;
    const before = this.#known.find(({ id }) => id === room.id);
    const unsent = [...room.view.unsentTexts, ...room.actions.drop()];
    saveDraft(to, [...unsent, room.draft, loadDraft(to)].filter(Boolean).join('\n'));
    saveDraft(room.id, '');
    session.accept(to);
    this.#change((rooms) => withRoom(withoutRoom(rooms, room.id), { ...before, id: to }));
    this.#drop(room);
    session.announce(text.owner.linkRenewed);
    if (isShown) onMoved(to);
    else this.#enter(to);
  }

  #forget(id: RoomId): void {
    this.#change((rooms) => withoutRoom(rooms, id));
  }

  #drop(room: OpenRoom): void {
    const opened = this.#opened.find((each) => each.room === room);
    if (!opened) return;
    this.#opened = this.#opened.filter((each) => each !== opened);
    opened.stop();
  }

  #change(change: (rooms: readonly KnownRoom[]) => readonly KnownRoom[]): void {
    if (change(this.#known) === this.#known) return;
    this.#known = inOrder(changeRooms(change, this.#known), this.#known);
  }

  /** Another tab entered or left a room, or read in one. */
  #hearOfTab(rooms: readonly KnownRoom[]): void {
    const before = this.#known;
    this.#known = inOrder(rooms, before);
    const gone = before.filter(({ id }) => !rooms.some((room) => room.id === id));
    for (const { id } of gone) {
      const room = this.find(id);
      // What is looked at here, or waits to be sent, is not another tab's to take away: this person is still in.
      if (room && (room === this.#shown || room.view.unsentTexts.length > 0)) this.#remember(room);
      else if (room) this.#drop(room);
    }
    this.#openNext();
  }

  /** Opens one more of those that are not open, as long as there are any. */
  #openNext(): void {
    clearTimeout(this.#timer);
    if (this.#opened.length >= MAX_OPEN) return;
    const next = this.#known.find(({ id }) => !this.find(id));
    if (!next) return;
    this.#enter(next.id);
    this.#timer = setTimeout(() => this.#openNext(), NEXT_AFTER_MS);
  }

  /** Where too many are open, the one that was opened first and is not needed is only known from now on. */
  #makeRoom(): void {
    if (this.#opened.length < MAX_OPEN) return;
    const idle = this.open.find((room) => room !== this.#shown && room.call.free);
    if (idle) this.#drop(idle);
  }
}

/** Keeps what is on the screen where it is: new ones come first. */
function inOrder(rooms: readonly KnownRoom[], before: readonly KnownRoom[]): readonly KnownRoom[] {
  if (rooms === before) return before;
  const place = (id: RoomId) => before.findIndex((room) => room.id === id);
  return rooms.toSorted((one, other) => place(one.id) - place(other.id));
}
