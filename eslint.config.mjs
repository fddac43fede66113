// What a machine can check of our rules. Layout is prettier's, imports between rooms are dependency-cruiser's.
import tseslint from 'typescript-eslint'

const pureRooms = ['domain', 'iam', 'control-plane', 'reconciler'].map((room) => `packages/${room}/**/*.ts`)
const tests = [
  '**/*.test.ts',
  '**/conformance/**/*.ts',
  '**/stories/**/*.ts',
  'packages/testkit/**/*.ts',
  'test/**/*.ts',
  'bench/**/*.ts',
]

const environmentOnlyInConfig = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'process.env is read in config.ts only; take the value as an argument.',
}
const timeIsAnArgument = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'Take a clock: this room does not know what time it is.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Take a clock: this room does not know what time it is.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Take a source of identities: this room makes nothing at random.',
  },
]

const fileNames = {
  rules: {
    'kebab-case': {
      meta: { type: 'suggestion', messages: { name: 'File names are kebab-case: {{name}}' } },
      create: (context) => ({
        Program(node) {
          const name = context.filename.split('/').pop() ?? ''
          if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)+$/.test(name) || /^(utils?|helpers?|common)\./.test(name)) {
            context.report({ node, messageId: 'name', data: { name } })
          }
        },
      }),
    },
  },
}

export default tseslint.config(
  { ignores: ['**/node_modules/', '**/dist/', '**/generated/', '**/*.generated.ts', '.weir*/', '.cache/', 'java/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { names: fileNames },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'names/kebab-case': 'error',
      'max-lines': ['error', { max: 300 }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // Our ports are records of functions: nothing in this code base reads `this`.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['apps/**/*.ts', 'packages/**/*.ts'],
    ignores: ['**/config.ts', ...tests],
    rules: { 'no-restricted-syntax': ['error', environmentOnlyInConfig], 'no-console': 'error' },
  },
  {
    files: pureRooms,
    ignores: tests,
    rules: {
      'no-restricted-syntax': ['error', environmentOnlyInConfig, ...timeIsAnArgument],
      'no-restricted-globals': [
        'error',
        ...[
          'setTimeout',
          'setInterval',
          'setImmediate',
          'queueMicrotask',
          'performance',
          'process',
          'crypto',
          'fetch',
          'Buffer',
        ].map((name) => ({ name, message: 'This room is pure: take it as an argument.' })),
      ],
    },
  },
  {
    files: tests,
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      // a double fulfils a port's promise without awaiting anything
      '@typescript-eslint/require-await': 'off',
      'max-lines': ['error', { max: 500 }],
    },
  },
  {
    // Answers of a black box are read as they come: their shape is what is tested.
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    extends: [tseslint.configs.strict],
    plugins: { names: fileNames },
    rules: {
      '@typescript-eslint/no-require-imports': 'off',
      'max-lines': ['error', { max: 300 }],
    },
  },
)
