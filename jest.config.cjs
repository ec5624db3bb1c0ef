const { availableParallelism } = require('node:os');

/** Everything runs as CommonJS: Jest's ESM mode fails on packages that require() Nest in a cycle. */
const compiler = {
  swcrc: false,
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    target: 'es2023',
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
  module: { type: 'commonjs' },
};

module.exports = {
  // Modules are loaded once a worker, not once a file: test/runner/README.md.
  runtime: '<rootDir>/test/runner/runtime.cjs',
  testEnvironment: '<rootDir>/test/runner/environment.cjs',
  testSequencer: '<rootDir>/test/runner/sequencer.cjs',
  transform: { '^.+\\.ts$': ['@swc/jest', compiler] },
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/migrations', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  // What takes long by its nature: jest.deep.config.cjs.
  testPathIgnorePatterns: ['\\.deep\\.spec\\.ts$'],
  globalSetup: '<rootDir>/test/support/start-postgres.mjs',
  globalTeardown: '<rootDir>/test/support/stop-postgres.mjs',
  setupFiles: ['reflect-metadata'],
  // No test may lean on another; `--seed` repeats an order.
  randomize: true,
  showSeed: true,
  // The only limit of a test: one that hangs reaches it, one on a busy machine does not. In milliseconds.
  testTimeout: 600_000,
  // Two more than there are processors, for suites that wait for servers and clocks; more would only make tests wait for each
  // other. More than eight would use up the connections of PostgreSQL.
  maxWorkers: Math.min(8, availableParallelism() + 2),
  // A worker begins anew before collecting what the tests before left takes its time.
  workerIdleMemoryLimit: '1GB',
};
