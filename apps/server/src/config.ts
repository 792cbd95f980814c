import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import { parseEnv } from 'node:util';
import { Check, Default, Errors } from 'typebox/value';
import { limitsOf, type Limits } from './config-limits.ts';
import { ConfigSchema, type Settings } from './config-schema.ts';
import { parseTurnUrl } from './turn/turn-url.ts';
import { loadOrMakeSecret } from './session/session-secret.ts';
import { convertIntegers, firstFault } from './validation.ts';
import { workspaceRoot } from './workspace-root.ts';

/** What the server runs with: read once, checked, and with every default filled in. */
export type Config = {
  host: string;
  port: number;
  publicOrigin: string | undefined;
  allowedOrigins: string[];
  /** The newest first. */
  sessionSecrets: string[];
  /** Where the server keeps what it must know after a restart. */
  dataDir: string | undefined;
  tls: { cert: Buffer; key: Buffer } | undefined;
  trustedProxies: string[];
  stunUrls: string[];
  /** `ttlSeconds` is how long the credentials hold that people get. */
  turn: { urls: string[]; secret: string; ttlSeconds: number } | undefined;
  store: StoreChoice;
  /** Where /metrics is served, if it is. */
  metrics: { host: string; port: number } | undefined;
  /** Where traces go, if they are made. */
  traceEndpoint: string | undefined;
  logLevel: Settings['LOG_LEVEL'];
  memberGraceMs: number;
  roomIdleMs: number;
  limits: Limits;
  securityContact: string | undefined;
  clientDir: string;
};

/** Where rooms are kept. */
export type StoreChoice = { kind: 'memory' } | { kind: 'redis'; url: string };

/** A setting that the server cannot start with. The message is one sentence for the operator. */
export class ConfigError extends Error {
  constructor(name: string, expects: string) {
    super(
      `${name} must be ${expects}; correct it in the environment or in .env, then start again.`,
    );
  }
}

type Environment = Record<string, string | undefined>;

/** The only reader of the environment: `.env` at the root of the workspace, overruled by the process's own. */
export function loadConfig(): Config {
  const root = workspaceRoot(import.meta.dirname, process.cwd());
  const file = join(root, '.env');
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return readConfig({ ...fromFile, ...process.env }, root);
}

/** Reads and checks settings; relative paths start at `root`. Throws a `ConfigError`. */
export function readConfig(environment: Environment, root: string): Config {
  const settings = readSettings(environment);
  const tls = readTls(settings, root);
  return {
    host: readHost(settings, tls),
    port: settings.PORT,
    publicOrigin: originOf('PUBLIC_ORIGIN', settings.PUBLIC_ORIGIN),
    allowedOrigins: list(settings.ALLOWED_ORIGINS).map((url) => originOf('ALLOWED_ORIGINS', url)),
    sessionSecrets: readSecrets(settings, root),
    dataDir: dataDirOf(settings, root),
    tls,
    trustedProxies: readProxies(settings),
    stunUrls: list(settings.STUN_URLS),
    turn: readTurn(settings),
    store: readStore(settings),
    metrics: readMetrics(settings),
    traceEndpoint: settings.OTEL_EXPORTER_OTLP_ENDPOINT,
    logLevel: settings.LOG_LEVEL,
    memberGraceMs: settings.MEMBER_GRACE_MS,
    roomIdleMs: settings.ROOM_IDLE_MS,
    limits: limitsOf(settings),
    securityContact: settings.SECURITY_CONTACT,
    clientDir: resolve(root, settings.CLIENT_DIR ?? 'apps/client/dist'),
  };
}

/**
 * Over plain http whoever is in between reads along and takes the session, and no browser gives a page a camera. So it
 * is for this machine, or for a proxy that is named and speaks https to people; else it must be asked for.
 */
