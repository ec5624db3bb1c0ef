// Real: the built API and worker in processes of their own, over PostgreSQL; HTTP over sockets of loopback. Faked: Sentry, by a
// server that decodes envelopes; the faults, by code that a signal runs in the process, and by a hook that refuses a module.
import { execFile } from 'node:child_process';
import { startApi } from '../../../test/support/built-process.js';
import { SentryReceiver } from '../../../test/support/sentry-receiver.js';
import { masterKey } from '../../../test/support/test-app.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { until } from '../../../test/support/until.js';

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

const importing = (code: string) => `--import=data:text/javascript,${encodeURIComponent(code)}`;

/** An API in which SIGUSR2 runs this code. */
const start = (fault: string) =>
  startApi({
    ...sentry.env,
    DATABASE_URL: database.appUrl,
    PALIER_MASTER_KEY: masterKey,
    NODE_OPTIONS: importing(`import fs from 'node:fs'; process.on('SIGUSR2', () => { ${fault} })`),
  });

const unreadable = `Object.defineProperties(new RangeError('a'), {
  stack: { get() { throw new Error('b') } },
  [Symbol.for('nodejs.util.inspect.custom')]: { get() { throw new Error('c') } },
})`;

it.each([
  ['an object without a prototype', 'throw Object.create(null)', 'Object: null prototype', 'a thrown object'],
  ['an error that cannot be read', `throw ${unreadable}`, 'it cannot be read', 'Error'],
])('a process that ends by %s ends, and reports it', async (_, fault, printed, type) => {
  const api = await start(fault);
  expect(await api.end('SIGUSR2')).toBe(1);
  expect(api.printed()).toContain(printed);
  expect(sentry.events).toMatchObject([
    { level: 'fatal', exception: { values: [{ type, mechanism: { handled: false } }] } },
  ]);
});

it('a process that can open no more files ends by an error that nobody caught, and prints it', async () => {
  const api = await start("try { for (;;) fs.openSync('/dev/null') } catch {} throw new RangeError('colibri')");
  expect(await api.end('SIGUSR2')).toBe(1);
  expect(api.printed()).toContain('RangeError: colibri');
});

it('an error that nobody caught is printed with its causes, codes and those that it gathers', async () => {
  const api = await start(`const cause = Object.assign(new Error('the cause'), { code: 'EPIPE', errno: -32 });
    throw new AggregateError([new TypeError('the gathered')], 'all failed', { cause })`);
  expect(await api.end('SIGUSR2')).toBe(1);
  for (const text of ['all failed', 'the cause', "code: 'EPIPE'", 'errno: -32', 'the gathered'])
    expect(api.printed()).toContain(text);
});

it('what fails while the end is reported is printed, too', async () => {
  sentry.answers = () => undefined;
  const api = await start(
    "setImmediate(() => { throw new RangeError('the second') }); throw new TypeError('the first')",
  );
  expect(await api.end('SIGUSR2')).toBe(1);
  expect(api.printed()).toMatch(/TypeError: the first.*RangeError: the second/s);
});

it('SIGTERM while a crash is reported leaves the exit code of a failure, and the report', async () => {
  let answer = () => {};
  sentry.answers = (response) => {
    answer = () => response.end('{}');
  };
  const api = await start("throw new RangeError('a')");
  api.signal('SIGUSR2');
  await until(() => sentry.events.length > 0);
  const code = api.end('SIGTERM');
  answer();
  expect(await code).toBe(1);
  expect(sentry.events).toMatchObject([{ level: 'fatal', exception: { values: [{ type: 'RangeError' }] } }]);
});

it.each([
  ['with a Sentry', (env: NodeJS.ProcessEnv) => env],
  ['without one', () => ({})],
])('a start whose failure cannot be explained, for want of a module, ends and prints it, %s', async (_, env) => {
  const refuse = `import { registerHooks } from 'node:module';
    registerHooks({
      load(url, context, next) {
        const loaded = next(url, context);
        if (/^export {\\s+explain\\s+};/m.test(String(loaded.source))) throw new Error('too many open files');
        return loaded;
      },
    });`;
  const { PATH, HOME } = process.env;
  const worker = { PATH, HOME, NODE_OPTIONS: importing(refuse), ...env(sentry.env) };
  const ended = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
    execFile(process.execPath, ['dist/apps/worker/main.js'], { env: worker }, (error, _out, stderr) =>
      resolve({ code: error?.code, stderr }),
    );
  });
  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain('too many open files');
});
