/** A frame that was read, or the reason why the text is none. The reason never quotes the text. */
export type ParsedFrame<Frame> = { ok: true; frame: Frame } | { ok: false; reason: string };

type Checks = ReadonlyMap<string, (value: unknown) => boolean>;

/** The only `JSON.parse` of frames: the text is a frame when the check of its `type` says so [P1]. */
export function parseFrame<Frame>(text: string, checks: Checks): ParsedFrame<Frame> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'not JSON' };
  }
  const type = (value as { type?: unknown } | null)?.type;
  const check = typeof type === 'string' ? checks.get(type) : undefined;
  if (!check) return { ok: false, reason: 'unknown frame type' };
  if (!check(value)) return { ok: false, reason: `malformed ${type as string} frame` };
  return { ok: true, frame: value as Frame };
}
