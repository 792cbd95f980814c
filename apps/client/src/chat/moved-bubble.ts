import type { TimelineItem } from './timeline.ts';

const MOVE_MS = 200;

export interface Moves {
  before(timeline: readonly TimelineItem[]): void;
  after(): void;
}

/**
 * Lets a message of mine glide where the server's order puts it elsewhere than where I wrote it: above those that are
 * still waiting. To be called before and after each change of the list.
 */
export function followMoves(listOf: () => HTMLElement | undefined): Moves {
  let waiting: string[] = [];
  let tops = new Map<string, number>();
  return {
    before: (timeline: readonly TimelineItem[]) => {
      const pending = new Set(timeline.flatMap((item) => pendingId(item) ?? []));
      const settled = waiting.filter((id) => !pending.has(id));
      // What was the first to wait stays where it is.
      const moved = settled.filter((id) =>
        waiting.slice(0, waiting.indexOf(id)).some((other) => pending.has(other)),
      );
      tops = new Map(moved.flatMap((id) => withTop(listOf(), id)));
      waiting = [...pending];
    },
    after: () => {
      for (const [id, top] of tops) glide(listOf(), id, top);
      tops.clear();
    },
  };
}

function pendingId(item: TimelineItem): string | null {
  return item.kind === 'pending' ? item.entry.id : null;
}

function withTop(list: HTMLElement | undefined, id: string): [string, number][] {
  const top = placeOf(list, id)?.top;
  return top === undefined ? [] : [[id, top]];
}

/** An element and how far it is below the beginning of the content. */
function placeOf(list: HTMLElement | undefined, id: string) {
  const element = list?.querySelector(`[data-id="${CSS.escape(id)}"]`);
  const content = list?.firstElementChild?.getBoundingClientRect().top;
  if (!element || content === undefined) return null;
  return { element, top: element.getBoundingClientRect().top - content };
}

function glide(list: HTMLElement | undefined, id: string, before: number): void {
  const place = placeOf(list, id);
  if (!place || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  place.element.animate([{ transform: `translateY(${before - place.top}px)` }, {}], {
    duration: MOVE_MS,
    easing: 'ease-out',
  });
}
