// Real: PostgreSQL, the statements, the texts. Faked: the rows, which no process counted, and the time.
import { readFileSync } from 'node:fs';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { weekNamed } from './iso-week.js';
import { formatsOf } from './report-lines.js';
import { reportText } from './report-text.js';
import { WeekReports } from './week-reports.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterEach(() => runSql(test.ownerUrl, 'truncate platform.trend_hours, platform.trend_routes'));
afterAll(() => test?.close());

const all = (1n << 60n) - 1n;
const routes = [
  'GET /v1/stores/:tenant/apps',
  'POST /v1/journal/entries',
  'GET /v1/search',
  'GET /v1/rides',
  'PUT /v1/me',
  'GET none',
];

interface Fill {
  /** Requests an hour of the first route; each further one has half as many. */
  readonly requests?: number;
  /** The bucket of most durations. */
  readonly bucket?: number;
  readonly errors?: number;
  readonly sessions?: number | null;
  readonly minutes?: bigint;
}

/** Rows of every hour from a moment until another. */
async function fill(
  from: string,
  until: string,
  { requests = 1000, bucket = 6, errors = 1, sessions = 100, minutes = all }: Fill = {},
) {
  const hours = `generate_series('${from}'::timestamptz, '${until}'::timestamptz - interval '1 hour', '1 hour') as hour`;
  const inserts = routes.map((each, place) => {
    const [method, route] = each.split(' ');
    const count = Math.floor(requests / 2 ** place);
    const durations = Array.from({ length: 14 }, (_, at) => (at === (bucket + place) % 14 ? count : 0));
    return `insert into platform.trend_routes
      select hour, '${method}', '${route}', ${count}, ${place === 0 ? errors : 0}, '{${durations}}' from ${hours}`;
  });
  await runSql(
    test.ownerUrl,
    `insert into platform.trend_hours (hour, cache_hits, cache_lookups, sessions, api_minutes)
      select hour, ${Math.floor(requests * 0.8)}, ${requests}, ${sessions}, ${minutes} from ${hours};
    ${requests > 0 ? inserts.join(';') : ''}`,
  );
}

const report = async (week: string, now: string) => {
  const named = weekNamed(week);
  if (!named) throw new Error(`There is no week ${week}.`);
  return new WeekReports(test.database).compare(named, new Date(now));
};
const text = async (week: string, now: string, locale: 'en' | 'fr' = 'en') =>
  reportText(await report(week, now), locale);
const committed = (name: string) => readFileSync(`test/observability/trends/${name}.txt`, 'utf8');

it.each(['en', 'fr'] as const)('tells of a fortnight, in %s', async (locale) => {
  await fill('2026-11-08T23:00Z', '2026-11-15T23:00Z');
  await fill('2026-11-15T23:00Z', '2026-11-22T10:00Z', { requests: 1300, errors: 3, sessions: 140 });
  // Two minutes without an API, and a slow afternoon.
  await fill('2026-11-22T10:00Z', '2026-11-22T11:00Z', { requests: 900, bucket: 9, minutes: all - 3n });
  await fill('2026-11-22T11:00Z', '2026-11-23T06:00Z', { requests: 1300, bucket: 8 });
  // As many again of probes, some of which failed slowly.
  await runSql(
    test.ownerUrl,
    `insert into platform.trend_routes
      select hour, 'GET', route, 50000, 9, array_fill(0, array[12]) || '{50000,0}'::bigint[] from platform.trend_hours,
        unnest('{/health/live,/health/ready,/metrics}'::text[]) as route`,
  );
  expect(await text('2026-W47', '2026-11-23T05:02Z', locale)).toBe(committed(`fortnight.${locale}`));
});

it.each([
  ['spring', '2026-W13', ['2026-03-15T23:00Z', '2026-03-22T23:00Z', '2026-03-29T22:00Z'], '167 of 167'],
  ['autumn', '2026-W43', ['2026-10-11T22:00Z', '2026-10-18T22:00Z', '2026-10-25T23:00Z'], '169 of 169'],
])(
  'tells of a week in which the clocks change in %s by the hour',
  async (season, week, [before = '', from = '', until = ''], hours) => {
    await fill(before, from);
    await fill(from, until);
    // Of the weeks beside.
    await fill(until, new Date(Date.parse(until) + 3_600_000).toISOString(), { requests: 5000, errors: 5000 });
    const told = await text(week, new Date(Date.parse(until) + 600_000).toISOString());
    expect(told).toBe(committed(`clocks-in-${season}`));
    expect(told).toContain(hours);
    expect(told).toMatch(/Requests an hour .* 0 %\n/);
  },
);

