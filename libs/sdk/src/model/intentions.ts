import type { OutboxEntry } from '../room-state.ts';
import type { Evidence } from './check-delivery.ts';

type Reaction = Evidence['reacted'][number];

/** What people meant to change. Only what one tab alone changed has one meaning; of two tabs the order is open. */
export class Intentions {
  readonly #deleted = new Set<string>();
  readonly #texts = new Map<string, { tabs: Set<string>; text: string }>();
  readonly #reactions = new Map<string, { tabs: Set<string>; reaction: Reaction }>();

  edited(tab: string, id: string, text: string): void {
    const tabs = (this.#texts.get(id)?.tabs ?? new Set()).add(tab);
    this.#texts.set(id, { tabs, text });
  }

  removed(id: string): void {
    this.#deleted.add(id);
  }

  reacted(tab: string, reaction: Reaction): void {
    const key = `${reaction.target} ${reaction.emoji} ${reaction.user}`;
    const tabs = (this.#reactions.get(key)?.tabs ?? new Set()).add(tab);
    this.#reactions.set(key, { tabs, reaction });
  }

  /**
   * All of it, but for what the server refused openly, and for changes to what its author deleted: that may be gone, or be
   * there again where another tab of theirs, which never heard that it had arrived, offers it to a log that began anew.
   */
  demands(refused: readonly OutboxEntry[]): Pick<Evidence, 'deleted' | 'meant' | 'reacted'> {
    const excused = new Set([
      ...refused.flatMap(({ body }) => (body.kind === 'text' ? [] : [body.target])),
      ...this.#deleted,
    ]);
    const texts = [...this.#texts].filter(([id, { tabs }]) => tabs.size === 1 && !excused.has(id));
    const reactions = [...this.#reactions.values()].filter(({ tabs }) => tabs.size === 1);
    return {
      deleted: this.#deleted,
      meant: new Map(texts.map(([id, { text }]) => [id, text])),
      reacted: reactions
        .map(({ reaction }) => reaction)
        .filter(({ target }) => !excused.has(target)),
    };
  }
}
