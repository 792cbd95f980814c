import type { Entry, Message } from '@chat/protocol';

/** What one tab did and what it shows in the end. */
export interface Witness {
  name: string;
  /** Ids of the texts that were posted here, in the order of posting. */
  posted: readonly string[];
  /** Ids that were shown as sent at any time, before they were in the log. */
  shownTooEarly: readonly string[];
  /** Ids of the texts that still wait here. */
  waiting: readonly string[];
  /** What is on the screen, in order. */
  shown: readonly Message[];
}

export interface Evidence {
  /** The log in the end. */
  entries: readonly Entry[];
  /** What the log amounts to. */
  messages: readonly Message[];
  witnesses: readonly Witness[];
  /** Ids of texts whose author deleted them: they may be gone. */
  deleted: ReadonlySet<string>;
  /** The words that a text must have in the end. */
  meant: ReadonlyMap<string, string>;
  /** Whether somebody's emoji must be at a message in the end. */
  reacted: readonly { target: string; emoji: string; user: string; on: boolean }[];
}

/** Everything that is wrong, by invariant; empty when all is well. Knows nothing of client or server. */
export function checkDelivery(evidence: Evidence): string[] {
  return [
    ...lost(evidence),
    ...lostChanges(evidence),
    ...phantoms(evidence),
    ...duplicates(evidence),
    ...misnumbered(evidence),
    ...reordered(evidence),
    ...diverged(evidence),
  ];
}

function lost({ entries, witnesses, deleted }: Evidence): string[] {
  const ids = new Set(entries.map(({ id }) => id));
  return witnesses.flatMap(({ name, posted, waiting }) => [
    ...posted
      .filter((id) => !ids.has(id) && !deleted.has(id))
      .map((id) => `I1 lost: ${id} of ${name}`),
    ...waiting.map((id) => `I10 stuck: ${id} of ${name}`),
  ]);
}

function lostChanges({ messages, meant, reacted }: Evidence): string[] {
  const live = new Map(
    messages.flatMap((each) => (each.text === null ? [] : [[each.id, each] as const])),
  );
  const has = ({ target, emoji, user }: { target: string; emoji: string; user: string }) =>
    live.get(target)?.reactions.some((each) => each.emoji === emoji && each.users.includes(user));
  return [
    ...[...meant]
      .filter(([id, text]) => live.has(id) && live.get(id)?.text !== text)
      .map(([id, text]) => `I1 edit lost: ${id} is not ${text}`),
    ...reacted
      .filter((each) => live.has(each.target) && has(each) !== each.on)
      .map((each) => `I1 reaction lost: ${JSON.stringify(each)}`),
  ];
}

function phantoms({ entries, witnesses }: Evidence): string[] {
  const known = new Set(witnesses.flatMap(({ posted }) => posted));
  const strangers = entries.filter(({ id, body }) => body.kind === 'text' && !known.has(id));
  return [
    ...strangers.map(({ id }) => `I2 phantom: ${id}`),
    ...witnesses.flatMap(({ name, shownTooEarly }) =>
      shownTooEarly.map((id) => `I6 shown as sent too early: ${id} at ${name}`),
    ),
  ];
}

function duplicates({ entries, witnesses }: Evidence): string[] {
  return [
    ...repeated(entries).map((id) => `I3 twice in the log: ${id}`),
    ...witnesses.flatMap(({ name, shown }) =>
      repeated(shown).map((id) => `I3 shown twice: ${id} at ${name}`),
    ),
  ];
}

function misnumbered({ entries }: Evidence): string[] {
  return entries.flatMap(({ id, seq }, index) => (seq === index + 1 ? [] : [`I4 number: ${id}`]));
}

function reordered({ entries, witnesses }: Evidence): string[] {
  const place = new Map(entries.map(({ id }, index) => [id, index]));
  return witnesses.flatMap(({ name, posted }) => {
    const places = posted.flatMap((id) => place.get(id) ?? []);
    return places.flatMap((at, index) =>
      at < (places[index - 1] ?? -1) ? [`I5 reordered: ${entries[at]?.id ?? ''} of ${name}`] : [],
    );
  });
}

/** Everybody shows the end of the same list: how far back it reaches is their own affair. */
function diverged({ messages, witnesses }: Evidence): string[] {
  return witnesses.flatMap(({ name, shown }) => {
    const end = messages.slice(messages.length - shown.length);
    const isEnd = shown.length <= messages.length && same(shown, end);
    const isEmpty = shown.length === 0 && messages.length > 0;
    return isEnd && !isEmpty
      ? []
      : [`I10 diverged: ${name} ${print(shown)} instead of ${print(end)}`];
  });
}

function same(one: readonly Message[], other: readonly Message[]): boolean {
  return print(one) === print(other);
}

function print(messages: readonly Message[]): string {
  const shown = messages.map(({ id, seq, text, reactions }) => {
    return `${seq}:${id}:${text ?? '(deleted)'}:${JSON.stringify(reactions)}`;
  });
  return JSON.stringify(shown);
}

function repeated(items: readonly { id: string }[]): string[] {
  const seen = new Set<string>();
  return items.flatMap(({ id }) => {
    if (seen.has(id)) return [id];
    seen.add(id);
    return [];
  });
}
