import { execFileSync, spawnSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../certs/make-certificates.sh', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

describe('certs/make-certificates.sh', () => {
  let folder;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'certs-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (...args) => spawnSync(script, ['--openssl', ...args, folder], { encoding: 'utf8' });
  const certificate = () => new X509Certificate(readFileSync(join(folder, 'cert.pem')));

  it('names this machine in every way that a browser may reach it', () => {
    expect(run()).toMatchObject({ status: 0, stderr: '' });
    const made = certificate();
    for (const name of ['localhost', hostname()]) expect(made.checkHost(name)).toBe(name);
    const addresses = Object.values(networkInterfaces())
      .flat()
      .map(({ address }) => address)
      .filter((address) => !address.startsWith('fe80:'));
    for (const address of ['127.0.0.1', '::1', ...addresses]) {
      expect(made.checkIP(address)).toBe(address);
    }
    expect(made.checkHost('example.org')).toBeUndefined();
  });

  it('makes a key that fits the certificate and that only its owner may read', () => {
    run();
    const key = createPrivateKey(readFileSync(join(folder, 'key.pem')));
    expect(certificate().checkPrivateKey(key)).toBe(true);
    expect(statSync(join(folder, 'key.pem')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual(['cert.pem', 'key.pem']);
  });

  it('is valid now, and for less than the 398 days that browsers accept', () => {
    run();
    const { validFrom, validTo } = certificate();
    const days = (new Date(validTo) - new Date(validFrom)) / 86_400_000;
    expect(days).toBeGreaterThan(300);
    expect(days).toBeLessThan(398);
    expect(new Date(validFrom).getTime()).toBeLessThanOrEqual(Date.now());
  });

  it('keeps what is there, and replaces it with --force', () => {
    writeFileSync(join(folder, 'key.pem'), 'mine');
    const refused = run();
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('--force');
    expect(readFileSync(join(folder, 'key.pem'), 'utf8')).toBe('mine');
    expect(run('--force').status).toBe(0);
    expect(certificate().checkHost('localhost')).toBe('localhost');
  });

  it('keys are ignored by git', () => {
    const ignored = execFileSync('git', ['check-ignore', 'certs/key.pem', 'certs/cert.pem'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(ignored.trim().split('\n')).toEqual(['certs/key.pem', 'certs/cert.pem']);
  });
});
