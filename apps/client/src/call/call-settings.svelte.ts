import type { ChoiceStorage } from '@chat/sdk/call';

/** How much room a call takes: docked beside the chat, half of it, or most of it. */
export type Layout = 'sm' | 'md' | 'lg';
/** Where my own picture stands. */
export type Corner = 'top-start' | 'top-end' | 'bottom-start' | 'bottom-end';

export const LAYOUTS = ['sm', 'md', 'lg'] as const;
export const CORNERS = ['top-start', 'top-end', 'bottom-end', 'bottom-start'] as const;

interface Kept {
  layout: Layout;
  corner: Corner;
  selfHidden: boolean;
}

const KEY = 'chat.call';
const DEVICES_KEY = 'chat.devices';
const DEFAULTS: Kept = {
  layout: 'md',
  corner: 'bottom-end',
  selfHidden: false,
};

/** How calls were arranged last, remembered by this browser: the same in all tabs. Lives as long as the page. */
export class CallSettings {
  #kept: Kept = $state.raw(readKept(load(KEY)));

  constructor() {
    addEventListener('storage', ({ key }) => {
      if (key === KEY || key === null) this.#kept = readKept(load(KEY));
    });
  }

  get layout(): Layout {
    return this.#kept.layout;
  }

  get corner(): Corner {
    return this.#kept.corner;
  }

  get selfHidden(): boolean {
    return this.#kept.selfHidden;
  }

  set(change: Partial<Kept>): void {
    // Another tab may have changed something else meanwhile.
    this.#kept = { ...readKept(load(KEY) ?? this.#kept), ...change };
    save(KEY, this.#kept);
  }
}

/** Where the chosen devices are remembered. */
export const deviceStorage: ChoiceStorage = {
  load: () => load(DEVICES_KEY),
  save: (choices) => save(DEVICES_KEY, choices),
};

/** What is in the storage may be of another version, or anybody's. */
function readKept(value: unknown): Kept {
  const kept = (typeof value === 'object' && value !== null ? value : {}) as Partial<
    Record<keyof Kept, unknown>
  >;
  return {
    selfHidden: kept.selfHidden === true,
    layout: LAYOUTS.find((layout) => layout === kept.layout) ?? DEFAULTS.layout,
    corner: CORNERS.find((corner) => corner === kept.corner) ?? DEFAULTS.corner,
  };
}

function load(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

function save(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Without storage it is asked for again next time.
  }
}
