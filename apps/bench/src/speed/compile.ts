import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalled } from './pinned.ts';

const SOURCE = fileURLToPath(new URL('..', import.meta.url));
const BUILT = fileURLToPath(new URL('../../dist', import.meta.url));

/** Compiles the load where its sources are newer; throws where there is no compiler. */
export function compileLoad(): string {
  const sources = filesOf('load');
  return compile('load', { compilers: ['g++', 'clang++'], flags: ['-std=c++20'], sources });
}

/** The same for the bare loop of sends. */
export function compileSendLoop(): string {
  const sources = [join(SOURCE, 'peers/send-loop.c')];
  return compile('send-loop', { compilers: ['gcc', 'cc', 'clang'], flags: [], sources });
}

interface Recipe {
  compilers: readonly string[];
  flags: readonly string[];
  sources: readonly string[];
}

function compile(name: string, { compilers, flags, sources }: Recipe): string {
  const target = join(BUILT, name);
  const newest = Math.max(...sources.map((file) => statSync(file).mtimeMs));
  if ((statSync(target, { throwIfNoEntry: false })?.mtimeMs ?? 0) > newest) return target;
  const compiler = compilers.find(isInstalled);
  if (compiler === undefined) {
    throw new Error(`${name} cannot be compiled, none of ${compilers.join(', ')} is here`);
  }
  mkdirSync(BUILT, { recursive: true });
  const units = sources.filter((file) => /\.cc?$/.test(file));
  const { status, stderr } = spawnSync(compiler, [...flags, '-O2', '-o', target, ...units], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${compiler} failed:\n${stderr}`);
  return target;
}

function filesOf(folder: string): string[] {
  return readdirSync(join(SOURCE, folder)).map((file) => join(SOURCE, folder, file));
}
