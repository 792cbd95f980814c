import { posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const WORKSPACE = fileURLToPath(new URL('../..', import.meta.url));

/** The path from the workspace's root, with forward slashes. */
export const inWorkspace = (path) => relative(WORKSPACE, path).replaceAll('\\', '/');

/**
 * A rule about imports. `forbids({ specifier, target, values, file })` says which are refused: `target` is the workspace
 * path of a relative import and undefined for a package, `values` the names that come over as more than types ('*' for
 * all of a module), `file` the workspace path of the importer.
 */
export function importRule(message, forbids) {
  return ruleOf(message, (context) => {
    const file = inWorkspace(context.filename);
    return importVisitors((node, values) => {
      const specifier = node.value;
      const target = specifier.startsWith('.')
        ? posix.join(posix.dirname(file), specifier)
        : undefined;
      if (forbids({ specifier, target, values, file })) context.report({ node, messageId: 'wall' });
    });
  });
}

/** Visits the source of every import, static, dynamic or in a type, with the values that come over. */
export function importVisitors(visit) {
  const declaration = (node) => node.source && visit(node.source, valuesOf(node));
  return {
    ImportDeclaration: declaration,
    ExportNamedDeclaration: declaration,
    ExportAllDeclaration: declaration,
    ImportExpression: ({ source }) => source.type === 'Literal' && visit(source, ['*']),
    TSImportType: ({ source }) => visit(source, []),
  };
}

const isType = (node) => (node.importKind ?? node.exportKind) === 'type';

function valuesOf(node) {
  if (isType(node)) return [];
  if (!node.specifiers?.length) return ['*'];
  return node.specifiers
    .filter((specifier) => !isType(specifier))
    .map((specifier) => specifier.imported?.name ?? specifier.local?.name ?? '*');
}

const ruleOf = (message, create) => ({
  meta: { type: 'problem', schema: [], messages: { wall: message } },
  create,
});

/** A rule about syntax, told by ESLint selectors. */
export function syntaxRule(message, ...selectors) {
  return ruleOf(message, (context) =>
    Object.fromEntries(
      selectors.map((selector) => [
        selector,
        (node) => context.report({ node, messageId: 'wall' }),
      ]),
    ),
  );
}

/** A rule against a global's use as a value, also by way of `globalThis`; its type stays free. */
export function globalRule(message, name) {
  return ruleOf(message, (context) => ({
    [`MemberExpression[object.name=/^(globalThis|window|self)$/][property.name='${name}']`](node) {
      context.report({ node, messageId: 'wall' });
    },
    'Program:exit'(program) {
      for (const identifier of globalReferences(context.sourceCode, program, name)) {
        context.report({ node: identifier, messageId: 'wall' });
      }
    },
  }));
}

function globalReferences({ scopeManager }, program, name) {
  return scopeManager.scopes
    .flatMap((scope) => scope.references)
    .filter(({ identifier, resolved }) => identifier.name === name && !resolved?.defs.length)
    .filter((reference) => reference.isValueReference !== false)
    .map((reference) => reference.identifier)
    .filter((identifier) => identifier.parent?.type !== 'TSTypeQuery');
}
