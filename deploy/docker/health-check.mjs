// The health check of the image: whether the server of this container lives. Not /readyz: whoever restarts containers by
// their health would restart all of them while Redis or a TURN server is away, and mend nothing.
import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';

const { PORT = '3000', TLS_CERT } = process.env;
const request = TLS_CERT ? overHttps : overHttp;
// To itself: the certificate is for the name that people use.
const options = { host: '127.0.0.1', port: PORT, path: '/healthz', rejectUnauthorized: false };

const asked = request({ ...options, timeout: 3_000 }, (reply) => {
  process.exitCode = reply.statusCode === 200 ? 0 : 1;
  reply.resume();
});
asked.on('timeout', () => asked.destroy(new Error('no answer in 3 s')));
asked.on('error', ({ message }) => {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
});
asked.end();
