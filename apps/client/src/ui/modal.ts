import './modal.css';

/**
 * Shows a dialog over all else for as long as it is in the page: it keeps the focus inside and closes on Escape. A
 * dialog that closes gives the focus back by itself; one that is taken out of the page while it is open does not.
 */
export function modal(dialog: HTMLDialogElement): () => void {
  const opener = document.activeElement;
  dialog.showModal();
  return () => {
    if (dialog.isConnected) dialog.close();
    if (document.activeElement === document.body && opener instanceof HTMLElement) opener.focus();
  };
}

/** For a button in a dialog: closes it, as Escape does. */
export function closeDialog({ currentTarget }: { currentTarget: EventTarget | null }): void {
  if (currentTarget instanceof Element) currentTarget.closest('dialog')?.close();
}
