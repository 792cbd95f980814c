import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Metrics } from './metrics.ts';
import { Traffic } from './traffic.ts';

// deploy/grafana/chat.json asks Prometheus for nothing that this server does not tell.

type Panel = {
  title: string;
  gridPos: { x: number; y: number; w: number; h: number };
  targets: { expr: string; legendFormat: string }[];
};
type Dashboard = {
  panels: Panel[];
  templating: { list: { name: string; query: string | { query: string } }[] };
};

const path = new URL('../../../../deploy/grafana/chat.json', import.meta.url);
const { panels, templating } = JSON.parse(readFileSync(path, 'utf8')) as Dashboard;
/** The labels that Prometheus adds to whatever it reads. */
const ADDED = ['job', 'instance'];
const OPERATORS = /\b(sum|rate|increase|histogram_quantile|by|label_values)\b/g;

/** The labels of everything that is told, by name; each metric has had its labels set once. */
async function toldLabels(): Promise<Map<string, Set<string>>> {
  const metrics = new Metrics();
  metrics.watchProcess();
  metrics.read({
    traffic: new Traffic(),
    people: { size: 0 },
    rooms: { openCount: 0, isReady: true },
  });
  metrics.frame({
    type: 'signal',
    ...{ room: 'r', to: 'u' },
    signal: { kind: 'hang-up', callId: 'c', page: { tab: 't', load: 0 }, reason: 'hung-up' },
  });
  metrics.rejected('internal', 'rest');
  metrics.closed(1000);
  metrics.appended(1);
  metrics.answered({ method: 'GET', route: '/', status: 200 }, 1);
  const told = new Map<string, Set<string>>();
  const remember = (name: string, labels: string[]) => {
    const known = told.get(name) ?? new Set(ADDED);
    told.set(name, new Set([...known, ...labels]));
  };
  for (const line of (await metrics.text()).split('\n')) {
    const [, typed, kind] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? [];
    if (typed && kind !== 'histogram') remember(typed, []);
    // No garbage was collected yet.
    if (typed && kind === 'histogram') remember(`${typed}_sum`, ['kind']);
    const [, name, labels = ''] = /^([a-z]\w*)(?:\{(.*)\})? \S+$/.exec(line) ?? [];
    if (name)
      remember(
        name,
        [...labels.matchAll(/(\w+)="/g)].map(([, label]) => label ?? ''),
      );
  }
  return told;
}

/** The names and labels of a query, without its functions, texts and variables. */
function askedOf(expr: string): { names: string[]; labels: string[] } {
  const plain = expr.replace(/"[^"]*"/g, '""').replace(/\[[^\]]*\]/g, '');
  const groups = [...plain.matchAll(/by \(([^)]*)\)|\{([^}]*)\}/g)];
  const labels = groups.flatMap(([, by = '', selector = '']) =>
    `${by},${selector}`.split(',').map((part) => part.replace(/[=~!].*/, '').trim()),
  );
  const rest = plain.replace(/by \([^)]*\)|\{[^}]*\}/g, '').replace(OPERATORS, '');
  return { names: rest.match(/[a-z_]\w+/g) ?? [], labels: labels.filter(Boolean) };
}

describe('the dashboard', () => {
  it('asks for nothing that is not told, by no label that is not there', async () => {
    const told = await toldLabels();
    const queries = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    expect(queries.length).toBeGreaterThan(15);
    for (const expr of queries) {
      const { names, labels } = askedOf(expr);
      expect(names, expr).toHaveLength(1);
      expect([...told.keys()]).toContain(names[0]);
      for (const label of labels.filter((label) => label !== 'le')) {
        expect([...(told.get(names[0] ?? '') ?? [])], expr).toContain(label);
      }
    }
  });

  it('shows everything that is told of the chat itself', async () => {
    const shown = JSON.stringify(panels);
    const own = [...(await toldLabels()).keys()].filter((name) => name.startsWith('chat_'));
    const plain = new Set(own.map((name) => name.replace(/_(sum|count|bucket)$/, '')));
    expect([...plain].filter((name) => !shown.includes(name))).toEqual([]);
  });

  it('has variables that are used, and uses none that it does not have', () => {
    const names = templating.list.map(({ name }) => name);
    const text = JSON.stringify(panels);
    for (const name of names)
      expect(text).toContain(`$${name === 'datasource' ? '{datasource}' : name}`);
    const used = new Set([...text.matchAll(/\$\{?([a-z]+)/g)].map(([, name]) => name));
    expect([...used].filter((name) => !names.includes(name ?? ''))).toEqual([]);
  });

  it('has no two panels in one place', () => {
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, n) => `${x + (n % w)},${y + Math.floor(n / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBeLessThanOrEqual(24);
  });
});
