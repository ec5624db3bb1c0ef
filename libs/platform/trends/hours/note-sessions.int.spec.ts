// Real: PostgreSQL, the metric, the job. Faked: how many sessions there are, and the time.
import { sampledGauge } from '#platform/telemetry';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { NoteSessions } from './note-sessions.job.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => test?.close());

const counting = (...regions: [string, number][]) =>
  sampledGauge('palier_sessions', 'Active sessions.', 'region', async () => new Map(regions));

it('notes the most sessions of an hour, and none that nobody has counted', async () => {
  const job = new NoteSessions(test.database);
  const noted = () => runSql(test.ownerUrl, 'select sessions from platform.trend_hours order by hour');
  const now = jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-11-16T10:05Z'));
  counting();
  expect(await job.run()).toBeUndefined();
  expect(await noted()).toEqual([]);
  counting(['FR', 3], ['', 4]);
  expect(await job.run()).toEqual({ sessions: 7 });
  counting(['', 2]);
  await job.run();
  expect(await noted()).toEqual([{ sessions: 7 }]);
  now.mockReturnValue(Date.parse('2026-11-16T11:05Z'));
  counting(['', 0]);
  await job.run();
  expect(await noted()).toEqual([{ sessions: 7 }, { sessions: 0 }]);
});
