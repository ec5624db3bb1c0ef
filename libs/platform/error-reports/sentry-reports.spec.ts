// Real: HTTP over sockets of loopback. Faked: Sentry, by a server that answers as a test says; the clock of the limit.
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { Settings } from '#platform/config';
import { Outbound, SystemNetwork } from '#platform/outbound';
import type { Failure } from '#platform/telemetry';
import { SentryReceiver } from '../../../test/support/sentry-receiver.js';
import { until } from '../../../test/support/until.js';
import { SentryReports } from './sentry-reports.js';

let sentry: SentryReceiver;
let outbound: Outbound;
let now = 0;
beforeEach(async () => {
  sentry = await SentryReceiver.start();
  now = 0;
});
afterEach(async () => {
  await outbound.onApplicationShutdown();
  await sentry.close();
});

function reportsTo(settings: Partial<Settings>): SentryReports {
  const all = Object.assign(new Settings(), settings);
  outbound = new Outbound(new SystemNetwork(), all);
  return new SentryReports(all, outbound, () => now);
}

const failure: Failure = { error: new Error('a'), level: 'error', route: 'GET /a' };
const storm = (reports: SentryReports, failures: number) => {
  for (let i = 0; i < failures; i += 1) reports.take(failure);
};

it('an envelope goes to the project of the DSN, with its key', async () => {
  reportsTo({ ...sentry.settings, sentryDsn: sentry.dsn.replace('/42', '/behind/a/path/42') }).take(failure);
  await sentry.after(0);
  expect(sentry.heads[0]).toMatchObject({
    url: '/behind/a/path/api/42/envelope/',
    headers: {
      'content-type': 'application/x-sentry-envelope',
      'x-sentry-auth': expect.stringMatching(
        /^Sentry sentry_version=7, sentry_client=palier\/\d+\.\d+\.\d+, sentry_key=0123456789abcdef$/,
      ),
    },
  });
});

it('of a storm ten a minute are sent, and the next that is sent says how many were not', async () => {
  const reports = reportsTo(sentry.settings);
  storm(reports, 1000);
  await reports.flush();
  expect(sentry.events).toHaveLength(10);
  now = 59_999;
  storm(reports, 1);
  now = 60_000;
  storm(reports, 2);
  await reports.flush();
  expect(sentry.events).toHaveLength(12);
  expect(sentry.events.reduce((sum, { extra }) => sum + (extra?.dropped ?? 0), 0)).toBe(991);
});

it.each([
  ['429 and no time', 429, {}, 60],
  ['429 and Retry-After', 429, { 'retry-after': '7' }, 7],
  ['429 and a Retry-After beyond reason', 429, { 'retry-after': '99999999999' }, 3600],
  ['429 and a Retry-After of garbage', 429, { 'retry-after': 'soon' }, 60],
  ['a limit of errors', 200, { 'x-sentry-rate-limits': '5:transaction:key, 9:error;attachment:organization' }, 9],
  ['a limit of everything', 429, { 'retry-after': '7', 'x-sentry-rate-limits': '11::organization' }, 11],
  ['a limit of something else', 200, { 'x-sentry-rate-limits': '5:transaction:key' }, 0],
  ['a limit of garbage', 200, { 'x-sentry-rate-limits': ',:;,a:error' }, 0],
  ['a limit of errors beside garbage', 200, { 'x-sentry-rate-limits': ',:;,a:error, 9:error' }, 9],
])('a receiver that answers %s gets nothing for so long', async (_, status, headers, seconds) => {
  const reports = reportsTo(sentry.settings);
  sentry.answers = (response) => void response.writeHead(status, headers).end();
  reports.take(failure);
  await reports.flush();
  sentry.takesAgain();
  if (seconds > 0) {
    now = 1000 * seconds - 1;
    reports.take(failure);
    await reports.flush();
    expect(sentry.events).toHaveLength(1);
  }
  now = 1000 * seconds;
  reports.take(failure);
  await reports.flush();
  expect(sentry.events).toHaveLength(2);
  const unsent = Number(status === 429) + Number(seconds > 0);
  expect(sentry.events[1]?.extra?.dropped).toBe(unsent || undefined);
});

it('events that wait when the receiver asks for a pause are dropped, not sent', async () => {
  const reports = reportsTo(sentry.settings);
  sentry.answers = (response) => void response.writeHead(429).end();
  storm(reports, 5);
  await reports.flush();
  expect(sentry.events).toHaveLength(1);
});

it('a receiver that hangs holds up nobody: one request is under way, and ten events at most wait', async () => {
  const reports = reportsTo(sentry.settings);
  const held: ServerResponse[] = [];
  sentry.answers = (response) => void held.push(response);
  storm(reports, 100);
  await until(() => held.length > 0);
  now = 60_000;
  storm(reports, 100);
  await reports.flush();
  expect(sentry.events).toHaveLength(1);
  sentry.takesAgain();
  for (const response of held) response.end();
  await reports.flush();
  expect(sentry.events).toHaveLength(11);
});

it.each([
  ['500', 500, ''],
  ['a redirect', 302, ''],
  ['garbage', 400, '\0<html>'],
])('a receiver that answers %s gets the next event', async (_, status, body) => {
  const reports = reportsTo(sentry.settings);
  sentry.answers = (response) => void response.writeHead(status, { location: sentry.dsn }).end(body);
  storm(reports, 3);
  await reports.flush();
  expect(sentry.events).toHaveLength(3);
  sentry.takesAgain();
  storm(reports, 1);
  await reports.flush();
  expect(sentry.events).toHaveLength(4);
});

it('what is no HTTP fails an event, and nothing else', async () => {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.on('error', () => undefined).end('\0garbage\r\n\r\n');
  }).listen(0, '127.0.0.1');
  await until(() => server.listening);
  const { port } = server.address() as { port: number };
  const reports = reportsTo({ ...sentry.settings, sentryDsn: `http://a@127.0.0.1:${port}/1` });
  storm(reports, 2);
  await reports.flush();
  expect(connections).toBeGreaterThanOrEqual(2);
  server.close();
});
