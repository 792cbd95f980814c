import './modal.css';

/**
 * Shows a dialog over all else for as long as it is in the page: it keeps the focus inside and closes on Escape. It is
 * put into the body: where what is around it is hidden, as in a phone that is turned, it would be unseen and yet keep the
 * page waiting. A dialog that closes gives the focus back by itself; one that is taken out of the page while it is open
 * does not.
 */
export function modal(dialog: HTMLDialogElement): () => void {
  const opener = document.activeElement;
  document.body.append(dialog);
  dialog.showModal();
  // Not where its own listener wants it to stay.
  dialog.addEventListener('cancel', ({ defaultPrevented }) => defaultPrevented || shut(dialog));
  return () => {
    if (dialog.isConnected) dialog.close();
    dialog.remove();
    if (document.activeElement === document.body) placeFor(opener)?.focus();
  };
}

/** What gets the focus back: what had it, or the header where that is hidden by now. */
function placeFor(opener: Element | null): HTMLElement | null {
  if (opener instanceof HTMLElement && opener.checkVisibility()) return opener;
  return document.querySelector('[data-region="header"]');
}

/** For a button in a dialog: closes it, as Escape does. */
export function closeDialog({ currentTarget }: { currentTarget: EventTarget | null }): void {
  if (currentTarget instanceof Element) shut(currentTarget.closest('dialog'));
}

/**
 * Closes a dialog and tells it at once. The browser tells it a task later; by then the opener has the focus, and what is
 * pressed there would open nothing, as the dialog still counted as open.
 */
function shut(dialog: HTMLDialogElement | null): void {
  if (!dialog?.open) return;
  dialog.close();
  dialog.dispatchEvent(new Event('close'));
  const once = { capture: true, once: true };
  dialog.addEventListener('close', (late) => late.stopImmediatePropagation(), once);
}
