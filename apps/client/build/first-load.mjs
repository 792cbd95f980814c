import { Buffer } from 'node:buffer';
import { statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Holds what a room's link loads first, scripts and styles as they are sent with Brotli, to a number of bytes: prints the
 * table of all chunks and fails the build that is over it; `Infinity` fails none. Comes after compressedFiles(), whose files it weighs.
 */
export function firstLoadBudget(bytes) {
  return {
    name: 'first-load-budget',
    apply: 'build',
    writeBundle: {
      sequential: true,
      order: 'post',
      handler({ dir }, bundle) {
        const rows = weigh(bundle, dir);
        const total = rows.filter(({ first }) => first).reduce((sum, { sent }) => sum + sent, 0);
        const bound = Number.isFinite(bytes) ? ` of ${bytes}` : '';
        this.info(`\n${tableOf(rows)}\nfirst load: ${total}${bound} bytes`);
        if (total > bytes) {
          this.error(
            'The first load is over its budget: load on demand what is not needed at once.',
          );
        }
      },
    },
  };
}

function weigh(bundle, dir) {
  const first = firstFiles(bundle);
  return Object.values(bundle)
    .filter(({ fileName }) => /\.(js|css)$/.test(fileName))
    .map(({ fileName, code, source }) => {
      const sent = statSync(join(dir, `${fileName}.br`)).size;
      const raw = Buffer.byteLength(code ?? source);
      return { name: fileName, first: first.has(fileName), raw, sent };
    })
    .sort((one, other) => Number(other.first) - Number(one.first) || other.sent - one.sent);
}

/** Parts of the page that one goes on with when the network is gone: the service worker keeps what index.html names. */
const KEPT =
  /^assets\/(home-part|NamePage|NameForm|RoomList|RoomsSheet|People|Invite|CopyByHand|Outside|CallElsewhere|FailedChanges|list-part|MishapNotice)-.*\.(js|css)$/;

/** The list of all that is loaded on demand, for the service worker. */
const LIST = /^assets\/parts-.*\.json$/;

/** Names of emoji in one language are of no use in the others, and large: each is fetched, and kept, once it is asked for. */
const ASKED_FOR = /^assets\/emoji-names-/;

/**
 * Names in index.html, without loading them, the parts that the service worker is to keep beside the first load; and a list
 * of the others, which it fetches when nobody waits for anything.
 */
export function keptParts() {
  return {
    name: 'kept-parts',
    generateBundle: {
      order: 'pre',
      handler(_, bundle) {
        // The entry is in index.html, or becomes a part of what is.
        const names = Object.keys(bundle).filter(
          (name) => /\.(js|css)$/.test(name) && !bundle[name].isEntry && !ASKED_FOR.test(name),
        );
        const source = JSON.stringify(names.map((name) => `/${name}`));
        this.emitFile({ type: 'asset', name: 'parts.json', source });
      },
    },
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) =>
        keptFiles(html, bundle).map((name) => ({
          tag: 'link',
          attrs: { rel: 'part', href: `/${name}` },
          injectTo: 'head',
        })),
    },
  };
}

/** But for what is loaded first: the page names it already. */
function keptFiles(html, bundle) {
  const names = Object.keys(bundle).filter((name) => KEPT.test(name) || LIST.test(name));
  return [...withImports(names, bundle)].filter((name) => !html.includes(`/${name}"`));
}

/** The entry, all that it imports without waiting, and their styles: what index.html names. */
function firstFiles(bundle) {
  const html = String(bundle['index.html'].source).replaceAll(/<link rel="part"[^>]*>/g, '');
  return withImports(
    Object.keys(bundle).filter((name) => html.includes(`/${name}"`)),
    bundle,
  );
}

/** Files with all that they import without waiting, and the styles of it. */
function withImports(names, bundle) {
  const files = new Set(names);
  for (const name of files) {
    const { imports = [], viteMetadata } = bundle[name];
    for (const next of [...imports, ...(viteMetadata?.importedCss ?? [])]) files.add(next);
  }
  return files;
}

function tableOf(rows) {
  const line = (...cells) =>
    cells
      .map((cell, at) => (at < 2 ? String(cell).padEnd(at ? 42 : 11) : String(cell).padStart(8)))
      .join(' ');
  return [
    line('when', 'chunk', 'bytes', 'brotli'),
    ...rows.map(({ first, name, raw, sent }) =>
      line(first ? 'first load' : 'on demand', name, raw, sent),
    ),
  ].join('\n');
}
