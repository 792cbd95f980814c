import { importCycleRule } from './import-cycle-rule.mjs';
import { notPackages, onlyPackages, onlyTypesOf } from './package-rules.mjs';
import { globalRule, importRule, syntaxRule } from './rule-makers.mjs';

/** Files that run only in tests or benchmarks: they may use Node, `ws` and the test libraries. */
export const TEST_FILES = [
  '**/*.test.ts',
  '**/*.spec.ts',
  '**/*.contract.ts',
  '**/*.bench.ts',
  '**/test/**',
  'apps/e2e/**',
  'apps/bench/**',
];

/** Files that a framework reads and that must therefore export a default and read the environment. */
export const CONFIG_FILES = ['**/*.config.{js,mjs,ts}'];

const CODE = '**/*.{js,mjs,ts,svelte}';
const TEST_PACKAGES = ['vitest', 'fast-check', 'ws', 'node:*'];
const REDIS_CLIENTS = ['redis', 'ioredis', '@redis/*'];
const TOOLS = ['@chat/e2e', '@chat/bench', '@chat/chaos'];
const OUTSIDE_WORLD = ['fastify', '@fastify/*', 'ws', ...REDIS_CLIENTS];

const property = (name) => `:matches([property.name='${name}'], [property.value='${name}'])`;

const projectOf = (path) => /^(?:apps|libs)\/[^/]+\//.exec(path)?.[0];

/**
 * The walls of docs/architecture.md: one ESLint rule each, `files` where it holds and `ignores` where it does not.
 * scripts/tests/walls.test.mjs plants a breach of every one of them and sees it refused.
 */
