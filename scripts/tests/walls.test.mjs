import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint, Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { importCycleRule } from '../lint/import-cycle-rule.mjs';
import { WALLS } from '../lint/walls.mjs';

const workspace = fileURLToPath(new URL('../..', import.meta.url));

// The workspace's own configuration; only the rules that ask the type checker are out, as a planted file has no types.
const eslint = new ESLint({
  cwd: workspace,
  overrideConfig: [tseslint.configs.disableTypeChecked],
});

const component = (script) => `<script lang="ts">\n  ${script}\n</script>\n`;

async function breaches(file, code) {
  const text = file.endsWith('.svelte') ? component(code) : `${code}\n`;
  const [result] = await eslint.lintText(text, { filePath: join(workspace, file) });
  const broken = result.messages.find((message) => message.fatal);
  if (broken) throw new Error(`${file}: ${broken.message}`);
  return result.messages.filter(({ ruleId }) => ruleId?.startsWith('walls/'));
}

/** Per wall what it refuses and what stays allowed, as [file, code]. */
const PLANTED = {
  'protocol-imports': {
    refused: [
      ['libs/protocol/src/planted.ts', "import 'node:crypto';"],
      ['libs/protocol/src/planted.ts', "import { Rooms } from '@chat/rooms';"],
      ['libs/protocol/src/planted.ts', "import { writable } from 'svelte/store';"],
    ],
    allowed: [
      ['libs/protocol/src/planted.ts', "import { Check } from 'typebox/value';"],
      ['libs/protocol/src/planted.test.ts', "import 'node:crypto';"],
    ],
  },
  'rooms-imports': {
    refused: [
      ['libs/rooms/src/planted.ts', "import type { FastifyInstance } from 'fastify';"],
      ['libs/rooms/src/planted.ts', "import { WebSocketServer } from 'ws';"],
      ['libs/rooms/src/planted.ts', "import { Type } from 'typebox';"],
      ['libs/rooms/src/planted.ts', "import { readFile } from 'node:fs';"],
      ['libs/rooms/src/planted.ts', "import type { Api } from '@chat/sdk';"],
    ],
    allowed: [
      ['libs/rooms/src/planted.ts', "import { randomBytes } from 'node:crypto';"],
      ['libs/rooms/src/planted.contract.ts', "import { it } from 'vitest';"],
    ],
  },
  'rooms-protocol-types': {
    refused: [['libs/rooms/src/planted.ts', "import { encodeFrame } from '@chat/protocol';"]],
    allowed: [['libs/rooms/src/planted.ts', "import { LIMITS, type Room } from '@chat/protocol';"]],
  },
  'sdk-imports': {
    refused: [
      ['libs/sdk/src/planted.ts', "import { onMount } from 'svelte';"],
      ['libs/sdk/src/planted.ts', "import { WebSocket } from 'ws';"],
      ['libs/sdk/src/planted.ts', "import { randomUUID } from 'node:crypto';"],
      ['libs/sdk/src/planted.ts', "const { Rooms } = await import('@chat/rooms');"],
    ],
    allowed: [
      ['libs/sdk/src/planted.ts', "import { encodeFrame } from '@chat/protocol';"],
      ['libs/sdk/src/planted.test.ts', "import { WebSocket } from 'ws';"],
    ],
  },
  'sdk-examples-imports': {
    refused: [['libs/sdk/examples/planted.ts', "import { fastify } from 'fastify';"]],
    allowed: [['libs/sdk/examples/planted.ts', "import { RoomClient } from '@chat/sdk';"]],
  },
  'lib-test-imports': {
    refused: [
      ['libs/sdk/src/planted.test.ts', "import { buildApp } from '@chat/server';"],
      ['libs/rooms/src/planted.test.ts', "import { fastify } from 'fastify';"],
    ],
    allowed: [['libs/protocol/src/planted.test.ts', "import fc from 'fast-check';"]],
  },
  'server-imports': {
    refused: [
      ['apps/server/src/planted.ts', "import { RoomClient } from '@chat/sdk';"],
      ['apps/server/src/planted.ts', "import { mount } from 'svelte';"],
    ],
    allowed: [['apps/server/src/planted.ts', "import { Rooms } from '@chat/rooms';"]],
  },
  'client-imports': {
    refused: [
      ['apps/client/src/planted.ts', "import type { Room } from '@chat/rooms';"],
      ['apps/client/src/planted.ts', "import { WebSocket } from 'ws';"],
      ['apps/client/src/planted.ts', "import { createClient } from 'redis';"],
    ],
    allowed: [['apps/client/src/planted.ts', "import { Connection } from '@chat/sdk';"]],
  },
  'client-protocol-types': {
    refused: [['apps/client/src/planted.ts', "import { encodeFrame } from '@chat/protocol';"]],
    allowed: [
      ['apps/client/src/planted.ts', "import { LIMITS, type Room } from '@chat/protocol';"],
    ],
  },
  'tools-imports': {
    refused: [
      ['apps/e2e/tests/planted.spec.ts', "import { buildApp } from '@chat/server';"],
      ['apps/bench/planted.ts', "import { Rooms } from '@chat/rooms';"],
      ['apps/chaos/src/planted.ts', "import { Rooms } from '@chat/rooms';"],
    ],
    allowed: [['apps/e2e/tests/planted.spec.ts', "import { Connection } from '@chat/sdk';"]],
  },
  'checker-alone': {
    refused: [['apps/chaos/src/checker.ts', "import type { Message } from '@chat/protocol';"]],
    allowed: [['apps/chaos/src/bot.ts', "import type { Message } from '@chat/protocol';"]],
  },
  'own-project': {
    refused: [
      ['apps/e2e/tests/planted.spec.ts', "import { a } from '../../server/src/app.ts';"],
      ['libs/rooms/src/planted.ts', "import { a } from '../../protocol/src/limits.ts';"],
    ],
    allowed: [['apps/server/src/routes/planted.ts', "import { a } from '../config.ts';"]],
  },
  'process-env': {
    refused: [
      ['apps/server/src/planted.ts', 'export const port = process.env.PORT;'],
      ['apps/server/src/planted.ts', 'export const { env } = process;'],
      ['libs/rooms/src/planted.ts', "export const port = process['env'];"],
    ],
    allowed: [
      ['apps/server/src/config.ts', 'export const port = process.env.PORT;'],
      ['apps/client/vite.config.ts', 'export const port = process.env.PORT;'],
      ['apps/e2e/playwright.config.ts', 'export const port = process.env.PORT;'],
    ],
  },
  'redis-client': {
    refused: [
      ['apps/server/src/main.ts', "import { createClient } from 'redis';"],
      ['apps/server/src/store/planted.ts', "import { Redis } from 'ioredis';"],
    ],
    allowed: [
      ['apps/server/src/store/redis-connection.ts', "import { createClient } from 'redis';"],
    ],
  },
  'ws-socket': {
    refused: [['apps/server/src/socket/planted.ts', "import type { WebSocket } from 'ws';"]],
    allowed: [
      ['apps/server/src/routes/socket.ts', "import type { WebSocket } from 'ws';"],
      ['apps/server/src/planted.test.ts', "import { WebSocket } from 'ws';"],
    ],
  },
  'frame-parse': {
    refused: [
      ['libs/sdk/src/planted.ts', "export const frame = JSON.parse('{}');"],
      ['apps/server/src/socket/planted.ts', "export const frame = JSON.parse('{}');"],
      ['apps/server/src/routes/socket.ts', "export const frame = JSON.parse('{}');"],
    ],
    allowed: [
      ['libs/protocol/src/codec.ts', "export const frame = JSON.parse('{}');"],
      ['apps/server/src/planted.ts', "export const other = JSON.parse('{}');"],
    ],
  },
  'new-websocket': {
    refused: [
      ['libs/sdk/src/room-client.ts', "export const socket = new WebSocket('/ws');"],
      ['apps/client/src/planted.ts', "export const socket = new window.WebSocket('/ws');"],
    ],
    allowed: [['libs/sdk/src/connection.ts', "export const socket = new WebSocket('/ws');"]],
  },
  'peer-connection': {
    refused: [
      ['libs/sdk/src/call/call.ts', 'export const peer = new RTCPeerConnection();'],
      ['apps/client/src/planted.ts', 'export const make = globalThis.RTCPeerConnection;'],
      ['apps/client/src/planted.svelte', 'const make = RTCPeerConnection; make;'],
    ],
    allowed: [
      ['libs/sdk/src/call/peer.ts', 'export const peer = new RTCPeerConnection();'],
      ['libs/sdk/src/call/path-check.ts', 'export const peer = new RTCPeerConnection();'],
      ['libs/sdk/src/call/call.ts', 'export type Make = () => RTCPeerConnection;'],
    ],
  },
  'media-devices': {
    refused: [
      ['libs/sdk/src/call/peer.ts', 'export const devices = navigator.mediaDevices;'],
      ['apps/client/src/planted.svelte', 'const { mediaDevices } = navigator; mediaDevices;'],
    ],
    allowed: [['libs/sdk/src/call/media.ts', 'export const devices = navigator.mediaDevices;']],
  },
  'call-alone': {
    refused: [
      ['libs/sdk/src/call/planted.ts', "import type { Connection } from '../connection.ts';"],
      ['libs/sdk/src/call/planted.ts', "import { RoomClient } from '../room-client.ts';"],
    ],
    allowed: [['libs/sdk/src/call/planted.ts', "import { Emitter } from '../emitter.ts';"]],
  },
  'component-types': {
    refused: [
      ['apps/client/src/planted.svelte', "import { RoomClient } from '@chat/sdk'; RoomClient;"],
      ['apps/client/src/planted.svelte', "import { LIMITS } from '@chat/protocol'; LIMITS;"],
    ],
    allowed: [['apps/client/src/planted.svelte', "import type { RoomState } from '@chat/sdk';"]],
  },
  'routes-store': {
    refused: [
      [
        'apps/server/src/routes/planted.ts',
        "import type { A } from '../store/redis-room-store.ts';",
      ],
    ],
    allowed: [['apps/server/src/main.ts', "import { A } from './store/redis-room-store.ts';"]],
  },
  'default-export': {
    refused: [
      ['libs/sdk/src/planted.ts', 'export default 1;'],
      ['libs/sdk/src/planted.ts', 'const one = 1; export { one as default };'],
    ],
    allowed: [['apps/client/vite.config.ts', 'export default {};']],
  },
  'export-star': {
    refused: [
      ['libs/sdk/src/index.ts', "export * from './emitter.ts';"],
      ['libs/sdk/src/index.ts', "export * as emitter from './emitter.ts';"],
    ],
    allowed: [['libs/sdk/src/index.ts', "export { Emitter } from './emitter.ts';"]],
  },
};

