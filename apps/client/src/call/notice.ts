/** A notice outside of the page that somebody calls; a press on it comes to this tab. Returns what takes it away. */
export function notifyOfCall(
  sentence: string,
  { tag, hint }: { tag: string; hint: string },
): () => void {
  try {
    const notice = new Notification(sentence, { tag, body: hint, requireInteraction: true });
    notice.onclick = () => {
      window.focus();
      notice.close();
    };
    return () => notice.close();
  } catch {
    // Chromium on phones shows notices of a service worker only.
    return notifyByWorker(sentence, { tag, hint });
  }
}

function notifyByWorker(sentence: string, { tag, hint }: { tag: string; hint: string }) {
  const worker = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  const registration = worker?.ready;
  const data = { url: location.href };
  void registration?.then((ready) => ready.showNotification(sentence, { tag, body: hint, data }));
  return () => {
    void registration?.then(async (ready) => {
      for (const notice of await ready.getNotifications({ tag })) notice.close();
    });
  };
}