export const WALLS = {
  'protocol-imports': {
    files: ['libs/protocol/**'],
    ignores: [...TEST_FILES, ...CONFIG_FILES],
    rule: onlyPackages('libs/protocol imports nothing but `typebox`.', 'typebox'),
  },
  'rooms-imports': {
    files: ['libs/rooms/**'],
    ignores: [...TEST_FILES, ...CONFIG_FILES],
    rule: onlyPackages(
      'libs/rooms knows no transport and no npm package: only @chat/protocol (types) and node:crypto.',
      '@chat/protocol',
      'node:crypto',
    ),
  },
  'rooms-protocol-types': {
    files: ['libs/rooms/**'],
    ignores: TEST_FILES,
    rule: onlyTypesOf(
      'libs/rooms takes types and LIMITS from @chat/protocol, no schema and no codec.',
      ['@chat/protocol'],
      'LIMITS',
    ),
  },
  'sdk-imports': {
    files: ['libs/sdk/**'],
    ignores: [...TEST_FILES, ...CONFIG_FILES, 'libs/sdk/examples/**'],
    rule: onlyPackages('libs/sdk runs anywhere: it imports @chat/protocol only.', '@chat/protocol'),
  },
  'sdk-examples-imports': {
    files: ['libs/sdk/examples/**'],
    rule: onlyPackages(
      'An example imports @chat/sdk, as its reader would, and what Node needs for it.',
      '@chat/sdk',
      'ws',
      'node:*',
    ),
  },
  'lib-test-imports': {
    files: ['protocol', 'rooms', 'sdk'].flatMap((lib) =>
      TEST_FILES.filter((pattern) => pattern.startsWith('**')).map(
        (pattern) => `libs/${lib}/${pattern}`,
      ),
    ),
    rule: onlyPackages(
      'A test of a lib imports its lib, @chat/protocol, and the test libraries.',
      '@chat/protocol',
      'typebox',
      '@chat/rooms/contract',
      ...TEST_PACKAGES,
    ),
  },
  'server-imports': {
    files: ['apps/server/**'],
    rule: notPackages(
      'apps/server imports rooms and protocol: no Svelte, no SDK, no other app.',
      ...['svelte', '@sveltejs/*', '@chat/sdk', '@chat/client', ...TOOLS],
    ),
  },
  'client-imports': {
    files: ['apps/client/**'],
    rule: notPackages(
      'apps/client imports the SDK: no rooms, no server, no Redis, no `ws`.',
      ...['@chat/rooms', '@chat/server', ...TOOLS, ...OUTSIDE_WORLD],
    ),
  },
  'client-protocol-types': {
    files: ['apps/client/**'],
    ignores: TEST_FILES,
    rule: onlyTypesOf(
      'apps/client takes types, LIMITS and CLOSE from @chat/protocol, no schema and no codec.',
      ['@chat/protocol'],
      'LIMITS',
      'CLOSE',
    ),
  },
  'tools-imports': {
    files: ['apps/e2e/**', 'apps/bench/**', 'apps/chaos/**'],
    rule: notPackages(
      'A tool runs the apps as processes: it imports @chat/sdk and @chat/protocol only.',
      ...['@chat/server', '@chat/client', '@chat/rooms'],
    ),
  },
  'checker-alone': {
    files: ['apps/chaos/src/{checker,expectation,room-record,list-watch}.ts'],
    rule: notPackages('The checker imports nothing of what it judges.', '@chat/*'),
  },
  'own-project': {
    files: ['apps/**', 'libs/**'],
    rule: importRule(
      'A relative import stays in its project; another project is imported by its package name.',
      ({ target, file }) => target !== undefined && projectOf(target) !== projectOf(file),
    ),
  },
  'process-env': {
    files: ['apps/**', 'libs/**'],
    ignores: ['apps/server/src/config.ts', ...TEST_FILES, ...CONFIG_FILES],
    rule: syntaxRule(
      'Only apps/server/src/config.ts reads process.env.',
      `MemberExpression[object.name='process']${property('env')}`,
      "VariableDeclarator[init.name='process'] Property[key.name='env']",
      'ImportDeclaration[source.value=/^(node:)?process$/]',
    ),
  },
  'redis-client': {
    files: ['apps/**', 'libs/**'],
    ignores: ['apps/server/src/store/redis-{connection,link}.ts', ...TEST_FILES],
    rule: notPackages(
      'Only redis-connection.ts and redis-link.ts of apps/server/src/store import the Redis client.',
      ...REDIS_CLIENTS,
    ),
  },
  'ws-socket': {
    files: ['apps/server/**'],
    ignores: ['apps/server/src/routes/socket.ts', ...TEST_FILES],
    rule: notPackages('Only apps/server/src/routes/socket.ts touches a `ws` socket.', 'ws'),
  },
  'frame-parse': {
    files: ['libs/**', 'apps/server/src/socket/**', 'apps/server/src/routes/socket.ts'],
    ignores: ['libs/protocol/src/codec.ts', 'libs/sdk/src/testing/**', ...TEST_FILES],
    rule: syntaxRule(
      'Frames are parsed in libs/protocol/src/codec.ts alone.',
      `MemberExpression[object.name='JSON']${property('parse')}`,
    ),
  },
  'new-websocket': {
    files: ['apps/**', 'libs/**'],
    ignores: ['libs/sdk/src/connection.ts', ...TEST_FILES],
    rule: syntaxRule(
      'Only libs/sdk/src/connection.ts opens a WebSocket.',
      "NewExpression[callee.name='WebSocket']",
      "NewExpression[callee.property.name='WebSocket']",
    ),
  },
  'peer-connection': {
    files: ['apps/**', 'libs/**'],
    ignores: ['libs/sdk/src/call/{peer,path-check}.ts', ...TEST_FILES],
    rule: globalRule(
      'Only peer.ts and path-check.ts of libs/sdk/src/call make an RTCPeerConnection.',
      'RTCPeerConnection',
    ),
  },
  'media-devices': {
    files: ['apps/**', 'libs/**'],
    ignores: ['libs/sdk/src/call/media.ts', ...TEST_FILES],
    rule: syntaxRule(
      'Only libs/sdk/src/call/media.ts asks navigator.mediaDevices.',
      `MemberExpression${property('mediaDevices')}`,
      "ObjectPattern > Property[key.name='mediaDevices']",
    ),
  },
  'call-alone': {
    files: ['libs/sdk/src/call/**'],
    ignores: TEST_FILES,
    rule: importRule(
      'The call knows a SignalChannel, never the connection or the room client.',
      ({ target }) =>
        target !== undefined && /^libs\/sdk\/src\/(connection|room-client|index)\b/.test(target),
    ),
  },
  'component-types': {
    files: ['apps/**/*.svelte'],
    rule: onlyTypesOf(
      'A component takes only types from @chat/*; values come by way of a .svelte.ts file.',
      ['@chat/*'],
    ),
  },
  'routes-store': {
    files: ['apps/server/src/routes/**'],
    ignores: TEST_FILES,
    rule: importRule('A route asks the rooms, never the store.', ({ target }) =>
      Boolean(target?.startsWith('apps/server/src/store/')),
    ),
  },
  'tests-apart': {
    files: ['apps/{client,server}/src/**', 'libs/*/src/**'],
    ignores: [...TEST_FILES, '**/testing/**', '**/model/**'],
    rule: importRule(
      'What is shipped imports nothing of the tests.',
      ({ specifier, target }) =>
        /(^|\/)(test|testing|model)\/|\.(test|spec|contract|bench)\b/.test(target ?? specifier) ||
        ['vitest', 'fast-check', '@playwright/test'].includes(specifier),
    ),
  },
  'import-cycle': { files: [CODE], rule: importCycleRule },
  'default-export': {
    files: [CODE],
    ignores: [...CONFIG_FILES],
    rule: syntaxRule(
      'Exports are named: no default export.',
      'ExportDefaultDeclaration',
      "ExportSpecifier[exported.name='default']",
    ),
  },
  'export-star': {
    files: [CODE],
    rule: syntaxRule('An index lists its names: no `export *`.', 'ExportAllDeclaration'),
  },
};

const plugin = {
  meta: { name: 'walls' },
  rules: Object.fromEntries(Object.entries(WALLS).map(([name, { rule }]) => [name, rule])),
};

/** The walls as ESLint configuration: a rule of its own each, so that no block replaces another's options. */
export const wallConfigs = Object.entries(WALLS).map(([name, { files, ignores }]) => ({
  name: `walls/${name}`,
  files,
  ...(ignores && { ignores }),
  plugins: { walls: plugin },
  rules: { [`walls/${name}`]: 'error' },
}));
