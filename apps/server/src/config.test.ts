import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeCertificate } from '../test/make-certificate.ts';
import { ConfigSchema } from './config-schema.ts';
import { ConfigError, readConfig } from './config.ts';
import { workspaceRoot } from './workspace-root.ts';

const SECRET = 'a secret for tests of 32 characters';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'config-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const read = (environment: Record<string, string>) =>
  readConfig({ SESSION_SECRET: SECRET, ...environment }, root);

function addCertificate(directory = 'certs') {
  const path = join(root, directory);
  mkdirSync(path);
  makeCertificate(path);
}

describe('settings', () => {
  it('[S40] need nothing', () => {
    const config = readConfig({}, root);
    expect(config).toEqual({
      host: '127.0.0.1',
      port: 3000,
      publicOrigin: undefined,
      allowedOrigins: [],
      sessionSecrets: [expect.stringMatching(/^.{32,}$/)],
      dataDir: join(root, '.data'),
      tls: undefined,
      trustedProxies: [],
      stunUrls: [],
      turn: undefined,
      store: { kind: 'memory' },
      metrics: undefined,
      traceEndpoint: undefined,
      logLevel: 'info',
      memberGraceMs: 15_000,
      roomIdleMs: 24 * 60 * 60_000,
      limits: {
        requestsPerMinute: 1_200,
        usersPerMinute: 60,
        roomsPerHour: 30,
        framesPerSecond: 30,
        sockets: 20,
        addressSockets: 200,
        members: 200,
        rooms: 10_000,
        connections: 20_000,
      },
      securityContact: undefined,
      clientDir: join(root, 'apps/client/dist'),
    });
    expect(statSync(join(root, '.data/session-secret')).mode & 0o777).toBe(0o600);
    expect(readConfig({}, root).sessionSecrets).toEqual(config.sessionSecrets);
  });

  it('that are set to nothing are not set', () => {
    const names = Object.keys(ConfigSchema.properties);
    const empty = Object.fromEntries(names.map((name) => [name, '']));
    expect(readConfig(empty, root)).toEqual(readConfig({}, root));
  });

  it('are read, with lists by comma and origins in one form', () => {
    const config = read({
      PORT: '8080',
      PUBLIC_ORIGIN: 'https://Chat.example:443',
      ALLOWED_ORIGINS: 'http://localhost:5173, https://other.example',
      SESSION_SECRET: `${SECRET},${SECRET}2`,
      TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,::1',
      STUN_URLS: 'stun:a.example,stun:b.example',
      TURN_URLS: 'turn:a.example',
      TURN_SECRET: 's',
      TURN_TTL_S: '120',
      METRICS_PORT: '9464',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
      LOG_LEVEL: 'debug',
      MEMBER_GRACE_MS: '0',
      CLIENT_DIR: '/client',
    });
    expect(config).toMatchObject({
      port: 8080,
      publicOrigin: 'https://chat.example',
      allowedOrigins: ['http://localhost:5173', 'https://other.example'],
      sessionSecrets: [SECRET, `${SECRET}2`],
      trustedProxies: ['127.0.0.1', '10.0.0.0/8', '::1'],
      stunUrls: ['stun:a.example', 'stun:b.example'],
      turn: { urls: ['turn:a.example'], secret: 's', ttlSeconds: 120 },
      metrics: { host: '127.0.0.1', port: 9464 },
      traceEndpoint: 'http://collector:4318',
      memberGraceMs: 0,
      clientDir: '/client',
    });
  });

  it('find the certificate of the workspace, and then listen everywhere', () => {
    addCertificate();
    const { tls, host } = read({});
    expect(String(tls?.cert)).toMatch(/BEGIN CERTIFICATE/);
    expect(String(tls?.key)).toMatch(/PRIVATE KEY/);
    expect(host).toBe('0.0.0.0');
    expect(read({ HOST: '127.0.0.1' }).host).toBe('127.0.0.1');
  });

  it('[S2] refuse to serve others over plain http, unless a proxy is named or it is asked for', () => {
    for (const HOST of ['0.0.0.0', '::', '192.168.1.7', 'chat.example']) {
      const attempt = () => read({ HOST });
      expect(attempt).toThrow(ConfigError);
      expect(attempt).toThrow(
        /^HOST must be .*plain http.*TLS_CERT.*TRUSTED_PROXIES.*INSECURE_HTTP=yes.*start again\.$/,
      );
      expect(read({ HOST, TRUSTED_PROXIES: '10.0.0.1' }).host).toBe(HOST);
      expect(read({ HOST, INSECURE_HTTP: 'yes' }).host).toBe(HOST);
    }
    for (const HOST of ['localhost', '127.0.0.1', '127.0.0.2', '::1']) {
      expect(read({ HOST }).host).toBe(HOST);
    }
    addCertificate();
    expect(read({ HOST: '0.0.0.0' }).host).toBe('0.0.0.0');
  });

  it('find a certificate that is named', () => {
    addCertificate('elsewhere');
    const { tls } = read({
      TLS_CERT: 'elsewhere/cert.pem',
      TLS_KEY: join(root, 'elsewhere/key.pem'),
    });
    expect(String(tls?.key)).toMatch(/PRIVATE KEY/);
  });

  it.each([
    ['PORT', 'canary'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3000.5'],
    ['PORT', '0x10'],
    ['PUBLIC_ORIGIN', 'chat.example'],
    ['PUBLIC_ORIGIN', 'https://chat.example/path'],
    ['PUBLIC_ORIGIN', 'https://chat.example:99999'],
    ['ALLOWED_ORIGINS', 'https://a.example,*'],
    ['STORE', 'redis://'],
    ['STORE', 'http://localhost'],
    ['STORE', 'disk'],
    ['SESSION_SECRET', 'canary'],
    ['SESSION_SECRET', `${SECRET},canary`],
    ['TRUSTED_PROXIES', 'example.org'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['STUN_URLS', 'turn:a.example'],
    ['TURN_URLS', 'https://a.example'],
    ['TURN_TTL_S', '5'],
    ['METRICS_PORT', 'on'],
    ['METRICS_HOST', 'http://x'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
    ['LOG_LEVEL', 'loud'],
    ['MEMBER_GRACE_MS', 'soon'],
    ['HOST', 'http://localhost'],
    ['INSECURE_HTTP', 'true'],
  ])('[config] %s=%s stops the start with one sentence that names it', (name, value) => {
    const attempt = () => read({ [name]: value });
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(new RegExp(`^${name} must be [^\\n]+; correct it in [^\\n]+\\.$`));
    expect(attempt).not.toThrow(/canary/);
  });

  it.each(['turn:a.example:99999', 'turns:a.example?transport=udp'])(
    'refuse %s, which no browser could use',
    (url) => {
      expect(() => read({ TURN_URLS: url, TURN_SECRET: 's' })).toThrow(/^TURN_URLS must be /);
    },
  );

  it('of servers that share a Redis name it and a secret that all of them know', () => {
    const url = 'redis://user:password@redis.example:6379/1';
    expect(read({ STORE: url }).store).toEqual({ kind: 'redis', url });
    expect(() => readConfig({ STORE: url }, root)).toThrow(
      /^SESSION_SECRET must be set, the same /,
    );
  });

  it('name the one of a pair that is missing', () => {
    addCertificate('elsewhere');
    expect(() => read({ TURN_URLS: 'turn:a.example' })).toThrow(/^TURN_SECRET /);
    expect(() => read({ TLS_CERT: 'elsewhere/cert.pem' })).toThrow(/^TLS_KEY /);
    expect(() => read({ TLS_KEY: 'elsewhere/key.pem' })).toThrow(/^TLS_CERT /);
  });

  it('name the file of a pair that cannot be read, or that is no certificate of the key', () => {
    addCertificate('one');
    addCertificate('two');
    const pair = (TLS_CERT: string, TLS_KEY: string) => () => read({ TLS_CERT, TLS_KEY });
    expect(pair('nowhere.pem', 'one/key.pem')).toThrow(/^TLS_CERT must be the path/);
    expect(pair('one/cert.pem', 'nowhere.pem')).toThrow(/^TLS_KEY must be the path/);
    expect(pair('one/cert.pem', 'two/key.pem')).toThrow(/^TLS_CERT must be a certificate/);
    expect(pair('one/key.pem', 'one/key.pem')).toThrow(/^TLS_CERT must be a certificate/);
  });

  it('name the directory that cannot be written', () => {
    writeFileSync(join(root, 'file'), '');
    expect(() => readConfig({ DATA_DIR: 'file' }, root)).toThrow(/^DATA_DIR /);
  });
});

describe('.env.example', () => {
  const workspace = workspaceRoot(import.meta.dirname, '');
  const text = readFileSync(join(workspace, '.env.example'), 'utf8');
  const names = [...text.matchAll(/^#([A-Z_]+)=/gm)].map(([, name]) => name ?? '');

  it('has every setting once, and no other', () => {
    expect([...names].sort()).toEqual(Object.keys(ConfigSchema.properties).sort());
  });

  it('has a comment before each, and sets nothing by itself', () => {
    for (const name of names) expect(text).toMatch(new RegExp(`^# .+\\n#${name}=.+$`, 'm'));
    expect(parseEnv(text)).toEqual({});
  });

  it('holds only values that the server takes', () => {
    addCertificate();
    const values = parseEnv(text.replace(/^#([A-Z_]+=)/gm, '$1')) as Record<string, string>;
    expect(Object.keys(values)).toHaveLength(names.length);
    expect(readConfig(values, root).port).toBe(3000);
  });

  it('shows the defaults of the schema', () => {
    for (const [name, schema] of Object.entries(ConfigSchema.properties)) {
      const { default: value } = schema as { default?: string | number };
      if (value !== undefined) expect(text).toContain(`\n#${name}=${value}\n`);
    }
  });
});
