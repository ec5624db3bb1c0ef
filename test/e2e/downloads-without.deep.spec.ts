// Real: the whole API and its worker, PostgreSQL, HTTP on loopback, a storage on a small disk in memory. Faked: the loss of
// PostgreSQL, by a proxy that cuts its connections; and that of a bucket, by a storage that refuses to keep.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '#platform/problems';
import { BlobStore } from '#platform/storage';
import { Shop } from '../support/shop.js';
import { needsDisks, type SmallDisk, smallDisk } from '../support/small-disk.js';
import { runSql } from '../support/sql.js';
import { startProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { type TestDatabase, testDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { workers } from '../support/workers.js';

let database: TestDatabase;
let proxy: TcpProxy;
beforeAll(async () => {
  database = await testDatabase();
  proxy = await startProxy(Number(new URL(database.connection.url).port));
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => {
  await proxy?.close();
  await database?.close();
});

/** The database as the product reaches it through the proxy. */
function proxied(): TestDatabase {
  const through = (url: string) => Object.assign(new URL(url), { port: String(proxy.port) }).href;
  const { url, directUrl } = database.connection;
  return { ...database, connection: { url: through(url), directUrl: through(directUrl) } };
}

interface Link {
  url: string;
  bytes: number;
}

const ask = (api: TestApp, shop: Shop, slug: string) =>
  api.inject({ method: 'POST', url: `/v1/stores/${shop.slug}/apps/${slug}/downloads` });
const linkTo = (api: TestApp, shop: Shop, slug: string): Promise<Link> =>
  until(async (): Promise<Link | undefined> => {
    const answer = await ask(api, shop, slug);
    return answer.statusCode === 200 ? answer.json() : undefined;
  });
/** Asks for a bundle whose operation fails; returns the code. */
async function failureOf(api: TestApp, shop: Shop, slug: string): Promise<string> {
  const { location } = (await ask(api, shop, slug)).headers;
  const operation = await until(async () => {
    const read = (await api.inject(String(location))).json();
    return read.state === 'failed' && read;
  });
  return operation.error.code;
}
const bundlesOf = ({ id }: Shop) => runSql(database.adminUrl, `select from catalog.bundles where tenant_id = '${id}'`);

it('downloads go on while PostgreSQL is away, and are counted once it is back', async () => {
  const api = await startTestApp({}, proxied(), workers);
  try {
    const shop = await Shop.open(api);
    await shop.importApps(1);
    const links = [await linkTo(api, shop, 'sample-0'), await linkTo(api, shop, 'sample-0')];
    const base = await api.listen();
    const get = (link: { url: string }, range: string) =>
      fetch(`${base}${new URL(link.url).pathname}`, { headers: { range } });
    proxy.disturb('cut');
    proxy.disturbAnswers('cut');
    expect((await ask(api, shop, 'sample-0')).statusCode).toBe(503);
    for (const link of links) {
      for (const range of ['bytes=0-9', 'bytes=10-']) {
        const answer = await get(link, range);
        expect(answer.status).toBe(206);
        expect((await answer.arrayBuffer()).byteLength).toBe(range === 'bytes=0-9' ? 10 : link.bytes - 10);
      }
    }
    const sum = `select sum(downloads)::int as n from catalog.download_counts where tenant_id = '${shop.id}'`;
    const counted = async () => (await runSql<{ n: number | null }>(database.adminUrl, sum))[0]?.n;
    expect(await counted()).toBeNull();
    proxy.disturb('none');
    proxy.disturbAnswers('none');
    await until(async () => (await counted()) === 2);
  } finally {
    proxy.disturb('none');
    proxy.disturbAnswers('none');
    await api.close();
  }
});

it('a bundle that the storage does not keep fails, and leaves nothing to be seen', async () => {
  const api = await startTestApp({}, database, workers);
  try {
    const shop = await Shop.open(api);
    await shop.importApps(1);
    const away = new Problem('storage_unavailable', 503, { en: '', fr: '' }, { en: 'Away.', fr: 'Absent.' });
    const keep = jest.spyOn(api.app.get(BlobStore), 'keep').mockRejectedValue(away);
    expect(await failureOf(api, shop, 'sample-0')).toBe('storage_unavailable');
    expect(await bundlesOf(shop)).toEqual([]);
    expect(readdirSync(join(api.dataDir, 'storage', 'incoming'))).toEqual([]);
    keep.mockRestore();
    expect(await linkTo(api, shop, 'sample-0')).toMatchObject({ bytes: expect.any(Number) });
  } finally {
    await api.close();
  }
});

needsDisks('on a small disk', () => {
  let disk: SmallDisk;
  afterEach(() => disk.remove());

  it('a bundle for which there is no space fails, leaves nothing, and is made once there is', async () => {
    disk = smallDisk(4) as SmallDisk;
    const folder = join(disk.path, 'storage');
    mkdirSync(folder);
    const api = await startTestApp({ storageUrl: `file://${folder}` }, database, workers);
    try {
      const shop = await Shop.open(api);
      await shop.importApps(1);
      const filler = join(disk.path, 'filler');
      expect(() => writeFileSync(filler, Buffer.alloc(2 ** 23))).toThrow('ENOSPC');
      expect(await failureOf(api, shop, 'sample-0')).toBe('storage_full');
      expect([await bundlesOf(shop), readdirSync(join(folder, 'incoming'))]).toEqual([[], []]);
      rmSync(filler);
      const { url, bytes } = await linkTo(api, shop, 'sample-0');
      expect((await api.inject(new URL(url).pathname)).rawPayload).toHaveLength(bytes);
    } finally {
      await api.close();
    }
  });
});