it('tells of a week without a request', async () => {
  await fill('2026-11-08T23:00Z', '2026-11-15T23:00Z');
  await fill('2026-11-15T23:00Z', '2026-11-23T06:00Z', { requests: 0, sessions: null });
  expect(await text('2026-W47', '2026-11-23T05:02Z')).toBe(committed('without-traffic'));
});

it('tells of the first week, since its first minute', async () => {
  // From the thirtieth minute on.
  await fill('2026-11-18T09:00Z', '2026-11-18T10:00Z', { minutes: all - ((1n << 30n) - 1n) });
  await fill('2026-11-18T10:00Z', '2026-11-23T06:00Z');
  expect(await text('2026-W47', '2026-11-23T05:02Z')).toBe(committed('first-week'));
});

it('says where there are no figures', async () => {
  expect(await text('2026-W47', '2026-11-23T05:02Z')).toBe(committed('no-figures'));
});

it('counts no minute of the present week that processes have not written yet', async () => {
  await fill('2026-11-15T23:00Z', '2026-11-16T10:00Z');
  // Of 10:31 the last two are not written, and what is does not count.
  await fill('2026-11-16T10:00Z', '2026-11-16T11:00Z', { minutes: (1n << 31n) - 1n });
  const { figures, lastDays } = await report('2026-W47', '2026-11-16T10:31:59Z');
  expect(figures).toMatchObject({ hours: 12, hoursOfData: 12, availability: { served: 689, minutes: 689 } });
  expect(lastDays).toEqual({ served: 689, minutes: 689 });
});

it('counts the requests of event streams, and not how long they are open', async () => {
  await fill('2026-11-15T23:00Z', '2026-11-22T23:00Z', { bucket: 0 });
  const before = await report('2026-W47', '2026-11-23T05:02Z');
  await runSql(
    test.ownerUrl,
    `insert into platform.trend_routes values
    ('2026-11-16T10:00Z', 'GET', '/v1/events', 1000000, 0, array_fill(0, array[13]) || 1000000::bigint)`,
  );
  const { figures } = await report('2026-W47', '2026-11-23T05:02Z');
  expect(figures).toMatchObject({
    requests: (before.figures?.requests ?? 0) + 1_000_000,
    routes: before.figures?.routes,
  });
  expect(figures?.p95Seconds).toBe(before.figures?.p95Seconds);
});

it('names no route with fewer than 100 requests, and says “1 minute” of one', async () => {
  await fill('2026-11-15T23:00Z', '2026-11-22T23:00Z', { requests: 0, minutes: all });
  await runSql(
    test.ownerUrl,
    `update platform.trend_hours set api_minutes = ${all - 2n} where hour = '2026-11-20T10:00Z';
     insert into platform.trend_routes select '2026-11-16T10:00Z', 'GET', '/v1/of-' || n, n, 0, array_fill(0, array[13]) || n::bigint
       from unnest('{99,100}'::int[]) as n`,
  );
  const { figures } = await report('2026-W47', '2026-11-23T05:02Z');
  expect(figures?.routes.map(({ route }) => route)).toEqual(['GET /v1/of-100']);
  expect(await text('2026-W47', '2026-11-22T23:02Z')).toMatch(/in the last 30 days: \S+ %; 1 minute without an API\./);
  expect(await text('2026-W47', '2026-11-22T23:02Z', 'fr')).toContain(' ; 1 minute sans API.');
});

it('tells of the last 30 days beside the present week and the last one alone', async () => {
  await fill('2026-11-15T23:00Z', '2026-11-30T00:00Z');
  const told = (now: string) => text('2026-W47', now).then((all) => all.includes('last 30 days'));
  expect(await told('2026-11-20T12:00Z')).toBe(true);
  expect(await told('2026-11-29T22:59Z')).toBe(true);
  expect(await told('2026-11-29T23:00Z')).toBe(false);
});

it('counts the last 30 days from the beginning of their first hour', async () => {
  await fill('2026-10-20T10:00Z', '2026-10-21T10:00Z');
  // Ten minutes without an API, in the hour in which the 30 days begin.
  await fill('2026-10-21T10:00Z', '2026-10-21T11:00Z', { minutes: all >> 10n });
  await fill('2026-10-21T11:00Z', '2026-11-20T11:00Z');
  const { lastDays } = await report('2026-W47', '2026-11-20T10:32Z');
  // Until 10:30: 30 days of 1440 minutes, and the 30 minutes before them.
  expect(lastDays).toEqual({ served: 43_220, minutes: 43_230 });
});

it.each([
  [0.29, '29 %'],
  [0.57, '57 %'],
  [0.999999, '99.999 %'],
  [1, '100 %'],
])('writes a share of %d as %s', (share, written) => {
  expect(formatsOf('en').share(share)).toBe(written);
});
