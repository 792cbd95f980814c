/** In the order in which F6 goes through them, which is not the order of the page. */
const ORDER = ['incoming', 'header', 'people', 'messages', 'composer', 'call'] as const;

/** Moves the focus into the next region that is there, or with -1 into the one before. */
export function focusRegion(step: 1 | -1): void {
  const regions = ORDER.flatMap((name) => {
    const region = document.querySelector<HTMLElement>(`[data-region="${name}"]`);
    return region && region.checkVisibility() && !region.closest('[inert]') ? [region] : [];
  });
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  const start = here === -1 && step === -1 ? 0 : here;
  const next = regions[(start + step + regions.length) % regions.length];
  if (next) entryOf(next).focus();
}

/** Moves the focus into a region. */
export function enterRegion(name: (typeof ORDER)[number]): void {
  const region = document.querySelector<HTMLElement>(`[data-region="${name}"]`);
  if (region) entryOf(region).focus();
}

/** A region that takes the focus itself, or else the first thing in it that does. */
export function entryOf(region: HTMLElement): HTMLElement {
  if (region.hasAttribute('tabindex')) return region;
  return region.querySelector<HTMLElement>('textarea, input, button:not(:disabled)') ?? region;
}
