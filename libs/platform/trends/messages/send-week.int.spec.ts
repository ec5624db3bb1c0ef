// Real: PostgreSQL, the queue, its worker, requests to the webhook's server, mails to a folder. Faked: the Internet, which leads to
// that server without TLS, the rows of the weeks, the time.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { Settings } from '#platform/config';
import { JobControl, WorkerPace } from '#platform/jobs';
import { FolderMailer, Mailer, sentMails } from '#platform/mail';
import { Outbound } from '#platform/outbound';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { startJobs } from '../../../../test/support/jobs-app.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { until } from '../../../../test/support/until.js';
import { WebServer } from '../../../../test/support/web-server.js';
import { WeekReports } from '../weeks/week-reports.js';
import { SendWeek, sendWeek } from './send-week.job.js';

const discord = 'discord.com/api/webhooks/17/t0ken-of-discord';
const slack = 'hooks.slack.com/services/T1/B2/t0ken-of-slack';

let test: TestDatabase;
let web: WebServer;
let outbound: Outbound;
let dataDir: string;
beforeAll(async () => {
  test = await testDatabase();
  web = await WebServer.start();
  outbound = new Outbound(web.internet, test.settings);
});
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'palier-trends-'));
  web.requests.splice(0);
  web.internet.connections.splice(0);
  // Two weeks of a little traffic: 2026-W46 and W47.
  await runSql(
    test.ownerUrl,
    `truncate platform.trend_hours, platform.trend_routes, platform.trend_messages;
     insert into platform.trend_hours select hour, 1, 2, 3, (1::bigint << 60) - 1
       from generate_series('2026-11-08T23:00Z'::timestamptz, '2026-11-22T22:00Z', '1 hour') as hour;
     insert into platform.trend_routes select hour, 'GET', '/v1/<a>&b', 10, 0, array_fill(1, array[14]) from platform.trend_hours`,
  );
  at('2026-11-23T05:00Z');
  // What it refuses.
  jest.spyOn(Logger.prototype, 'log').mockImplementation();
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(dataDir, { recursive: true });
});
afterAll(async () => {
  await outbound?.onApplicationShutdown();
  await web?.close();
  await test?.close();
});

/** Six on Monday in Paris is five of UTC in winter. */
const at = (time: string) => jest.spyOn(Date, 'now').mockReturnValue(Date.parse(time));
const settingsWith = (given: Partial<Settings>): Settings =>
  Object.assign(Object.create(test.settings), {
    dataDir,
    trendsMail: [],
    trendsLanguage: 'en',
    publicUrl: 'https://palier.example/',
    ...given,
  });
const sender = (given: Partial<Settings>) => {
  const settings = settingsWith(given);
  const job = new SendWeek(
    settings,
    test.database,
    new WeekReports(test.database),
    outbound,
    new FolderMailer(settings),
  );
  const { signal } = new AbortController();
  return () => job.run({ tenantId: PLATFORM_TENANT_ID }, { id: 'id', attempt: 1, signal, progress: async () => {} });
};
const later = (minutes: number) =>
  runSql(test.ownerUrl, `update platform.trend_messages set claimed_at = claimed_at - interval '${minutes} minutes'`);
const anHourLater = () => later(61);
const failureOf = (run: () => Promise<unknown>): Promise<Error> =>
  run().then(
    () => new Error('It did not fail.'),
    (error: Error) => error,
  );

