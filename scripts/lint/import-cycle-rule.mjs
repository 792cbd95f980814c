import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import ts from 'typescript';
import { importVisitors } from './rule-makers.mjs';

/** Refuses an import that leads back to its own file, over types too: such files cannot be read one by one. */
export const importCycleRule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { wall: 'Files do not import each other in a circle: {{circle}}.' },
  },
  create(context) {
    const file = context.filename;
    return importVisitors((node) => {
      const circle = findWay(resolveImport(file, node.value), file);
      if (!circle) return;
      const names = [file, ...circle].map((path) => relative(dirname(file), path));
      context.report({ node, messageId: 'wall', data: { circle: names.join(' → ') } });
    });
  },
};

/** The shortest way over relative imports from one file to another, both included. */
function findWay(from, to) {
  if (!from) return undefined;
  const cameFrom = new Map([[from, undefined]]);
  for (const file of cameFrom.keys()) {
    if (file === to) return wayBack(cameFrom, file);
    for (const next of importsOf(file)) if (!cameFrom.has(next)) cameFrom.set(next, file);
  }
  return undefined;
}

function wayBack(cameFrom, end) {
  const way = [];
  for (let file = end; file; file = cameFrom.get(file)) way.unshift(file);
  return way;
}

const cache = new Map();

function importsOf(file) {
  const changed = statSync(file).mtimeMs;
  const known = cache.get(file);
  if (known?.changed === changed) return known.imports;
  const imports = readImports(file);
  cache.set(file, { changed, imports });
  return imports;
}

function readImports(file) {
  const text = readFileSync(file, 'utf8');
  const scripts = file.endsWith('.svelte')
    ? [...text.matchAll(/<script[^>]*>(.*?)<\/script>/gs)].map((match) => match[1])
    : [text];
  return scripts
    .flatMap((script) => ts.preProcessFile(script).importedFiles)
    .map((imported) => resolveImport(file, imported.fileName))
    .filter(Boolean);
}

function resolveImport(file, specifier) {
  if (!specifier.startsWith('.')) return undefined;
  const path = resolve(dirname(file), specifier);
  return [path, `${path}.ts`, `${path}/index.ts`].find(
    (candidate) => existsSync(candidate) && statSync(candidate).isFile(),
  );
}
