import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { CONFIG_FILES, TEST_FILES, wallConfigs } from './scripts/lint/walls.mjs';

const TYPED = ['apps/**/*.ts', 'libs/**/*.ts', '**/*.svelte'];

const sizeLimits = {
  'max-lines': ['error', 250],
  'max-lines-per-function': ['error', 50],
  'max-params': ['error', 3],
  'max-depth': ['error', 3],
  // A `switch` over a union is one decision, however many cases the union has.
  complexity: ['error', { max: 10, variant: 'modified' }],
};

const typedRules = {
  // A domain or store method is async by its interface, whether or not this one waits for anything.
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/no-confusing-void-expression': [
    'error',
    { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
  ],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  // Code points are what the interface counts in.
  '@typescript-eslint/no-misused-spread': [
    'error',
    { allow: [{ from: 'lib', name: 'string' }, 'string'] },
  ],
};

export default tseslint.config(
  {
    ignores: ['**/dist/', '**/reports/', '**/test-results/', '**/node_modules/', '.nx/'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ...svelte.configs.recommended,
  { rules: { ...sizeLimits, eqeqeq: 'error', 'no-console': 'error' } },
  {
    files: TYPED,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] },
    },
    rules: typedRules,
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: tseslint.parser },
    },
    rules: {
      'svelte/no-at-html-tags': 'error',
      // Of SvelteKit, which is not used here.
      'svelte/no-navigation-without-resolve': 'off',
      // A prop with `$bindable` and a rune that is set later must be `let`; svelte/prefer-const knows them.
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
    },
  },
  {
    // ESLint's TypeScript service sees another component as `any`; svelte-check knows its type.
    files: ['**/*.svelte'],
    rules: Object.fromEntries(
      ['argument', 'assignment', 'call', 'member-access', 'return'].map((use) => [
        `@typescript-eslint/no-unsafe-${use}`,
        'off',
      ]),
    ),
  },
  {
    files: TEST_FILES,
    rules: {
      'max-lines': ['error', 400],
      'max-lines-per-function': 'off',
      'max-params': 'off',
      // A Playwright fixture that needs no other takes `{}`.
      'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: [
      'scripts/**/*.mjs',
      'deploy/**/*.mjs',
      'apps/chaos/src/*.mjs',
      'apps/bench/src/**/*.mjs',
      ...CONFIG_FILES,
    ],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: {
      ...tseslint.configs.disableTypeChecked.languageOptions,
      globals: globals.node,
    },
  },
  {
    // Catalogues of words and checks written from schemas are tables: as long as what they list.
    files: ['apps/client/src/**/{text,words}/*.ts', 'libs/protocol/src/checks/*-checks.ts'],
    rules: { 'max-lines': 'off' },
  },
  { files: ['apps/client/public/sw.js'], languageOptions: { globals: globals.serviceworker } },
  {
    files: ['scripts/**/*.mjs', 'libs/sdk/examples/**', 'apps/bench/src/peers/*.mjs'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['scripts/tests/**'],
    rules: { 'max-lines': ['error', 400], 'max-lines-per-function': 'off' },
  },
  ...wallConfigs,
  prettier,
  ...svelte.configs.prettier,
);
