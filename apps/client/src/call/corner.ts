import { CORNERS, type Corner } from './call-settings.svelte.ts';

/** The corner after this one, clockwise. */
export function nextCorner(corner: Corner): Corner {
  return CORNERS[(CORNERS.indexOf(corner) + 1) % CORNERS.length] ?? corner;
}

/** Where an arrow key moves it; null for any other key. */
export function cornerAfterKey(corner: Corner, key: string, rtl: boolean): Corner | null {
  const [block, inline] = corner.split('-') as ['top' | 'bottom', 'start' | 'end'];
  switch (key) {
    case 'ArrowUp':
      return `top-${inline}`;
    case 'ArrowDown':
      return `bottom-${inline}`;
    case 'ArrowLeft':
      return `${block}-${rtl ? 'end' : 'start'}`;
    case 'ArrowRight':
      return `${block}-${rtl ? 'start' : 'end'}`;
    default:
      return null;
  }
}

/** The corner nearest to a place in the stage, given in parts of it from where lines begin. */
export function cornerAt({ x, y }: { x: number; y: number }): Corner {
  return `${y < 0.5 ? 'top' : 'bottom'}-${x < 0.5 ? 'start' : 'end'}`;
}
