/** Seconds for which an old session still holds after the new one was first used: what is under way arrives. */
const GRACE_SECONDS = 60;
/** People whose session was replaced and who are remembered; past that the oldest sessions hold until they expire. */
const MAX_REMEMBERED = 100_000;

/** A session that replaced others came back for the first time. */
type Use = { userId: string; issuedAt: number; usedAt: number };
type Rotation = { issuedAt: number; usedAt: number | undefined };

/**
 * Which sessions of browsers were replaced [P18]. The old one holds until the new one comes back: a reply that was lost
 * on the way must not cost a person their place. Times are in seconds.
 */
export class RotatedSessions {
  readonly #rotations = new Map<string, Rotation>();
  readonly #onUsed: (use: Use) => void;

  /** `onUsed` hears when a session that replaced others came back for the first time. */
  constructor(onUsed: (use: Use) => void = () => undefined) {
    this.#onUsed = onUsed;
  }

  /** A session that was issued now takes the place of all older ones of this person. */
  rotate(userId: string, issuedAt: number): void {
    this.#rotations.delete(userId);
    this.#rotations.set(userId, { issuedAt, usedAt: undefined });
    const [oldest] = this.#rotations.keys();
    if (this.#rotations.size > MAX_REMEMBERED && oldest !== undefined) {
      this.#rotations.delete(oldest);
    }
  }

  /** Whether a session is presented that was replaced long enough ago. */
  isOver({ userId, issuedAt }: { userId: string; issuedAt: number }, now: number): boolean {
    const rotation = this.#rotations.get(userId);
    if (!rotation) return false;
    if (issuedAt >= rotation.issuedAt) {
      this.#use(userId, rotation, now);
      return false;
    }
    return rotation.usedAt !== undefined && now > rotation.usedAt + GRACE_SECONDS;
  }

  /** Another server saw it come back. */
  use({ userId, issuedAt, usedAt }: Use): void {
    const rotation = this.#rotations.get(userId);
    if (rotation?.issuedAt === issuedAt) rotation.usedAt ??= usedAt;
  }

  #use(userId: string, rotation: Rotation, now: number): void {
    if (rotation.usedAt !== undefined) return;
    rotation.usedAt = now;
    this.#onUsed({ userId, issuedAt: rotation.issuedAt, usedAt: now });
  }

  /** Whether the one that took its place is in use: then nothing new is given for it. */
  isReplaced({ userId, issuedAt }: { userId: string; issuedAt: number }): boolean {
    const rotation = this.#rotations.get(userId);
    return rotation?.usedAt !== undefined && issuedAt < rotation.issuedAt;
  }
}
