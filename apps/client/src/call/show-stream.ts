/** Plays a stream in a media element; `onblocked` says that the browser wants a press before it makes sound. */
export function showStream(stream: MediaStream | null, onblocked: () => void = () => {}) {
  return (element: HTMLVideoElement): void => {
    if (element.srcObject !== stream) element.srcObject = stream;
    if (!stream) return;
    element.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError') onblocked();
    });
  };
}

/** Sends the sound of an element to this speaker, where the browser lets a page choose; empty is the system's own. */
export function soundTo(speaker: string) {
  return (element: HTMLVideoElement): void => {
    if (!('setSinkId' in element) || element.sinkId === speaker) return;
    // A speaker that has just been pulled out: the browser goes on with its own.
    element.setSinkId(speaker).catch(() => {});
  };
}

/** Tells whether an element has a picture yet, by its size. */
export function watchPicture(onpicture: (shown: boolean) => void) {
  return (element: HTMLVideoElement) => {
    const look = () => onpicture(element.videoWidth > 0);
    look();
    for (const type of ['resize', 'emptied', 'loadedmetadata']) {
      element.addEventListener(type, look);
    }
    return () => {
      for (const type of ['resize', 'emptied', 'loadedmetadata']) {
        element.removeEventListener(type, look);
      }
    };
  };
}
