// What the pages' own scripts are held to. Vendored files are left as they came.
import js from '@eslint/js';

const browser = Object.fromEntries([
  'AbortController', 'Blob', 'BroadcastChannel', 'Chart', 'DataTable', 'Event', 'FormData', 'HTMLDetailsElement', 'HTMLElement', 'HTMLInputElement', 'Intl', 'ResizeObserver', 'URL', 'URLSearchParams',
  'clearTimeout', 'console', 'document', 'fetch', 'getComputedStyle', 'history', 'HTMLButtonElement', 'HTMLCanvasElement', 'HTMLDialogElement', 'HTMLFormElement', 'HTMLSelectElement', 'location', 'matchMedia', 'navigator',
  'performance', 'requestAnimationFrame', 'setTimeout', 'structuredClone', 'window', 'client',
].map((name) => [name, 'readonly']));

const node = Object.fromEntries(
  ['Request', 'Response', 'URL', 'URLSearchParams', 'console', 'process', 'setImmediate', 'setTimeout'].map((name) => [name, 'readonly']),
);

const house = {
  'consistent-return': 'error',
  'eqeqeq': ['error', 'always'],
  'max-depth': ['error', 3],
  'max-lines': ['error', 300],
  'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'no-new-func': 'error',
  'no-restricted-properties': ['error',
    { property: 'innerHTML', message: 'Build elements; data must never become markup.' },
    { property: 'outerHTML', message: 'Build elements; data must never become markup.' },
    { property: 'insertAdjacentHTML', message: 'Build elements; data must never become markup.' },
  ],
  'no-shadow': 'error',
  'no-unused-vars': 'error',
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
  'quotes': ['error', 'single', { avoidEscape: true }],
  'semi': ['error', 'always'],
};

export default [
  { ignores: ['.venv/**', 'node_modules/**', 'static/vendor/**', 'service_center/**', 'var/**', '**/*.d.ts'] },
  js.configs.recommended,
  { files: ['static/**/*.js'], languageOptions: { ecmaVersion: 2022, sourceType: 'module', globals: browser }, rules: house },
  { files: ['eslint.config.js'], languageOptions: { ecmaVersion: 2022, sourceType: 'module' } },
  { files: ['tests/**/*.mjs'], languageOptions: { ecmaVersion: 2024, sourceType: 'module', globals: node } },
];