describe('[S36] what is shipped', () => {
  const from = (specifier) => `import { x } from '${specifier}';`;
  const shipped = [
    'apps/client/src/planted.ts',
    'apps/server/src/planted.ts',
    'libs/sdk/src/planted.ts',
  ];
  it('[S36] imports no hook, double or sample of the tests', async () => {
    for (const file of shipped) {
      const texts = ['./testing/frames.ts', './planted.test.ts', '../test/world.ts', 'vitest'].map(
        from,
      );
      for (const text of texts) {
        const rules = (await breaches(file, text)).map(({ ruleId }) => ruleId);
        expect([file, text, rules]).toEqual([
          file,
          text,
          expect.arrayContaining(['walls/tests-apart']),
        ]);
      }
      expect(await breaches(file, from('./latest.ts'))).toEqual([]);
    }
  });
});

describe.each(Object.entries(PLANTED))('wall %s', (wall, { refused, allowed }) => {
  it.each(refused)('refuses in %s: %s', async (file, code) => {
    const found = await breaches(file, code);
    expect(found).toContainEqual(
      expect.objectContaining({
        ruleId: `walls/${wall}`,
        message: WALLS[wall].rule.meta.messages.wall,
      }),
    );
  });

  it.each(allowed)('allows in %s: %s', async (file, code) => {
    expect(await breaches(file, code)).toEqual([]);
  });
});