it('sends the week to Discord once, however many workers run, and the next one a week later', async () => {
  web.put(discord, { status: 204 });
  const [one, other] = [sender({ trendsUrl: `http://${discord}` }), sender({ trendsUrl: `http://${discord}` })];
  await Promise.all([one(), other()]);
  await anHourLater();
  const made = jest.spyOn(WeekReports.prototype, 'compare');
  await one();
  expect(made).not.toHaveBeenCalled();
  expect(web.count(discord)).toBe(1);
  const [{ method, headers, body } = { body: '' }] = web.at(discord);
  expect([method, headers?.['content-type']]).toEqual(['POST', 'application/json']);
  const { content, ...others } = JSON.parse(body);
  expect(others).toEqual({});
  expect(content).toMatch(
    /^```\nPalier \(palier\.example\): week 2026-W47, 16 November 2026 to 22 November 2026\n[\s\S]*GET \/v1\/<a>&b[\s\S]*\n```$/,
  );
  at('2026-11-30T05:00Z');
  // Nothing was counted in that week.
  expect(await one()).toBeUndefined();
  await runSql(test.ownerUrl, `insert into platform.trend_hours values ('2026-11-25T12:00Z', 0, 0, 0, 1)`);
  expect(await one()).toEqual({ week: '2026-W48', sent: ['webhook'] });
});

it.each([
  ['before six on Monday in winter', '2026-11-23T04:59:59Z', '2026-W46'],
  ['at six', '2026-11-23T05:00Z', '2026-W47'],
  ['on Thursday, when a worker is there again', '2026-11-26T17:00Z', '2026-W47'],
])('tells %s of the week that is over', async (_, time, week) => {
  web.put(discord, { status: 204 });
  at(time);
  expect(await sender({ trendsUrl: `http://${discord}` })()).toEqual({ week, sent: ['webhook'] });
});

