import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const COMPRESSED = /\.(js|css|html|svg|json|webmanifest)$/;
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
const GZIP = { level: constants.Z_BEST_COMPRESSION };

const [brotli, gzipped] = [promisify(brotliCompress), promisify(gzip)];

/**
 * Puts beside each text file of the build what the server sends in its place: as Brotli (.br), and as gzip (.gz) for
 * browsers without TLS, to which Brotli is not offered.
 */
export function compressedFiles() {
  return {
    name: 'compressed-files',
    apply: 'build',
    async writeBundle({ dir }) {
      const names = readdirSync(dir, { recursive: true }).filter((name) => COMPRESSED.test(name));
      await Promise.all(names.map((name) => compress(join(dir, name))));
    },
  };
}

async function compress(path) {
  const content = readFileSync(path);
  await Promise.all([
    brotli(content, BROTLI).then((bytes) => writeFile(`${path}.br`, bytes)),
    gzipped(content, GZIP).then((bytes) => writeFile(`${path}.gz`, bytes)),
  ]);
}
