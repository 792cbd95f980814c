import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { loadEnv } from 'vite';
import { defineConfig } from 'vitest/config';
import { compressedFiles } from './build/compressed-files.mjs';
import { chunkFileNames, emojiModules } from './build/emoji.mjs';
import { firstLoadBudget, keptParts } from './build/first-load.mjs';
import { plainIcons } from './build/icons.mjs';
import { mountOnly } from './build/mount-only.mjs';
import budgets from './budgets.json' with { type: 'json' };

const root = fileURLToPath(new URL('../..', import.meta.url));

const TERSER = {
  module: true,
  ecma: 2022,
  compress: {
    passes: 3,
    pure_getters: true,
    unsafe_arrows: true,
    unsafe_methods: true,
    hoist_funs: true,
  },
} as const;

/** Loading them does nothing, which their package does not say. */
const SVELTE_BINDINGS = /svelte\/src\/internal\/client\/dom\/elements\/bindings\//;

/**
 * All that is loaded first, but for what Svelte does to a select, which only sheets that come later have. What it does to
 * an input comes apart by itself.
 */
const FIRST = {
  name: 'first',
  tags: ['$initial'],
  test: /^(?!.*\/bindings\/select\.js$)/,
  includeDependenciesRecursively: false,
};

// In this order: what is weighed must be compressed before.
const PLUGINS = [
  plainIcons(),
  emojiModules(),
  mountOnly(),
  svelte(),
  keptParts(),
  compressedFiles(),
];

export default defineConfig(({ mode }) => {
  const env = loadEnv(mode, root, ['WS_', 'TLS_', 'PORT']);
  const https = readCertificate(env);
  const host = env['WS_HOST'] || 'localhost';
  const port = env['WS_PORT'] || env['PORT'] || '3000';
  const target = `${https ? 'https' : 'http'}://${host}:${port}`;
  // What an operator names is none of our bytes, and fails no build.
  const server = env['WS_HOST'] ? `${host}:${port}` : '';
  return {
    plugins: [...PLUGINS, firstLoadBudget(server === '' ? budgets.firstLoadBytes : Infinity)],
    // Else they would be bundled for development before they are made plain.
    optimizeDeps: { exclude: ['@lucide/svelte'] },
    // A client that is built to be served elsewhere carries the server's address; otherwise it talks to its own origin.
    define: {
      __SERVER__: JSON.stringify(server),
    },
    build: {
      target: 'es2022',
      // 2 % smaller than what Vite brings, and the first load is short of bytes.
      minify: 'terser',
      terserOptions: TERSER,
      reportCompressedSize: false,
      // Where a browser does not know of preloading, parts load a little later, without bytes for all others.
      modulePreload: { polyfill: false },
      // What is loaded first is one file: shared parts would be many small ones, which compress worse.
      rolldownOptions: {
        treeshake: { moduleSideEffects: [{ test: SVELTE_BINDINGS, sideEffects: false }] },
        output: {
          codeSplitting: { groups: [FIRST] },
          // The first load names all other parts, and nothing in a hash compresses: 42 bits of it are enough.
          chunkFileNames,
          assetFileNames: 'assets/[name]-[hash:7][extname]',
        },
      },
    },
    server: {
      port: 5173,
      strictPort: true,
      ...(https ? { https, host: true } : {}),
      // In development the page's own origin hands everything to the server: cookies and sockets work as in production.
      proxy: {
        '/api': { target, secure: false },
        '/ws': { target, ws: true, secure: false },
      },
    },
    // The colours of app.css are tested; of other styles nothing is.
    test: { environment: 'jsdom', include: ['src/**/*.test.ts'], css: { include: [/app\.css/] } },
  };
});

/** The same files as the server's: named ones must be there, those in certs/ may be. */
function readCertificate(env: Record<string, string>) {
  const cert = resolve(root, env['TLS_CERT'] || 'certs/cert.pem');
  const key = resolve(root, env['TLS_KEY'] || 'certs/key.pem');
  const named = Boolean(env['TLS_CERT'] || env['TLS_KEY']);
  if (!named && !(existsSync(cert) && existsSync(key))) return undefined;
  return { cert: readFileSync(cert), key: readFileSync(key) };
}
