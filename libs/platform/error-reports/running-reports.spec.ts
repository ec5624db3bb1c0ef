// Real: HTTP over sockets of loopback. Faked: Sentry, by a server that decodes envelopes; the clock of the limit.
import { Settings } from '#platform/config';
import { Outbound, SystemNetwork } from '#platform/outbound';
import { reportFailure } from '#platform/telemetry';
import { SentryReceiver } from '../../../test/support/sentry-receiver.js';
import { reportCrash } from './report-crash.js';
import { SentryReports } from './sentry-reports.js';

let sentry: SentryReceiver;
let outbound: Outbound;
let reports: SentryReports;
const reportsTo = (settings: Partial<Settings>) => {
  const all = Object.assign(new Settings(), settings);
  outbound = new Outbound(new SystemNetwork(), all);
  return new SentryReports(all, outbound, () => 0);
};
beforeEach(async () => {
  sentry = await SentryReceiver.start();
  reports = reportsTo(sentry.settings);
  reports.onModuleInit();
});
afterEach(async () => {
  await reports.beforeApplicationShutdown();
  await outbound.onApplicationShutdown();
  await sentry.close();
});

const fail = (error: unknown) => reportFailure({ error, level: 'error', route: 'GET /a' });

it('a storm reads only the errors that are sent, and none before the answers', async () => {
  let reads = 0;
  const error = new Error('a');
  Object.defineProperty(error, 'stack', {
    get: () => {
      reads += 1;
      return 'Error: a';
    },
  });
  fail(error);
  expect(reads).toBe(0);
  await reports.flush();
  const once = reads;
  for (let i = 1; i < 1000; i += 1) fail(error);
  await reports.flush();
  expect(once).toBeGreaterThan(0);
  expect(reads).toBe(10 * once);
  expect(sentry.events).toHaveLength(10);
});

it('what failed just before the end of the process arrives before that ends', async () => {
  fail(new Error('a'));
  expect(sentry.events).toEqual([]);
  await reports.beforeApplicationShutdown();
  expect(sentry.events).toHaveLength(1);
  fail(new Error('b'));
  await reports.flush();
  expect(sentry.events).toHaveLength(1);
});

it('a crash is sent before what waits, as one of the ten of a minute', async () => {
  fail(new TypeError('a'));
  fail(new TypeError('b'));
  await reportCrash(sentry.env, new RangeError('c'));
  expect(sentry.events.map(({ level }) => level)).toEqual(['fatal', 'error', 'error']);
  for (let i = 3; i < 10; i += 1) fail(new Error('d'));
  await reportCrash(sentry.env, new RangeError('e'));
  expect(sentry.events).toHaveLength(10);
});

it('a crash while the receiver wants a pause is not sent', async () => {
  sentry.answers = (response) => void response.writeHead(429).end();
  fail(new Error('a'));
  await reports.flush();
  await reportCrash(sentry.env, new RangeError('b'));
  expect(sentry.events).toHaveLength(1);
});

it('a crash before or after the application is sent all the same', async () => {
  await reports.beforeApplicationShutdown();
  await reportCrash(sentry.env, new RangeError('a'));
  expect(sentry.events).toMatchObject([
    { level: 'fatal', exception: { values: [{ mechanism: { type: 'generic', handled: false } }] } },
  ]);
});

it('an error that cannot be read is sent with its route and code', async () => {
  const error = Object.defineProperty(new Error('a'), 'cause', {
    get: () => {
      throw new Error('b');
    },
  });
  reportFailure({ error, level: 'error', route: 'GET /a', code: 'internal_error' });
  expect(await sentry.after(0)).toMatchObject({
    tags: { route: 'GET /a', code: 'internal_error' },
    exception: { values: [{ type: 'Error' }] },
  });
});

it('a Sentry is reached at an address that SENTRY_NETWORKS names alone', async () => {
  await reports.beforeApplicationShutdown();
  await outbound.onApplicationShutdown();
  reports = reportsTo({ ...sentry.settings, sentryNetworks: ['127.0.0.1'] });
  reports.take({ error: new Error('a'), level: 'error' });
  await reports.flush();
  expect(sentry.events).toHaveLength(1);
});