function readHost(settings: Settings, tls: Config['tls']): string {
  const { HOST: host = tls ? '0.0.0.0' : '127.0.0.1', INSECURE_HTTP } = settings;
  const isProtected = tls !== undefined || settings.TRUSTED_PROXIES !== undefined;
  if (isProtected || isLoopback(host) || INSECURE_HTTP === 'yes') return host;
  throw new ConfigError(
    'HOST',
    `127.0.0.1 or localhost while there is no https (${host} would serve everybody over plain http): set TLS_CERT and ` +
      'TLS_KEY, or TRUSTED_PROXIES if a proxy speaks https before it, or INSECURE_HTTP=yes to have it all the same',
  );
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function readSettings(environment: Environment): Settings {
  const names = Object.keys(ConfigSchema.properties);
  // A variable that is set to nothing is not set; `.env` files are full of them.
  const given = names.flatMap((name) => (environment[name] ? [[name, environment[name]]] : []));
  const values = Default(ConfigSchema, convertIntegers(ConfigSchema, Object.fromEntries(given)));
  if (Check(ConfigSchema, values)) return values;
  const { field } = firstFault(ConfigSchema, Errors(ConfigSchema, values));
  throw new ConfigError(field ?? 'The environment', expectationOf(field));
}

function expectationOf(name: string | undefined): string {
  const properties: Record<string, object> = ConfigSchema.properties;
  const { expects } = (properties[name ?? ''] ?? {}) as { expects?: string };
  return expects ?? 'as .env.example says';
}

/** Nodes that share a store share people and links, too: each must know what another one signed. */
function readStore({ STORE, SESSION_SECRET }: Settings): StoreChoice {
  if (STORE === 'memory') return { kind: 'memory' };
  if (!list(STORE).every((url) => URL.canParse(url)))
    throw new ConfigError('STORE', expectationOf('STORE'));
  if (SESSION_SECRET === undefined) {
    throw new ConfigError(
      'SESSION_SECRET',
      'set, the same for all servers, while STORE is a Redis',
    );
  }
  return { kind: 'redis', url: STORE };
}

function list(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(',').map((part) => part.trim());
}

function originOf<Url extends string | undefined>(name: keyof Settings, url: Url): Url {
  if (url === undefined) return url;
  if (!URL.canParse(url)) throw new ConfigError(name, expectationOf(name));
  return new URL(url).origin as Url;
}

function readProxies(settings: Settings): string[] {
  const proxies = list(settings.TRUSTED_PROXIES);
  for (const proxy of proxies) {
    const [address = '', bits = '0'] = proxy.split('/');
    const isNetwork =
      isIP(address) !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= maxBits(address);
    if (!isNetwork) throw new ConfigError('TRUSTED_PROXIES', expectationOf('TRUSTED_PROXIES'));
  }
  return proxies;
}

function maxBits(address: string): number {
  return isIP(address) === 6 ? 128 : 32;
}

function readTurn({ TURN_URLS, TURN_SECRET, TURN_TTL_S }: Settings): Config['turn'] {
  if (TURN_URLS === undefined) {
    if (TURN_SECRET === undefined) return undefined;
    throw new ConfigError('TURN_URLS', 'set together with TURN_SECRET');
  }
  if (TURN_SECRET === undefined)
    throw new ConfigError('TURN_SECRET', 'set together with TURN_URLS');
  const urls = list(TURN_URLS);
  if (!urls.every(parseTurnUrl)) throw new ConfigError('TURN_URLS', expectationOf('TURN_URLS'));
  return { urls, secret: TURN_SECRET, ttlSeconds: TURN_TTL_S };
}

function readMetrics({ METRICS_HOST, METRICS_PORT }: Settings): Config['metrics'] {
  return METRICS_PORT === undefined ? undefined : { host: METRICS_HOST, port: METRICS_PORT };
}

function readTls({ TLS_CERT, TLS_KEY }: Settings, root: string): Config['tls'] {
  if (TLS_CERT === undefined && TLS_KEY === undefined) {
    const [cert, key] = [join(root, 'certs/cert.pem'), join(root, 'certs/key.pem')];
    const hasBoth = existsSync(cert) && existsSync(key);
    return hasBoth ? readPair({ cert, key }) : undefined;
  }
  if (TLS_CERT === undefined) throw new ConfigError('TLS_CERT', 'set together with TLS_KEY');
  if (TLS_KEY === undefined) throw new ConfigError('TLS_KEY', 'set together with TLS_CERT');
  return readPair({ cert: resolve(root, TLS_CERT), key: resolve(root, TLS_KEY) });
}

function readPair(paths: { cert: string; key: string }): Config['tls'] {
  const cert = readSetting('TLS_CERT', paths.cert);
  const key = readSetting('TLS_KEY', paths.key);
  try {
    createSecureContext({ cert, key });
  } catch {
    throw new ConfigError('TLS_CERT', 'a certificate (PEM) that belongs to the key of TLS_KEY');
  }
  return { cert, key };
}

function readSetting(name: keyof Settings, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new ConfigError(name, expectationOf(name));
  }
}

function dataDirOf({ DATA_DIR }: Settings, root: string): string {
  return resolve(root, DATA_DIR ?? '.data');
}

function readSecrets(settings: Settings, root: string): string[] {
  const { SESSION_SECRET } = settings;
  if (SESSION_SECRET !== undefined) return SESSION_SECRET.split(',');
  try {
    return [loadOrMakeSecret(dataDirOf(settings, root))];
  } catch {
    throw new ConfigError(
      'DATA_DIR',
      'a directory that can be written, with a sound session-secret',
    );
  }
}
