const keyOf = (room: string) => `chat.draft.${room}`;

/** What was being written in this room before a reload of this tab. */
export function loadDraft(room: string): string {
  try {
    return sessionStorage.getItem(keyOf(room)) ?? '';
  } catch {
    return '';
  }
}

/** Keeps a draft for this tab alone; it goes with the tab. */
export function saveDraft(room: string, draft: string): void {
  try {
    if (draft) sessionStorage.setItem(keyOf(room), draft);
    else sessionStorage.removeItem(keyOf(room));
  } catch {
    // Without storage a reload loses the draft; writing goes on.
  }
}
