const { existsSync, globSync, readFileSync } = require('node:fs');
const { delimiter, join } = require('node:path');
const {
  maxWorkers,
  randomize,
  showSeed,
  testTimeout,
  workerIdleMemoryLimit,
  testSequencer,
  testPathIgnorePatterns: _,
  ...each
} = require('./jest.config.cjs');

/** Suites that must pass with a pooler as without; each matches a file. */
const pooled = [
  // Statements are sent as a batch only where they are prepared, and behind this pooler none is.
  'libs/platform/database/transaction/!(batch).int.spec.ts',
  'libs/platform/database/listen/*.int.spec.ts',
  'libs/platform/audit/**/*.int.spec.ts',
  'libs/platform/events/**/*.int.spec.ts',
  'libs/platform/idempotency/*.int.spec.ts',
  'libs/platform/outbox/**/*.int.spec.ts',
  // COPY, and what follows it in the same message.
  'libs/analytics/ingest/ingest.int.spec.ts',
  'test/e2e/{cache-invalidation,isolation,pipeline,stores}.int.spec.ts',
];
for (const suite of pooled) {
  if (globSync(suite, { cwd: __dirname }).length === 0) throw new Error(`No spec file matches ${suite}.`);
}

/** Suites with properties that `npm test` tries less often, and a deep property that the other runs try less often, too. */
const properties = globSync('{apps,libs,test}/**/{!(*.deep),*.property.deep}.spec.ts', { cwd: __dirname }).filter(
  (file) => readFileSync(join(__dirname, file), 'utf8').includes('/property-runs.js'),
);

const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
const hasPgBouncer = folders.some((folder) => existsSync(join(folder, 'pgbouncer')));
if (!hasPgBouncer)
  process.stderr.write('Skipped, because pgbouncer is missing: the suites of the database through PgBouncer.\n');

/** Proofs that take long by their nature, properties tried more often, and the suites of the database once more through PgBouncer. */
module.exports = {
  ...{ maxWorkers, randomize, showSeed, testTimeout, workerIdleMemoryLimit, testSequencer },
  projects: [
    { ...each, displayName: 'deep', testMatch: ['**/*.deep.spec.ts'] },
    {
      ...each,
      displayName: 'more runs',
      testMatch: properties.map((suite) => `<rootDir>/${suite}`),
      testEnvironmentOptions: { env: { TEST_PROPERTY_FACTOR: '4' } },
    },
    {
      ...each,
      displayName: 'through PgBouncer',
      testMatch: pooled.map((suite) => `<rootDir>/${suite}`),
      testEnvironmentOptions: { env: { TEST_THROUGH: 'pgbouncer' } },
    },
  ].slice(0, hasPgBouncer || process.env.REQUIRE_SERVERS ? 3 : 2),
};
