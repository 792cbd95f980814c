import ts from 'typescript';

const NOT_RUN = new Set(['skip', 'todo', 'fixme', 'fails', 'fail']);

/**
 * The titles of the tests, and groups of them, in a file that are run; not of those that are skipped, left for later or
 * expected to fail. What runs only where something is there (`skipIf`, `skip(condition)`) counts as run.
 */
export function testTitles(path, text) {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const titles = [];
  const visit = (node) => {
    const test = ts.isCallExpression(node) ? testOf(node) : undefined;
    if (test && !test.isRun) return;
    if (test) titles.push(test.title);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return titles;
}

/**
 * What a call declares: `it('…')`, `describe.each(…)('…')`, `test.skip('…')`, under any name, for tests with fixtures of
 * their own have one: a title and what to do.
 */
function testOf({ expression, arguments: [title, ...rest] }) {
  const words = wordsOf(expression);
  if (!words || !title || !ts.isStringLiteralLike(title)) return undefined;
  if (!rest.some(ts.isFunctionLike)) return undefined;
  const [kind, ...modifiers] = words;
  const isPrefixed = /^x(it|test|describe)$/.test(kind);
  const isRun =
    !isPrefixed && !modifiers.some((word) => NOT_RUN.has(word)) && !rest.some(isGivenUp);
  return { title: title.text, isRun };
}

/** `describe.skip.each(…)` as words; undefined for what is no chain of names. */
function wordsOf(node) {
  if (ts.isIdentifier(node)) return [node.text];
  if (ts.isCallExpression(node) || ts.isTaggedTemplateExpression(node))
    return wordsOf(node.expression ?? node.tag);
  if (!ts.isPropertyAccessExpression(node)) return undefined;
  const words = wordsOf(node.expression);
  return words && [...words, node.name.text];
}

/** Options that say so, or a body that begins by giving up whatever there is. */
function isGivenUp(argument) {
  if (ts.isObjectLiteralExpression(argument)) {
    return argument.properties.some(
      ({ name, initializer }) =>
        name && NOT_RUN.has(name.getText()) && initializer?.kind === ts.SyntaxKind.TrueKeyword,
    );
  }
  if (!ts.isFunctionLike(argument) || !argument.body || !ts.isBlock(argument.body)) return false;
  return argument.body.statements.some(
    (statement) => ts.isExpressionStatement(statement) && isGivingUp(statement.expression),
  );
}

/** `test.skip()`, `test.fixme(true, …)`; with another condition it is up to what there is. */
function isGivingUp(node) {
  if (!ts.isCallExpression(node)) return false;
  const [, modifier] = wordsOf(node.expression) ?? [];
  const [condition] = node.arguments;
  const isAlways = !condition || condition.kind === ts.SyntaxKind.TrueKeyword;
  return NOT_RUN.has(modifier) && isAlways;
}
