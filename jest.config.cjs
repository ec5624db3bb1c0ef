const { availableParallelism } = require('node:os');

const decorators = {
  legacyDecorator: true,
  decoratorMetadata: true,
};
const commonjs = (parser) => [
  '@swc/jest',
  {
    swcrc: false,
    jsc: { parser, target: 'es2023', transform: decorators, keepClassNames: true },
    module: { type: 'commonjs' },
  },
];

/** Everything runs as CommonJS: Jest's ESM mode fails on packages that require() Nest in a cycle. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/migrations', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  globalSetup: '<rootDir>/test/support/start-postgres.mjs',
  globalTeardown: '<rootDir>/test/support/stop-postgres.mjs',
  setupFiles: ['reflect-metadata'],
  // No test may lean on another; `--seed` repeats an order.
  randomize: true,
  showSeed: true,
  // The only limit of a test: one that hangs reaches it, one on a busy machine does not. In milliseconds.
  testTimeout: 600_000,
  // One more than there are processors, for suites that wait for servers and clocks; more would only make tests wait for each
  // other. More than eight would use up the connections of PostgreSQL.
  maxWorkers: Math.min(8, availableParallelism() + 1),
  // Modules of files that have ended stay in memory: a worker begins anew before collecting them takes its time.
  workerIdleMemoryLimit: '1GB',
  transform: {
    '^.+\\.ts$': commonjs({ syntax: 'typescript', decorators: true }),
    '^.+\\.[cm]?js$': commonjs({ syntax: 'ecmascript' }),
  },
  transformIgnorePatterns: [
    '/node_modules/(?!(@nestjs|@opentelemetry|@keyv|keyv|cache-manager|@cacheable|hookified|commander|cookie|jose|file-type|strtok3|token-types|uint8array-extras|@borewit|@tokenizer|htmlparser2|domhandler|domutils|dom-serializer|domelementtype|entities)/)',
  ],
  moduleNameMapper: {
    // Not `#platform` itself, which is OpenTelemetry's.
    '^#(?!platform$)(.*)$': '<rootDir>/libs/$1/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};
