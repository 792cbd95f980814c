import type { IncomingMessage } from 'node:http';
import helmet from '@fastify/helmet';
import type { App } from '../app-type.ts';
import type { Config } from '../config.ts';

/** What a page of ours may use of the device; all else is off, also for what somebody might get into the page. */
const PERMISSIONS = Object.entries({
  'camera microphone display-capture': '(self)',
  'autoplay fullscreen picture-in-picture screen-wake-lock speaker-selection': '(self)',
  'clipboard-read clipboard-write web-share': '(self)',
  'accelerometer bluetooth browsing-topics encrypted-media geolocation gyroscope hid': '()',
  'identity-credentials-get idle-detection local-fonts magnetometer midi otp-credentials': '()',
  'payment publickey-credentials-create publickey-credentials-get serial': '()',
  'storage-access sync-xhr usb xr-spatial-tracking': '()',
})
  .flatMap(([names, allowed]) => names.split(' ').map((name) => `${name}=${allowed}`))
  .join(', ');

/** Seconds for which a browser is to insist on https (RFC 6797): two years. */
const HSTS_SECONDS = 2 * 365 * 24 * 60 * 60;
/** What a Host header may hold to be repeated in a policy. */
const HOST = /^[A-Za-z0-9.\-_:[\]]+$/;

/**
 * Headers of every reply. The page runs our own files and nothing else, makes no HTML or script out of a text (Trusted
 * Types), is in nobody's frame and tells nobody where a visitor came from: the link is a key.
 */
export async function setHeaders(app: App, config: Config): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: directivesOf(config) },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: false,
  });
  app.addHook('onRequest', async (request, reply) => {
    // By it whoever asks for help can be found in the log.
    void reply.header('x-request-id', request.id);
    void reply.header('permissions-policy', PERMISSIONS);
    // Not for localhost: it would turn every other server of a developer to https, too.
    const isSecure = request.protocol === 'https' && request.hostname !== 'localhost';
    if (isSecure) void reply.header('strict-transport-security', `max-age=${HSTS_SECONDS}`);
    if (/^\/(api|healthz|readyz)\b/.test(request.url))
      void reply.header('cache-control', 'no-store');
  });
}

function directivesOf({ publicOrigin }: Config) {
  const self = "'self'";
  return {
    'default-src': ["'none'"],
    'script-src': [self],
    'style-src': [self],
    'img-src': [self, 'data:', 'blob:'],
    'media-src': [self, 'blob:'],
    'font-src': [self],
    'connect-src': [self, (request: IncomingMessage) => socketsOf(request, publicOrigin)],
    'worker-src': [self],
    'manifest-src': [self],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'object-src': ["'none'"],
    'frame-ancestors': ["'none'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['svelte-trusted-html', 'chat-script-urls'],
  };
}

/** Newer browsers take `'self'` for sockets too; older ones want them named. */
function socketsOf({ headers }: IncomingMessage, publicOrigin: string | undefined): string {
  if (publicOrigin !== undefined) return publicOrigin.replace(/^http/, 'ws');
  const { host = '' } = headers;
  return HOST.test(host) ? `ws://${host} wss://${host}` : "'self'";
}
