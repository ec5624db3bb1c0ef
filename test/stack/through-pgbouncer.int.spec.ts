/** Real: PgBouncer in transaction mode, PostgreSQL, row level security, the suites run again by Jest. Faked: nothing. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { needs } from './servers.js';

/** The suites that must pass with a pooler as without. */
const suites = [
  // Statements are sent as a batch only where they are prepared, and behind this pooler none is.
  'libs/platform/database/transaction/(?!batch)',
  'libs/platform/database/listen/notifications',
  'libs/platform/(audit|events|idempotency|outbox)/.*\\.int\\.spec',
  'libs/platform/idempotency/',
  'test/e2e/(cache-invalidation|isolation|pipeline|stores)',
];
const PATIENCE_MS = 240_000;

needs('pgbouncer')('the suites of the database', () => {
  it(
    'hold through PgBouncer in transaction mode with a pool of 5',
    async () => {
      const report = await jestThroughPgBouncer();
      expect(report.testResults.filter(({ status }) => status !== 'passed').map(({ message }) => message)).toEqual([]);
      expect(report.numPassedTests).toBeGreaterThan(80);
    },
    PATIENCE_MS,
  );
});

/** The part of Jest's report that is used here. */
interface Report {
  numPassedTests: number;
  /** One per file. */
  testResults: { status: string; message: string }[];
}

async function jestThroughPgBouncer(): Promise<Report> {
  // The server that this run already has; a second one would only take memory.
  const { globalSetup: _, globalTeardown: __, ...config } = jest.requireActual('../../jest.config.cjs');
  const child = spawn(
    process.execPath,
    [
      ...process.execArgv,
      'node_modules/jest/bin/jest.js',
      '--runInBand',
      '--json',
      '--config',
      JSON.stringify(config),
      ...suites,
    ],
    {
      cwd: join(__dirname, '..', '..'),
      env: { ...process.env, TEST_THROUGH: 'pgbouncer' },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: PATIENCE_MS,
      killSignal: 'SIGKILL',
    },
  );
  const [report, said] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  if (!report) throw new Error(`Jest gave no report:\n${said}`);
  return JSON.parse(report);
}
