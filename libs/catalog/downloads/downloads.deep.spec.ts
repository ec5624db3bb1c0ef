// Real: the whole API and its worker, PostgreSQL, the storage in a directory, people who sign in. Faked: time, where a link has
// expired; the bucket, in the test of its links; that the database is away; and the loss of a file, which is deleted.
import { rmSync } from 'node:fs';
import { Events } from '#platform/events';
import { newId } from '#platform/ids';
import { BlobStore } from '#platform/storage';
import { DownloadShop } from '../../../test/support/download-shop.js';
import { Maker } from '../../../test/support/studio.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { DownloadCounts } from './download-counts.js';
import type { DownloadLink } from './download-link.js';

let shop: DownloadShop;
let api: TestApp;
let maker: Maker;
beforeAll(async () => {
  shop = await DownloadShop.open();
  ({ api, maker } = shop);
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => api?.close());

const counted = async (slug: string): Promise<number> => {
  await api.app.get(DownloadCounts).flush();
  const [row] = await shop.sql<{ n: number }>(
    `select coalesce(sum(downloads), 0)::int as n from catalog.download_counts c
     join catalog.apps a on a.id = c.app_id where a.slug = '${slug}'`,
  );
  return row?.n ?? 0;
};

describe('a link', () => {
  it('gives the file with what a client needs to check, keep and resume it', async () => {
    const slug = await shop.published();
    const before = Date.now();
    const link = await shop.linkTo(slug);
    const base64 = Buffer.from(link.digest, 'hex').toString('base64');
    const whole = await shop.follow(link);
    expect(whole.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-length': String(link.bytes),
      'content-disposition': `attachment; filename="${slug}-1.2.0.zip"`,
      'content-digest': `sha-256=:${base64}:`,
      etag: `"${link.digest}"`,
      'cache-control': expect.stringMatching(/^private, max-age=3[56]\d\d, immutable$/),
    });
    const part = await shop.follow(link, { range: 'bytes=10-19', 'if-range': `"${link.digest}"` });
    expect([part.statusCode, part.headers['content-range']]).toEqual([206, `bytes 10-19/${link.bytes}`]);
    expect(part.rawPayload.equals(whole.rawPayload.subarray(10, 20))).toBe(true);
    expect((await shop.follow(link, { 'if-none-match': `"${link.digest}"` })).statusCode).toBe(304);
    expect(Date.parse(String(link.expiresAt))).toBeGreaterThanOrEqual(before + 3_599_000);
  });

  it('is refused when any of its bytes differs, and below another store', async () => {
    const link = await shop.linkTo(await shop.published());
    const path = new URL(link.url).pathname;
    const [, token = ''] = path.split('/downloads/');
    const bytes = Buffer.from(token, 'base64url');
    for (const at of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const answer = await api.inject(`${shop.path}/downloads/${changed.toString('base64url')}`);
      expect([at, answer.statusCode, answer.json().code]).toEqual([at, 404, 'link_not_found']);
    }
    const other = await Maker.in(api);
    expect((await api.inject(`/v1/stores/${other.tenant.slug}/downloads/${token}`)).json().code).toBe('link_not_found');
    expect((await api.inject(path)).statusCode).toBe(200);
  });

  it('is kept by no shared cache, and by none longer than it works', async () => {
    const link = await shop.linkTo(await shop.published());
    const end = Date.parse(String(link.expiresAt));
    jest.spyOn(Date, 'now').mockReturnValue(end - 90_500);
    const headers: Record<string, string>[] = [{}, { range: 'bytes=0-3' }, { 'if-none-match': `"${link.digest}"` }];
    for (const each of headers)
      expect((await shop.follow(link, each)).headers['cache-control']).toBe('private, max-age=90, immutable');
  });

  it('expires after an hour', async () => {
    const link = await shop.linkTo(await shop.published());
    const end = Date.parse(String(link.expiresAt));
    jest.spyOn(Date, 'now').mockReturnValue(end - 1);
    expect((await shop.follow(link)).statusCode).toBe(200);
    jest.spyOn(Date, 'now').mockReturnValue(end);
    const answer = await shop.follow(link);
    expect([answer.statusCode, answer.json().code]).toEqual([410, 'link_expired']);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('to a file that is gone says to ask again, and whoever does gets one that works', async () => {
    const slug = await shop.published({ a: 'gone' });
    const link = await shop.linkTo(slug);
    rmSync(shop.fileOf(link.digest));
    expect((await shop.follow(link)).json()).toMatchObject({ status: 404, code: 'bundle_evicted' });
    expect((await shop.ask(slug)).statusCode).toBe(202);
    expect((await shop.follow(await shop.linkTo(slug))).statusCode).toBe(200);
    expect((await shop.follow(link)).statusCode).toBe(200);
  });

  it('leads to nginx, or to the bucket, where they send files', async () => {
    const link = await shop.linkTo(await shop.published());
    const beside = await startTestApp({ storageAccelPath: '/_palier_storage/', dataDir: api.dataDir }, api.database);
    try {
      const path = new URL(link.url).pathname;
      const answer = await beside.inject(path);
      const { id } = maker.tenant;
      expect(answer.headers['x-accel-redirect']).toBe(
        `/_palier_storage/${id}/${link.digest.slice(0, 2)}/${link.digest}`,
      );
      expect([answer.statusCode, answer.body]).toEqual([200, '']);
      const asked: object[] = [];
      jest.spyOn(beside.app.get(BlobStore), 'link').mockImplementation(async (_address, options) => {
        asked.push(options);
        return 'https://bucket.example/a?signature=b';
      });
      const redirect = await beside.inject(path);
      expect([redirect.statusCode, redirect.headers.location]).toEqual([302, 'https://bucket.example/a?signature=b']);
      expect(asked).toEqual([
        {
          seconds: 300,
          contentType: 'application/zip',
          contentDisposition: `attachment; filename="${link.fileName}"`,
          cacheControl: 'private, max-age=300, immutable',
        },
      ]);
      jest.spyOn(Date, 'now').mockReturnValue(Date.parse(String(link.expiresAt)) - 90_500);
      await beside.inject(path);
      expect(asked[1]).toMatchObject({ cacheControl: 'private, max-age=90, immutable' });
    } finally {
      await beside.close();
    }
  });
});

describe('a download', () => {
  it('is counted once a link, however many parts are read, and not for HEAD', async () => {
    const slug = await shop.published();
    const link = await shop.linkTo(slug);
    await shop.follow(link, {}, 'HEAD');
    expect(await counted(slug)).toBe(0);
    for (const range of ['bytes=0-3', 'bytes=4-7', 'bytes=8-'])
      expect((await shop.follow(link, { range })).statusCode).toBe(206);
    expect(await counted(slug)).toBe(1);
    await shop.follow(link);
    await shop.follow(await shop.linkTo(slug));
    expect(await counted(slug)).toBe(2);
  });

  it('is counted where the file is sent from its beginning, and by no other answer', async () => {
    const slug = await shop.published();
    const { digest } = await shop.linkTo(slug);
    const etag = `"${digest}"`;
    const answers: [headers: Record<string, string>, status: number][] = [
      [{ 'if-none-match': etag }, 304],
      [{ 'if-match': '"other"' }, 412],
      [{ range: 'bytes=999999999-' }, 416],
      [{ range: 'bytes=1-' }, 206],
      [{ range: 'bytes=-1' }, 206],
    ];
    for (const [headers, status] of answers)
      expect((await shop.follow(await shop.linkTo(slug), headers)).statusCode).toBe(status);
    expect(await counted(slug)).toBe(0);
    expect((await shop.follow(await shop.linkTo(slug), { range: 'bytes=0-' })).statusCode).toBe(206);
    expect((await shop.follow(await shop.linkTo(slug), { range: 'bytes=1-', 'if-range': '"old"' })).statusCode).toBe(
      200,
    );
    expect(await counted(slug)).toBe(2);
  });

  it.each([
    ['nginx', { storageAccelPath: '/_palier_storage/' }, 200],
    ['the bucket', {}, 302],
  ])('that %s sends is counted by what it will answer', async (_, settings, status) => {
    const slug = await shop.published();
    const beside = await startTestApp({ ...settings, dataDir: api.dataDir }, api.database);
    try {
      if (status === 302) jest.spyOn(beside.app.get(BlobStore), 'link').mockResolvedValue('https://bucket.example/a');
      const { digest } = await shop.linkTo(slug);
      const follow = async (headers: Record<string, string>, method: 'GET' | 'HEAD' = 'GET') => {
        const url = new URL((await shop.linkTo(slug)).url).pathname;
        return (await beside.inject({ method, url, headers })).statusCode;
      };
      const none: Record<string, string>[] = [
        { range: 'bytes=1-' },
        { range: 'bytes=999999999-' },
        { 'if-none-match': `"${digest}"` },
      ];
      for (const headers of none) await follow(headers);
      expect(await follow({}, 'HEAD')).toBe(200);
      await beside.app.get(DownloadCounts).flush();
      expect(await counted(slug)).toBe(0);
      const whole: Record<string, string>[] = [
        {},
        { range: 'bytes=0-9' },
        { range: 'bytes=0-9', 'if-range': `"${digest}"` },
        { range: 'bytes=1-', 'if-range': '"old"' },
      ];
      for (const headers of whole) expect(await follow(headers)).toBe(status);
      await beside.app.get(DownloadCounts).flush();
      expect(await counted(slug)).toBe(4);
    } finally {
      await beside.close();
    }
  });

  it('of one address is counted five times a version and day, whoever asks and however often', async () => {
    const [slug, other] = [await shop.published(), await shop.published()];
    const path = async (of: string) => new URL((await shop.linkTo(of)).url).pathname;
    const from = async (remoteAddress: string, of = slug) =>
      api.inject({ method: 'GET', url: await path(of), remoteAddress });
    const times = Array.from({ length: 30 }, () => '198.51.100.7');
    for (const { statusCode } of await Promise.all(times.map((address) => from(address)))) expect(statusCode).toBe(200);
    expect(await counted(slug)).toBe(5);
    await from('198.51.100.8');
    await from('198.51.100.7', other);
    expect([await counted(slug), await counted(other)]).toEqual([6, 1]);
  });

  it('with two processes is counted once', async () => {
    const slug = await shop.published();
    const link = await shop.linkTo(slug);
    const beside = await startTestApp({ dataDir: api.dataDir }, api.database);
    const path = new URL(link.url).pathname;
    await Promise.all([api, beside].flatMap(({ inject }) => [inject(path), inject(path)]));
    await Promise.all([api, beside].map(({ app }) => app.get(DownloadCounts).flush()));
    await beside.close();
    expect(await counted(slug)).toBe(1);
  });

  it('is written when the process ends', async () => {
    const slug = await shop.published();
    const link = await shop.linkTo(slug);
    const beside = await startTestApp({ dataDir: api.dataDir }, api.database);
    expect((await beside.inject(new URL(link.url).pathname)).statusCode).toBe(200);
    await beside.close();
    expect(await counted(slug)).toBe(1);
  });

  it.each(['first', 'last'])('waits in memory while the database is away for the %s of two stores', async (failing) => {
    const uses = await Promise.all(
      [maker, await Maker.in(api)].map(async (own) => {
        const app = newId();
        await own.app(app);
        await own.draft(app, '1.2.0', {});
        const { id: versionId } = (await own.call('GET', `/${app}/versions/1.2.0`)).json();
        return { tenantId: own.tenant.id, versionId };
      }),
    );
    const { database } = api.database;
    const counts = new DownloadCounts(database, api.app.get(Events));
    for (const use of [...uses, ...uses]) counts.add({ ...use, id: newId() } as DownloadLink, newId());
    const away = uses.at(failing === 'first' ? 0 : -1)?.tenantId;
    const transaction = database.transaction.bind(database);
    jest.spyOn(database, 'transaction').mockImplementation((scope, work) => {
      return scope.tenantId === away ? Promise.reject(new Error('away')) : transaction(scope, work);
    });
    await expect(counts.flush()).rejects.toThrow('away');
    jest.restoreAllMocks();
    await counts.flush();
    for (const { versionId } of uses)
      expect(
        await shop.sql(`select downloads::int from catalog.download_counts where version_id = '${versionId}'`),
      ).toEqual([{ downloads: 2 }]);
  });

  it('notes the use of the bundle, once a minute at most', async () => {
    const slug = await shop.published({ a: 'used' });
    const { digest } = await shop.linkTo(slug);
    const age = (interval: string) =>
      shop.sql(`update catalog.bundles set last_used_at = now() - interval '${interval}' where digest = '${digest}'`);
    const late = async () =>
      (
        await shop.sql(
          `select from catalog.bundles where digest = '${digest}' and last_used_at < now() - interval '20 seconds'`,
        )
      ).length;
    const noted = async () => {
      // As another process would note it, whose memory of a minute ago this one has not.
      const [{ id } = { id: '' }] = await shop.sql<{ id: string }>(
        `select version_id as id from catalog.bundles where digest = '${digest}'`,
      );
      const counts = new DownloadCounts(api.database.database, api.app.get(Events));
      counts.use(maker.tenant.id, id);
      await counts.flush();
    };
    await age('30 seconds');
    await noted();
    expect(await late()).toBe(1);
    await age('61 seconds');
    await noted();
    expect(await late()).toBe(0);
  });
});
