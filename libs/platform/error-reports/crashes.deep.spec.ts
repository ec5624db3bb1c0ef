// Real: the built API and worker in processes of their own, over PostgreSQL; HTTP over sockets of loopback. Faked: Sentry, by a
// server that decodes envelopes; the faults, by code that a signal runs in the process.
import { execFile } from 'node:child_process';
import { startApi } from '../../../test/support/built-process.js';
import { SentryReceiver } from '../../../test/support/sentry-receiver.js';
import { masterKey } from '../../../test/support/test-app.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';

let sentry: SentryReceiver;
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  sentry = await SentryReceiver.start();
});
afterEach(() => sentry.close());
afterAll(() => database.close());

/** An option of Node for a process in which SIGUSR2 runs this code. */
const onSignal = (code: string) =>
  `--import=data:text/javascript,${encodeURIComponent(`process.on('SIGUSR2', () => { ${code} })`)}`;

const start = (fault: string) =>
  startApi({
    ...sentry.env,
    DATABASE_URL: database.appUrl,
    PALIER_MASTER_KEY: masterKey,
    NODE_OPTIONS: onSignal(fault),
  });

/** Runs a worker that cannot start, to its end. */
function failedWorker(env: NodeJS.ProcessEnv): Promise<{ code: number; stderr: string }> {
  const { PATH, HOME } = process.env;
  return new Promise((resolve) => {
    execFile(process.execPath, ['dist/apps/worker/main.js'], { env: { PATH, HOME, ...env } }, (error, _, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stderr }),
    );
  });
}

it.each([
  ['an error that nobody caught', "throw new RangeError('to colibri@example.org')", 'RangeError'],
  ['a rejection that nobody handled', "Promise.reject(new TypeError('to colibri@example.org'))", 'TypeError'],
  ['a rejection with a text', "Promise.reject('to colibri@example.org')", 'UnhandledPromiseRejection'],
])('a process that ends by %s prints it, and reports it without its message', async (_, fault, type) => {
  const api = await start(fault);
  expect(await api.end('SIGUSR2')).toBe(1);
  expect(api.printed()).toContain('colibri@example.org');
  expect(sentry.events).toMatchObject([{ level: 'fatal', tags: {}, exception: { values: [{ type }] } }]);
  expect(sentry.raw.join()).not.toContain('colibri');
  expect(sentry.raw.join()).not.toContain(masterKey);
});

it('a process that fails while its end is reported reports the first failure alone', async () => {
  const api = await start("setImmediate(() => { throw new RangeError('b') }); throw new TypeError('a')");
  expect(await api.end('SIGUSR2')).toBe(1);
  expect(sentry.events).toMatchObject([{ exception: { values: [{ type: 'TypeError' }] } }]);
});

it('a process ends although the receiver hangs', async () => {
  sentry.answers = () => undefined;
  const api = await start("throw new RangeError('a')");
  expect(await api.end('SIGUSR2')).toBe(1);
  expect(sentry.events).toHaveLength(1);
  // It did not wait until the request was given up, which is logged.
  expect(api.printed()).not.toContain('was not sent');
});

it('a start that fails is reported by its code and title', async () => {
  expect((await failedWorker(sentry.env)).code).toBe(1);
  expect(sentry.events).toMatchObject([
    {
      level: 'fatal',
      tags: { code: 'database_url_missing' },
      exception: { values: [{ type: 'Problem', value: 'Database not set' }] },
    },
  ]);
});

it.each([
  ['without a key', 'https://sentry.example/42'],
  ['without a project', 'https://a@sentry.example/'],
  ['with a project by name', 'https://a@sentry.example/shop'],
  ['with a query', 'https://a@sentry.example/42?b=c'],
  ['that is no URL', 'sentry'],
  ['of another scheme', 'ftp://a@sentry.example/42'],
])('a DSN %s refuses the start, which says what is accepted', async (_, dsn) => {
  const { code, stderr } = await failedWorker({ SENTRY_DSN: dsn });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^SENTRY_DSN: ".+" is refused; it accepts the DSN of a project, as Sentry shows it: https:/m);
});

it('a DSN with a private address refuses the start, which names the setting that allows it', async () => {
  const { code, stderr } = await failedWorker({
    DATABASE_URL: database.appUrl,
    PALIER_MASTER_KEY: masterKey,
    METRICS_PORT: '0',
    SENTRY_DSN: 'https://thekey@10.0.0.1/42',
  });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^SENTRY_DSN names 10\.0\.0\.1, .* SENTRY_NETWORKS=/m);
  expect(stderr).not.toContain('thekey');
});
