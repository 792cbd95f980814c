/** A text and where the caret is in it. */
export interface Written {
  value: string;
  caret: number;
}

/** The text with something put in where the caret is, in the place of what is selected. */
export function insertAt(
  value: string,
  { start, end }: { start: number; end: number },
  inserted: string,
): Written {
  return {
    value: value.slice(0, start) + inserted + value.slice(end),
    caret: start + inserted.length,
  };
}
