/** What became of a call, as a line of the conversation says it to this person. */
export type CallOutcome =
  | 'started'
  | 'ended'
  | 'declined'
  | 'declined-by-me'
  | 'busy'
  | 'called-meanwhile'
  | 'cancelled'
  | 'no-answer'
  | 'missed'
  | 'gone'
  | 'failed'
  | 'no-path'
  | 'description'
  | 'unsupported'
  | 'server-away'
  | 'lost';

/** One line about a call, to be shown after the message with the sequence `after`. */
export interface CallLine {
  key: string;
  after: number;
  /** By this device's clock, in ms. */
  at: number;
  outcome: CallOutcome;
  peer: string;
  name: string;
  /** How long it lasted, in ms; null where nobody talked. */
  length: number | null;
  /** What was said with a refusal. */
  message?: string;
}

const LINES = 50;

/** The calls of one room as this tab saw them. They go through a reload and end with the tab, like the drafts. */
export class CallLog {
  readonly #key: string;
  #lines: CallLine[] = $state.raw([]);

  constructor(room: string) {
    this.#key = `chat.calls.${room}`;
    this.#lines = load(this.#key);
  }

  get lines(): readonly CallLine[] {
    return this.#lines;
  }

  /** Adds a line; what is said of a call is said once. */
  add(line: CallLine): void {
    if (this.#lines.some(({ key }) => key === line.key)) return;
    this.#lines = [...this.#lines.slice(1 - LINES), line];
    save(this.#key, this.#lines);
  }

  clear(): void {
    this.#lines = [];
    save(this.#key, []);
  }
}

/** Storage may be switched off, or hold anything. */
function load(key: string): CallLine[] {
  try {
    const lines: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]');
    return Array.isArray(lines) ? lines.filter(isLine) : [];
  } catch {
    return [];
  }
}

function save(key: string, lines: readonly CallLine[]): void {
  try {
    if (lines.length > 0) sessionStorage.setItem(key, JSON.stringify(lines));
    else sessionStorage.removeItem(key);
  } catch {
    // Without storage the lines last as long as the page.
  }
}

function isLine(value: unknown): value is CallLine {
  if (typeof value !== 'object' || value === null) return false;
  const { key, after, at, outcome, peer, name, length, message } = value as Record<
    keyof CallLine,
    unknown
  >;
  const texts = [key, outcome, peer, name].every((field) => typeof field === 'string');
  const numbers = [after, at].every((field) => typeof field === 'number');
  const isMessage = message === undefined || typeof message === 'string';
  return texts && numbers && isMessage && (length === null || typeof length === 'number');
}
