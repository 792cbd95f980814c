const FLASH_MS = 1_000;

/** Takes turns between the page's title and a sentence, for who looks at another tab. Returns what ends it. */
export function flashTitle(sentence: string): () => void {
  let title = document.title;
  const turn = () => {
    // The room may have been renamed meanwhile: what is not ours is the title.
    if (document.title === sentence) document.title = title;
    else {
      title = document.title;
      document.title = sentence;
    }
  };
  turn();
  const timer = setInterval(turn, FLASH_MS);
  return () => {
    clearInterval(timer);
    if (document.title === sentence) document.title = title;
  };
}
