/** Replies that no other Redis would change: it is our script that is wrong. */
const OURS = /^(?:ERR|WRONGTYPE|CROSSSLOT) /;

/** Whether trying again later helps nobody: a refusal by a script, or a fault of it. */
export function isOwnFault(error: unknown): boolean {
  return (
    error instanceof Error && (error.message.startsWith('REFUSED ') || OURS.test(error.message))
  );
}

/** What went wrong in a word, such as `OOM`, `MISCONF` or `ECONNREFUSED`: nothing of it quotes content. */
export function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const [reply] = /^[A-Z]{2,}(?= )/.exec(error.message) ?? [];
  return reply ?? (error as NodeJS.ErrnoException).code ?? error.name;
}
