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
