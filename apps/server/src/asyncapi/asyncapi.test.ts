import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { CLOSE, ERRORS } from '@chat/protocol';
import { CLIENT_FRAMES } from '@chat/protocol/client-frames';
import { SERVER_FRAMES } from '@chat/protocol/server-frames';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testConfig } from '../../test/build-test-app.ts';
import { soundOf } from '../../test/canaries.ts';
import type { App } from '../app-type.ts';
import { buildApp } from '../app.ts';
import type { AsyncApiDocument } from './document.ts';

const specification = createRequire(import.meta.url).resolve(
  '@asyncapi/specs/schemas/3.0.0-without-$id.json',
);

let app: App;
let document: AsyncApiDocument;
let page: Awaited<ReturnType<App['inject']>>;
beforeAll(async () => {
  app = await buildApp({ config: testConfig({ publicOrigin: 'https://chat.example' }) });
  document = (await app.inject('/api/asyncapi.json')).json<AsyncApiDocument>();
  page = await app.inject('/api/socket-docs');
});
afterAll(() => app.close());

const FRAMES = [
  ...Object.entries(CLIENT_FRAMES).map(([type, schema]) => ['client', type, schema] as const),
  ...Object.entries(SERVER_FRAMES).map(([type, schema]) => ['server', type, schema] as const),
];

describe('the description of the WebSocket', () => {
  it('[P50] is AsyncAPI 3 by its own schema', () => {
    const schema = JSON.parse(readFileSync(specification, 'utf8')) as object;
    const validate = new Ajv({ strict: false, validateFormats: false, logger: false }).compile(
      schema,
    );
    validate(document);
    expect(validate.errors).toBeNull();
    expect(validate({ ...document, channels: [] })).toBe(false);
  });

  it('[P50] has every frame, and no other, each in its direction', () => {
    const keys = FRAMES.map(([side, type]) => `${side}.${type}`);
    const { components, channels, operations } = document;
    expect(Object.keys(components.messages).sort()).toEqual([...keys].sort());
    expect(Object.keys(channels.socket.messages).sort()).toEqual([...keys].sort());
    const of = (side: string) =>
      keys
        .filter((key) => key.startsWith(side))
        .map((key) => ({ $ref: `#/channels/socket/messages/${key}` }));
    expect(operations.fromClients).toMatchObject({ action: 'receive', messages: of('client') });
    expect(operations.toClients).toMatchObject({ action: 'send', messages: of('server') });
  });

  it.each(FRAMES)('[P50] allows of %s %s what the schema allows', (side, type, schema) => {
    const ajv = new Ajv({ strict: false });
    const validate = ajv.compile({
      $ref: `#/components/messages/${side}.${type}/payload`,
      components: document.components,
    });
    const sound = soundOf(schema) as object;
    expect([validate(sound), validate.errors]).toEqual([true, null]);
    expect(validate({ ...sound, canary: 1 })).toBe(false);
    expect(validate({ ...sound, type: 'canary' })).toBe(false);
  });

  it('[P50] has every refusal, and every close code with its verdict', () => {
    expect(document['x-errors'].map(({ code }) => code)).toEqual(Object.keys(ERRORS));
    expect(document['x-close-codes']).toContainEqual({
      code: CLOSE.sessionUnknown,
      meaning: expect.stringMatching(/session/) as string,
      verdict: 'start-over',
    });
    expect(document['x-close-codes']).toHaveLength(Object.keys(CLOSE).length);
  });

  it('[P50] says where it is, and never what a client made up', async () => {
    expect(document.servers.this).toMatchObject({ host: 'chat.example', protocol: 'wss' });
    const other = await buildApp({ config: testConfig() });
    const headers = { host: 'a:b:c<script>' };
    const { body } = await other.inject({ url: '/api/socket-docs', headers });
    await other.close();
    expect(body).not.toContain('<script');
    expect(body).toContain('ws://localhost:0/ws');
  });
});

describe('the page of the WebSocket', () => {
  it('[P50] has every frame and every shape, and each link leads to one', () => {
    expect(page.statusCode).toBe(200);
    const ids = [...page.body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [side, type] of FRAMES) expect(ids).toContain(`${side}.${type}`);
    const links = [...page.body.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links.filter((id) => !ids.includes(id))).toEqual([]);
    for (const code of Object.values(CLOSE)) expect(page.body).toContain(`<td>${code}</td>`);
  });

  it('[P50] is under a policy that allows its one style and nothing else', () => {
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';/);
    expect(policy).not.toContain('unsafe');
    expect(page.body).not.toMatch(/<script|style="|<link|https?:\/\//);
  });
});