it('every wall has its breach planted', () => {
  expect([...Object.keys(PLANTED), 'import-cycle', 'tests-apart'].sort()).toEqual(
    Object.keys(WALLS).sort(),
  );
});

describe('wall import-cycle', () => {
  function lintPair(backImport) {
    const folder = mkdtempSync(join(tmpdir(), 'cycle-'));
    const text = "import { b } from './b.mjs';\nexport const a = b;\n";
    writeFileSync(join(folder, 'a.mjs'), text);
    writeFileSync(join(folder, 'b.mjs'), "export { c as b } from './c.mjs';\n");
    writeFileSync(join(folder, 'c.mjs'), backImport);
    const plugins = { walls: { rules: { 'import-cycle': importCycleRule } } };
    const linter = new Linter({ cwd: folder });
    const config = { files: ['**'], plugins, rules: { 'walls/import-cycle': 'error' } };
    const messages = linter.verify(text, config, join(folder, 'a.mjs'));
    rmSync(folder, { recursive: true });
    return messages.map(({ message }) => message);
  }

  it('refuses files that import each other in a circle, and names the circle', () => {
    expect(lintPair("import { a } from './a.mjs';\nexport const c = () => a;\n")).toEqual([
      'Files do not import each other in a circle: a.mjs → b.mjs → c.mjs → a.mjs.',
    ]);
  });

  it('allows a straight line of imports', () => {
    expect(lintPair('export const c = 1;\n')).toEqual([]);
  });

  it('is on for code of every project', async () => {
    const files = [
      'apps/client/src/App.svelte',
      'libs/sdk/src/index.ts',
      'apps/server/src/main.ts',
    ];
    for (const file of files) {
      const config = await eslint.calculateConfigForFile(join(workspace, file));
      expect(config.rules['walls/import-cycle'][0]).toBe(2);
    }
  });
});

describe('markup', () => {
  it('refuses {@html}, which could run what a member wrote', async () => {
    const filePath = join(workspace, 'apps/client/src/planted.svelte');
    const [{ messages }] = await eslint.lintText('{@html "<b>x</b>"}\n', { filePath });
    expect(messages.map(({ ruleId }) => ruleId)).toContain('svelte/no-at-html-tags');
  });
});

describe('size', () => {
  const lines = (count) => `${'export {};\n'.repeat(count)}`;
  const tooLong = async (file, count) => {
    const [{ messages }] = await eslint.lintText(lines(count), { filePath: join(workspace, file) });
    return messages.some(({ ruleId }) => ruleId === 'max-lines');
  };

  it('a file has at most 250 lines, a test 400', async () => {
    expect(await tooLong('libs/sdk/src/planted.ts', 250)).toBe(false);
    expect(await tooLong('libs/sdk/src/planted.ts', 251)).toBe(true);
    expect(await tooLong('libs/sdk/src/planted.test.ts', 400)).toBe(false);
    expect(await tooLong('libs/sdk/src/planted.test.ts', 401)).toBe(true);
  });
});
