/** A text and where the caret is in it. */
export interface Written {
  value: string;
  caret: number;
}

/** What is put into a text, in the place of what is between two places of it. */
export interface Insertion {
  text: string;
  start: number;
  end: number;
}

/** Puts something into a field as if it were typed: it can be taken back with Ctrl+Z, and the field tells of it itself. */
export function insert(field: HTMLTextAreaElement, { text, start, end }: Insertion): void {
  field.focus();
  field.setSelectionRange(start, end);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Nothing else is known to the browser's undo; it may go one day.
  if ((document as Partial<Document>).execCommand?.('insertText', false, text)) return;
  field.setRangeText(text, start, end, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** A text without blank lines around it: its first line may begin with spaces, as code does. */
export function withoutBlankEnds(value: string): string {
  return value.replace(/^\s*\n/, '').trimEnd();
}