it('cuts what Discord would refuse as too long', async () => {
  web.put(discord, { status: 204 });
  await runSql(test.ownerUrl, `update platform.trend_routes set route = '/v1/' || repeat('long/', 600)`);
  await sender({ trendsUrl: `http://${discord}` })();
  const { content } = JSON.parse(web.at(discord)[0]?.body ?? '');
  expect(content.length).toBe(2000);
  expect(content).toMatch(/…\n```$/);
});

it.each([
  ['Slack', slack],
  ['another host', 'chat.example/hooks/1'],
  ['Discord’s address for messages of Slack', `${discord}/slack`],
  ['a host that looks like Discord', 'notdiscord.com/api/webhooks/1/2'],
])('sends the week to %s in the form of Slack', async (_, page) => {
  web.put(page, { body: 'ok' });
  await sender({ trendsUrl: `http://${page}`, trendsLanguage: 'fr' })();
  const { text, ...others } = JSON.parse(web.at(page)[0]?.body ?? '');
  expect(others).toEqual({});
  expect(text).toMatch(
    /^```\nPalier \(palier\.example\) : semaine 2026-W47, [\s\S]*GET \/v1\/&lt;a&gt;&amp;b[\s\S]*\n```$/,
  );
});

it.each(['http://127.0.0.1:9464/metrics', 'http://169.254.169.254/latest/meta-data/', 'http://inside.example/'])(
  'is refused by a redirect to %s, and says so without the address',
  async (location) => {
    web.internet.host('inside.example', ['10.0.0.7']);
    web.put(discord, { status: 307, headers: { location } });
    const error = await failureOf(sender({ trendsUrl: `http://${discord}` }));
    expect(error.message).toMatch(
      /^The request to TRENDS_URL failed: .* may not be requested: .* where the address redirects to/,
    );
    expect(`${error.stack} ${JSON.stringify(error)} ${error.cause}`).not.toMatch(
      /t0ken|discord\.com|127\.0|169\.254|inside/,
    );
    expect(web.count(discord)).toBe(1);
    expect(web.requests).toHaveLength(1);
    expect(web.internet.connections.filter((to) => to !== '93.184.216.34:80')).toEqual([]);
  },
);

it.each(['127.0.0.1:9464/hook', 'inside.example/hook'])('is refused at %s', async (page) => {
  web.internet.host('inside.example', ['192.168.1.1']);
  const error = await failureOf(sender({ trendsUrl: `http://${page}` }));
  expect(error.message).toMatch(/^The request to TRENDS_URL failed: .* may not be requested/);
  expect(web.internet.connections).toEqual([]);
});

it('tries again after an hour, then after twice as long each time, a day at most', async () => {
  web.put(discord, { status: 500 });
  const run = sender({ trendsUrl: `http://${discord}` });
  await failureOf(run);
  for (const hours of [1, 2, 4, 8, 16, 24, 24]) {
    const tried = web.count(discord);
    await later(60 * hours - 1);
    await run();
    expect(web.count(discord)).toBe(tried);
    await later(2);
    expect((await failureOf(run)).message).toContain('answered 500.');
  }
});

it('fails where a redirect leaves the message out, or the webhook is gone, and tries again an hour later', async () => {
  web.put('discord.com/moved', { status: 200 });
  const run = sender({ trendsUrl: `http://${discord}` });
  web.put(discord, { status: 302, headers: { location: 'http://discord.com/moved' } });
  expect((await failureOf(run)).message).toContain('answered 302.');
  await run();
  expect(web.count(discord)).toBe(1);
  await anHourLater();
  web.put(discord, { status: 404 });
  expect((await failureOf(run)).message).toContain('answered 404.');
  await later(121);
  web.put(discord, { status: 204 });
  expect(await run()).toEqual({ week: '2026-W47', sent: ['webhook'] });
});

it('mails the week to each address once, also where the webhook fails', async () => {
  web.put(discord, { status: 500 });
  const mailed = jest.spyOn(FolderMailer.prototype, 'send');
  const trendsMail = ['a@operators.example', 'b@operators.example'];
  const run = sender({ trendsUrl: `http://${discord}`, trendsMail, trendsLanguage: 'fr' });
  await expect(run()).rejects.toThrow('answered 500');
  await anHourLater();
  await expect(run()).rejects.toThrow('answered 500');
  const { mails } = await sentMails({ dataDir }, 10);
  expect(mails.map(({ to }) => to).sort()).toEqual(trendsMail);
  expect(mails[0]?.subject).toBe('Palier (palier.example) : semaine 2026-W47, du 16 novembre 2026 au 22 novembre 2026');
  expect(mails[0]?.text).toContain('GET /v1/<a>&b');
  expect(mailed.mock.calls[0]?.[0].html).toContain('GET /v1/&lt;a>&amp;b');
  // Whom a mail reached does not depend on who else gets one.
  const others = ['new@operators.example', ...trendsMail];
  expect(await sender({ trendsMail: others })()).toMatchObject({
    sent: [expect.stringMatching(/^mail-[0-9a-f]{16}$/)],
  });
});

it('sends nothing where nobody is to get it', async () => {
  await sender({})();
  expect(web.requests).toEqual([]);
  expect(await runSql(test.ownerUrl, 'select * from platform.trend_messages')).toEqual([]);
});

it('runs by its schedule, and its failure does not name the address', async () => {
  jest.restoreAllMocks();
  web.put(discord, { status: 410 });
  await runSql(
    test.ownerUrl,
    `insert into platform.trend_hours select hour, 0, 0, 0, 1
       from generate_series(date_trunc('hour', now(), 'UTC') - interval '14 days', now(), '1 hour') as hour on conflict do nothing`,
  );
  const settings = settingsWith({ trendsUrl: `http://${discord}` });
  const worker = await startJobs({
    database: test,
    settings,
    handlers: [
      SendWeek,
      WeekReports,
      { provide: Outbound, useValue: new Outbound(web.internet, settings) },
      { provide: Mailer, useValue: new FolderMailer(settings) },
    ],
    pace: new WorkerPace(15_000, 5000, 50, 1),
  });
  try {
    const control = worker.app.get(JobControl);
    const failed = await until(
      async () => (await control.list({ queue: sendWeek.name, state: 'failed', offset: 0, limit: 1 }))[0],
    );
    const details = JSON.stringify(await control.show(sendWeek.name, failed.id));
    expect(details).toContain('answered 410');
    expect(details).not.toMatch(/t0ken|discord\.com/);
  } finally {
    await worker.close();
  }
});
