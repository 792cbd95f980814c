import { parseStoredOutbox } from '@chat/protocol/parse';
import type { StoredOutbox } from '@chat/protocol/stored-room';
import { queueBehindSent } from './outbox.ts';
import { compareAcked } from './reoffer.ts';

type Acked = StoredOutbox['acked'][number];

/** A page's outbox, and the keys of those that went into it. */
export interface Adoption<Key> {
  outbox: StoredOutbox;
  adopted: Key[];
}

/**
 * One outbox of a page's own and those of tabs that are gone; null when there is nothing of use. What the others had
 * written comes before what this one has not sent, each in its order. What is damaged, or was written by somebody else, is
 * not taken over. A tab that was never connected does not know who wrote in it: that is whoever writes here.
 */
export function adoptOutboxes<Key>(
  own: unknown,
  orphans: ReadonlyMap<Key, unknown>,
): Adoption<Key> | null {
  const mine = parseStoredOutbox(own);
  const others = [...orphans].flatMap(([key, orphan]) => {
    const outbox = parseStoredOutbox(orphan);
    return outbox ? [{ key, outbox }] : [];
  });
  const base = mine ?? others[0]?.outbox;
  if (!base) return null;
  const me = base.me ?? others.find(({ outbox }) => outbox.me !== null)?.outbox.me ?? null;
  const adopted = others.filter(({ outbox }) => outbox.me === null || outbox.me === me);
  const rest = adopted.map(({ outbox }) => outbox).filter((outbox) => outbox !== base);
  return { outbox: join({ ...base, me }, rest), adopted: adopted.map(({ key }) => key) };
}

function join(base: StoredOutbox, rest: readonly StoredOutbox[]): StoredOutbox {
  if (rest.length === 0) return base;
  const all = [base, ...rest];
  const ackedIn = all.find((outbox) => outbox.ackedIn !== null)?.ackedIn ?? null;
  const acked = all.flatMap((outbox) => ackedOf(outbox, ackedIn));
  acked.sort(compareAcked);
  const entries = queueBehindSent(base.entries, rest.flatMap(foreignEntries));
  // The tabs counted each for itself; what is in the log was written before what is not.
  return {
    ...base,
    ackedIn,
    acked: acked.map((entry, index) => ({ ...entry, order: index + 1 })),
    entries: entries.map((entry, index) => ({ ...entry, order: acked.length + index + 1 })),
  };
}

/** What a tab had confirmed, with the log that did where that is another than `epoch`: it may have to go there too [P25]. */
function ackedOf({ acked, ackedIn }: StoredOutbox, epoch: StoredOutbox['ackedIn']): Acked[] {
  return acked.map((entry) => {
    const elsewhere = entry.elsewhere ?? ackedIn;
    return elsewhere === null || elsewhere === epoch ? entry : { ...entry, elsewhere };
  });
}

/** The number under which another producer sent an entry says nothing here. */
function foreignEntries({ entries }: StoredOutbox): StoredOutbox['entries'] {
  return entries.map(({ n: _n, ...entry }) => entry);
}
