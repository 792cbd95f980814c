import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Makes `cert.pem` and `key.pem` for localhost in a directory, signed by nobody, for a day. */
export function makeCertificate(directory: string): { cert: Buffer; key: Buffer } {
  const [cert, key] = [join(directory, 'cert.pem'), join(directory, 'key.pem')];
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const subject = ['-subj', '/CN=localhost', '-days', '1'];
  const files = ['-keyout', key, '-out', cert];
  execFileSync('openssl', ['req', '-x509', ...newKey, ...subject, ...files], { stdio: 'ignore' });
  return { cert: readFileSync(cert), key: readFileSync(key) };
}
