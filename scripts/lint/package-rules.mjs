import { importRule } from './rule-makers.mjs';

/** `svelte` means that package with all its paths, `@fastify/*` every package of the scope. */
const isOneOf = (specifier, packages) =>
  packages.some((name) =>
    name.endsWith('*')
      ? specifier.startsWith(name.slice(0, -1))
      : specifier === name || specifier.startsWith(`${name}/`),
  );

/** A rule that lets these packages in and no others. */
export const onlyPackages = (message, ...packages) =>
  importRule(message, ({ specifier, target }) => !target && !isOneOf(specifier, packages));

/** A rule that keeps these packages out. */
export const notPackages = (message, ...packages) =>
  importRule(message, ({ specifier, target }) => !target && isOneOf(specifier, packages));

/** A rule that takes types from these packages, and of their values the free ones alone. */
export const onlyTypesOf = (message, packages, ...freeValues) =>
  importRule(
    message,
    ({ specifier, values }) =>
      isOneOf(specifier, packages) && values.some((name) => !freeValues.includes(name)),
  );
