// Real: HTTP over sockets of loopback, the metric. Faked: Sentry, by a server that answers as a test says; the clock of the limit.
import { Logger } from '@nestjs/common';
import { Settings } from '#platform/config';
import { Outbound, SystemNetwork } from '#platform/outbound';
import { type Failure, readMetric, reportFailure } from '#platform/telemetry';
import { SentryReceiver } from '../../../test/support/sentry-receiver.js';
import { SentryReports } from './sentry-reports.js';

let sentry: SentryReceiver;
let outbound: Outbound;
let reports: SentryReports;
let now = 0;
let warned: jest.SpyInstance<void, unknown[]>;
beforeEach(async () => {
  warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
  sentry = await SentryReceiver.start();
  const settings = Object.assign(new Settings(), sentry.settings);
  outbound = new Outbound(new SystemNetwork(), settings);
  now = 0;
  reports = new SentryReports(settings, outbound, () => now);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await outbound.onApplicationShutdown();
  await sentry.close();
});

const failure: Failure = { error: new Error('a'), level: 'error', route: 'GET /a' };
async function take(failures: number): Promise<void> {
  for (let i = 0; i < failures; i += 1) reports.take(failure);
  await reports.flush();
}

async function counted(): Promise<Record<string, number>> {
  const values = await readMetric('palier_sentry_events_total');
  return Object.fromEntries(values.map(({ labels, value }) => [labels.result, value]));
}

const answering = (status: number, headers = {}) => {
  sentry.answers = (response) => void response.writeHead(status, headers).end();
};

it('every failure is counted once, as sent, dropped or failed, and each of these from the start', async () => {
  expect(await counted()).toEqual({ sent: 0, dropped: 0, failed: 0 });
  await take(12);
  expect(await counted()).toEqual({ sent: 10, dropped: 2, failed: 0 });
  now = 60_000;
  answering(500);
  await take(3);
  expect(await counted()).toEqual({ sent: 10, dropped: 2, failed: 3 });
  answering(429);
  await take(3);
  expect(await counted()).toEqual({ sent: 10, dropped: 5, failed: 3 });
});

it('an event that arrives with a limit for the next ones counts as sent', async () => {
  answering(200, { 'x-sentry-rate-limits': '60::organization' });
  await take(1);
  expect(await counted()).toEqual({ sent: 1, dropped: 0, failed: 0 });
});

it('failures during a pause that the receiver asked for use nothing of the limit of the minute', async () => {
  answering(429, { 'retry-after': '7' });
  await take(1);
  sentry.takesAgain();
  now = 1000;
  await take(10);
  expect(await counted()).toEqual({ sent: 0, dropped: 11, failed: 0 });
  now = 7000;
  await take(9);
  expect(await counted()).toEqual({ sent: 9, dropped: 11, failed: 0 });
});

it('of failures to send one line is logged, until one was sent again; it has neither the key nor the project', async () => {
  answering(503);
  await take(3);
  expect(warned.mock.calls).toEqual([
    [expect.stringMatching(/^An error was not sent to Sentry: Sentry answered 503\. /)],
  ]);
  sentry.takesAgain();
  await take(1);
  answering(404);
  await take(2);
  expect(warned.mock.calls.slice(1)).toEqual([[expect.stringMatching(/Sentry answered 404\. /)]]);
  expect(warned.mock.calls.join()).not.toMatch(/0123456789abcdef|\/42/);
});

it('nothing is logged of failures that are beyond the limit, or that the receiver does not want', async () => {
  await take(11);
  now = 60_000;
  answering(429);
  await take(2);
  expect(warned).not.toHaveBeenCalled();
});

it('failures of the process are taken from its start to its end, which waits until they are sent', async () => {
  reportFailure(failure);
  reports.onModuleInit();
  reportFailure(failure);
  await reports.beforeApplicationShutdown();
  expect(sentry.events).toHaveLength(1);
  reportFailure(failure);
  await reports.flush();
  expect(await counted()).toEqual({ sent: 1, dropped: 0, failed: 0 });
});
