import { parseStoredOutbox, type StoredOutbox } from '@chat/protocol/stored-room';

/**
 * One outbox of a page's own and those of tabs that are gone; null when there is nothing of use. What the others had
 * written comes first, each in its order. What is damaged, or was written by somebody else, is not taken over.
 */
export function adoptOutboxes(own: unknown, orphans: readonly unknown[]): StoredOutbox | null {
  const mine = parseStoredOutbox(own);
  const others = orphans.map(parseStoredOutbox).filter((outbox) => outbox !== null);
  const [base, ...rest] = mine ? [mine, ...others] : others;
  if (!base) return null;
  const adopted = rest.filter(({ me }) => me === base.me);
  if (adopted.length === 0) return base;
  const ackedInSameLog = [base, ...adopted].filter(({ ackedIn }) => ackedIn === base.ackedIn);
  const acked = ackedInSameLog.flatMap((outbox) => outbox.acked).sort((a, b) => a.seq - b.seq);
  const entries = [...adopted.flatMap(foreignEntries), ...base.entries];
  // The tabs counted each for itself; what is in the log was written before what is not.
  return {
    ...base,
    acked: acked.map((entry, index) => ({ ...entry, order: index + 1 })),
    entries: entries.map((entry, index) => ({ ...entry, order: acked.length + index + 1 })),
  };
}

/** The number under which another producer sent an entry says nothing here. */
function foreignEntries({ entries }: StoredOutbox): StoredOutbox['entries'] {
  return entries.map(({ n: _n, ...entry }) => entry);
}
