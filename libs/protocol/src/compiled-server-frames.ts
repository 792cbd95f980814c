import { Compile } from 'typebox/compile';
import { parseFrame, type ParsedFrame } from './codec.ts';
import { SERVER_FRAMES, type ServerFrame } from './server-frames.ts';

const checks = new Map(
  Object.entries(SERVER_FRAMES).map(([type, schema]) => {
    const validator = Compile(schema);
    return [type, (value: unknown) => validator.Check(value)] as const;
  }),
);

/**
 * As `parseServerFrame`, several times as fast: compiled, so never for a browser with a strict CSP. For a process that
 * is many clients.
 */
export function parseServerFrameCompiled(text: string): ParsedFrame<ServerFrame> {
  return parseFrame<ServerFrame>(text, checks);
}
