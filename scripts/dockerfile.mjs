/** The instructions of a Dockerfile, with its `ARG` defaults filled in: `[{ name, args: [stage, …], … }]` by stage. */
export function stagesOf(text) {
  const values = new Map();
  const lines = text
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const stages = [];
  for (const line of lines) {
    const [, name, rest] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    const value = rest.replace(/\$\{(\w+)\}/g, (_, key) => values.get(key) ?? '');
    if (name === 'ARG') values.set(...value.split('='));
    else if (name === 'FROM') stages.push(stageOf(value));
    else stages.at(-1).instructions.push({ name, value });
  }
  return stages;
}

function stageOf(value) {
  const [, base, name] = /^(\S+)(?: AS (\S+))?$/.exec(value);
  return { base, name, instructions: [] };
}

/** What `COPY` copies: `{ from?, sources, target }`. */
export function copyOf(value) {
  const words = value.split(/\s+/);
  const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length);
  const paths = words.filter((word) => !word.startsWith('--'));
  return { from, sources: paths.slice(0, -1), target: paths.at(-1) };
}
