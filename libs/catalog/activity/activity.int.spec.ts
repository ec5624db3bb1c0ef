// Real: the whole API and its worker, PostgreSQL, people who sign in. Faked: that the database is away; the day, for views of
// another one; and that more apps are viewed than a process counts.
import { AnsweredReads } from '#platform/cache';
import { Database } from '#platform/database';
import { DownloadShop } from '../../../test/support/download-shop.js';
import { callAs } from '../../../test/support/signed-in.js';
import { Maker } from '../../../test/support/studio.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { DownloadCounts } from '../downloads/download-counts.js';
import type { ActivityDto } from './activity.dto.js';
import { AppViews } from './app-views.js';

let shop: DownloadShop;
let api: TestApp;
let maker: Maker;
beforeAll(async () => {
  shop = await DownloadShop.open();
  ({ api, maker } = shop);
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => api?.close());

/** Another store with such an app. */
async function anotherStore(slug: string): Promise<Maker> {
  const other = await Maker.in(api);
  await other.app(slug);
  await other.draft(slug, '1.0.0', { a: 'a' });
  await other.publish(slug, '1.0.0');
  return other;
}
const page = (slug: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET', of = api) =>
  of.inject({ method, url: `${shop.path}/apps/${slug}`, headers });
/** Counts a view at this moment: no flush of the process comes in between. */
const look = (slug: string, by = maker) =>
  api.app
    .get(AnsweredReads)
    .tell(
      { method: 'GET', headers: {} },
      { template: '/v1/stores/:tenant/apps/:slug', params: { slug } },
      by.tenant.id,
    );
const ask = (slug: string, query = '', by = maker) => by.call('GET', `/${slug}/activity${query}`);
const read = async (slug: string, query = '', by = maker): Promise<ActivityDto> => (await ask(slug, query, by)).json();
const flush = async (of = api) => {
  await of.app.get(AppViews).flush();
  await of.app.get(DownloadCounts).flush();
};
/** Until the worker has added so many, and no more once it has added all. */
const counts = async (slug: string, totals: ActivityDto['totals'], by = maker) => {
  await until(async () => {
    const { views, downloads } = (await read(slug, '', by)).totals;
    return views >= totals.views && downloads >= totals.downloads;
  });
  await until(
    async () =>
      (await shop.sql("select from platform.outbox where kind = 'event' and forwarded_at is null")).length === 0,
  );
  expect((await read(slug, '', by)).totals).toEqual(totals);
};
const dayAgo = (days: number, of = Date.now()) => new Date(of - days * 86_400_000).toISOString().slice(0, 10);

describe('the activity of an app', () => {
  it('counts who reads its page, from the cache or not, and who downloads it', async () => {
    const begun = dayAgo(0);
    const slug = await shop.published();
    const etag = String((await page(slug)).headers.etag);
    expect((await page(slug)).headers['cache-status']).toMatch(/hit/);
    expect((await page(slug, { 'if-none-match': etag })).statusCode).toBe(304);
    await page(slug, {}, 'HEAD');
    await page(slug, { 'sec-purpose': 'prefetch' });
    await page(`${slug}-not`);
    await api.inject({ url: `${shop.path}/apps` });
    await shop.follow(await shop.linkTo(slug));
    await flush();
    await counts(slug, { views: 3, downloads: 1 });
    await page(slug);
    await flush();
    await flush();
    await counts(slug, { views: 4, downloads: 1 });
    const { from, to, data } = await read(slug);
    expect([begun, dayAgo(0)]).toContain(to);
    expect([from, data.length]).toEqual([dayAgo(29, Date.parse(to)), 30]);
    expect([data.at(-1)?.day, data[0]]).toEqual([to, { day: from, views: 0, downloads: 0 }]);
    // Of two days, where midnight came in between.
    const [views, downloads] = (['views', 'downloads'] as const).map((of) =>
      data.filter(({ day }) => day >= begun).reduce((sum, each) => sum + each[of], 0),
    );
    expect([views, downloads]).toEqual([4, 1]);
  });

  it('is of all processes', async () => {
    const slug = await shop.published();
    const beside = await startTestApp({ dataDir: api.dataDir }, api.database);
    await Promise.all([page(slug), page(slug, {}, 'GET', beside), page(slug, {}, 'GET', beside)]);
    await flush();
    await beside.close();
    await counts(slug, { views: 3, downloads: 0 });
  });

  it('is of the day on which somebody looked, and read for a period', async () => {
    const slug = await shop.published();
    const today = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(today - 5 * 86_400_000);
    look(slug);
    jest.restoreAllMocks();
    await page(slug);
    await flush();
    await counts(slug, { views: 2, downloads: 0 });
    const { data, totals } = await read(slug, `?from=${dayAgo(6, today)}&to=${dayAgo(4, today)}`);
    expect(data.map(({ day, views }) => [day, views])).toEqual([
      [dayAgo(6, today), 0],
      [dayAgo(5, today), 1],
      [dayAgo(4, today), 0],
    ]);
    expect(totals).toEqual({ views: 1, downloads: 0 });
  });

  it('waits in memory while the database is away, whatever its store', async () => {
    const slug = await shop.published();
    const other = await anotherStore(slug);
    jest.spyOn(api.app.get(Database), 'transaction').mockRejectedValue(new Error('away'));
    look(slug);
    look(slug, other);
    await expect(api.app.get(AppViews).flush()).rejects.toThrow('away');
    jest.restoreAllMocks();
    await page(slug);
    await flush();
    await counts(slug, { views: 2, downloads: 0 });
    await counts(slug, { views: 1, downloads: 0 }, other);
  });

  it('is counted for 20,000 apps of a process at once, and again once they are written', async () => {
    const slug = await shop.published();
    await flush();
    for (let n = 0; n < 20_000; n += 1) look(`far-${n}`);
    look(slug);
    await flush();
    look(slug);
    await flush();
    await counts(slug, { views: 1, downloads: 0 });
  });

  it('is for its tenant', async () => {
    const slug = await shop.published();
    const stranger = await Maker.in(api, 'admin');
    const url = `/v1/catalog/apps/${slug}/activity`;
    expect((await callAs(api, stranger.user.token, 'GET', url)).json().code).toBe('app_not_found');
    const member = await Maker.in(api, 'member', maker.tenant);
    expect((await callAs(api, member.user.token, 'GET', url)).statusCode).toBe(200);
  });

  it.each([
    ['?from=2026-02-31', 400, 'period_invalid'],
    ['?from=2026-02-02&to=2026-02-01', 400, 'period_invalid'],
    ['?from=2025-01-01&to=2026-01-02', 400, 'period_invalid'],
    ['?from=2025-01-01&to=2026-01-01', 200, undefined],
    ['?from=2026-02-01&to=2026-02-01', 200, undefined],
    ['?from=yesterday', 400, 'validation_failed'],
  ])('of the period %s answers %d', async (query, status, code) => {
    const { statusCode, json } = await ask(await shop.published(), query);
    expect([statusCode, json().code]).toEqual([status, code]);
  });
});
