import type { AsyncApiDocument, AsyncMessage, JsonSchema } from './document.ts';

/** The page's whole style; its policy allows this text and nothing else. */
export const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-inline-size: 60rem; margin: 0 auto; padding: 1rem; }
table { border-collapse: collapse; inline-size: 100%; margin-block: 0.5rem 1.5rem; }
th, td { border-block-end: 1px solid #8886; padding: 0.25rem 0.75rem 0.25rem 0; text-align: start; vertical-align: top; }
th:first-child { inline-size: 12rem; }
code { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
nav ul { columns: 14rem; padding: 0; list-style: none; }
.table { overflow-x: auto; }
h3 { margin-block-end: 0; }
`;

/** The document as a page to read: no script, nothing from elsewhere. */
export function asyncApiPage(document: AsyncApiDocument): string {
  const { info, components, servers } = document;
  const all = Object.entries(components.messages);
  const of = (side: string) => all.filter(([key]) => key.startsWith(`${side}.`));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Chat: the WebSocket</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>The WebSocket, version ${text(info.version)}</h1>
<p>${prose(info.description)}</p>
<p>Address here: <code>${text(`${servers.this.protocol}://${servers.this.host}/ws`)}</code>. The same as
<a href="/api/asyncapi.json">AsyncAPI 3</a>; the routes are in <a href="/api/docs">another page</a>.</p>
<nav aria-label="Contents">
<h2>Contents</h2>
<ul>${all.map(([key, { name }]) => `<li><a href="#${text(key)}">${text(key.split('.')[0] ?? '')}: ${text(name)}</a></li>`).join('')}
<li><a href="#schemas">Shapes</a></li><li><a href="#errors">Refusals</a></li><li><a href="#codes">Close codes</a></li></ul>
</nav>
<h2>What a client says</h2>
${of('client').map(messageSection).join('\n')}
<h2>What the server says</h2>
${of('server').map(messageSection).join('\n')}
<h2 id="schemas">Shapes</h2>
${Object.entries(components.schemas).map(schemaSection).join('\n')}
${tableSection('errors', 'Refusals', document['x-errors'])}
${tableSection('codes', 'Close codes', document['x-close-codes'])}
</main>
</body>
</html>
`;
}

function messageSection([key, { name, summary, payload }]: [string, AsyncMessage]): string {
  const head = `<h3 id="${text(key)}"><code>${text(name)}</code></h3><p>${prose(summary)}</p>`;
  return `<section>${head}${shapeOf(payload)}</section>`;
}

function schemaSection([name, schema]: [string, JsonSchema]): string {
  return `<section><h3 id="schema-${text(name)}">${text(name)}</h3>${shapeOf(schema)}</section>`;
}

/** An object as a table of its fields, anything else in one line. */
function shapeOf(schema: JsonSchema): string {
  if (!schema.properties) return `<p>${typeOf(schema)}</p>`;
  const rows = Object.entries(schema.properties).map(([name, field]) => {
    const isOptional = !schema.required?.includes(name);
    return [`<code>${text(name)}</code>${isOptional ? ', if there is one' : ''}`, typeOf(field)];
  });
  return table(['field', 'what it is'], rows);
}

function typeOf(schema: JsonSchema): string {
  const { $ref, anyOf, items, properties, required } = schema;
  if ($ref !== undefined) return link($ref);
  if (anyOf) return anyOf.map(typeOf).join(' or ');
  if ('const' in schema) return literal(schema.const);
  if (schema.enum) return schema.enum.map(literal).join(', ');
  if (items) return `list of ${typeOf(items)}`;
  if (!properties) return scalar(schema);
  const fields = Object.entries(properties).map(
    ([name, field]) =>
      `<code>${text(name)}</code>${required?.includes(name) ? '' : '?'}: ${typeOf(field)}`,
  );
  return `{ ${fields.join('; ')} }`;
}

function scalar({ type = 'anything', pattern, ...bounds }: JsonSchema): string {
  const between = (low?: number, high?: number) =>
    low === undefined && high === undefined ? '' : ` from ${low ?? '…'} to ${high ?? '…'}`;
  const length = between(bounds.minLength, bounds.maxLength);
  const size = between(bounds.minimum, bounds.maximum);
  const form = pattern === undefined ? '' : `, as <code>${text(pattern)}</code>`;
  return `${text(type)}${size}${length && `${length} characters`}${form}`;
}

function tableSection(id: string, title: string, rows: Record<string, unknown>[]): string {
  const names = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => names.map((name) => prose(String(row[name]))));
  return `<h2 id="${id}">${title}</h2>${table(names, cells)}`;
}

function table(head: string[], rows: string[][]): string {
  const top = head.map((cell) => `<th scope="col">${text(cell)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
  return `<div class="table"><table><thead><tr>${top}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

function link(ref: string): string {
  const name = ref.split('/').at(-1) ?? '';
  return `<a href="#schema-${text(name)}">${text(name)}</a>`;
}

function literal(value: unknown): string {
  return `<code>${text(JSON.stringify(value))}</code>`;
}

/** Text with `code` in it. */
function prose(written: string): string {
  return text(written).replace(/`([^`]+)`/g, '<code>$1</code>');
}

function text(written: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return written.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
