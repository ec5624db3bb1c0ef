// Real: the whole API and its worker, PostgreSQL, the storage in a directory, people who sign in. Faked: the loss of a file,
// which is deleted.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import { migrate } from '#platform/database';
import { Degradation } from '#platform/degradation';
import { Operations } from '#platform/operations';
import { migrations } from '../../../migrations/index.js';
import { type DownloadLink, DownloadShop, someFiles } from '../../../test/support/download-shop.js';
import { freshTenant } from '../../../test/support/signed-in.js';
import type { Maker } from '../../../test/support/studio.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { verifyBundle } from './verify-bundle.js';

let shop: DownloadShop;
let api: TestApp;
let maker: Maker;
beforeAll(async () => {
  shop = await DownloadShop.open();
  ({ api, maker } = shop);
});
afterAll(() => api?.close());

describe('a bundle', () => {
  it('is made by one job for 500 who ask two processes at once, and then given to each of them', async () => {
    const slug = await shop.published();
    const beside = await startTestApp({ dataDir: api.dataDir }, api.database);
    const first = await Promise.all(
      Array.from({ length: 500 }, (_, i) => shop.ask(slug, undefined, i % 2 ? beside : api)),
    );
    await beside.close();
    const operations = new Set(first.filter(({ statusCode }) => statusCode === 202).map((answer) => answer.json().id));
    expect(
      [...new Set(first.map(({ statusCode }) => statusCode))].filter((code) => code !== 200 && code !== 202),
    ).toEqual([]);
    expect(operations.size).toBe(1);
    const [operation] = operations;
    const read = () => api.inject(`${shop.path}/operations/${operation}`);
    await until(async () => (await read()).json().state === 'succeeded');
    expect((await read()).json()).toMatchObject({
      kind: 'catalog.make-bundle',
      result: { app: slug, version: '1.2.0' },
    });
    const links = await Promise.all(Array.from({ length: 500 }, () => shop.ask(slug)));
    expect(new Set(links.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    const answers: DownloadLink[] = links.map((link) => link.json());
    expect(new Set(answers.map(({ url }) => url)).size).toBe(500);
    expect(new Set(answers.map(({ digest }) => digest)).size).toBe(1);
    const [row] = await shop.sql<{ n: number }>(
      `select count(*)::int as n from platform.operations where tenant_id = '${maker.tenant.id}'
       and kind = 'catalog.make-bundle' and id >= '${operation}'`,
    );
    expect(row?.n).toBe(1);
  });

  it('has the files byte for byte, and is verified with the published keys', async () => {
    const slug = await shop.published();
    const link = await shop.linkTo(slug);
    const answer = await shop.follow(link);
    const zip = answer.rawPayload;
    expect([answer.statusCode, zip.length]).toEqual([200, link.bytes]);
    expect(createHash('sha256').update(zip).digest('hex')).toBe(link.digest);
    const found: Record<string, string> = {};
    const archive = await fromBufferPromise(zip);
    for await (const entry of archive.eachEntry())
      found[entry.fileName] = String(await buffer(await archive.openReadStreamPromise(entry)));
    const { '.palier/manifest.json': _, ...content } = found;
    expect(content).toEqual(someFiles);

    const folder = mkdtempSync(join(tmpdir(), 'palier-test-'));
    const at = (name: string) => join(folder, name);
    writeFileSync(at('a.zip'), zip);
    writeFileSync(at('a.zip.sig'), JSON.stringify(link.signature));
    writeFileSync(at('keys.json'), (await api.inject('/.well-known/signature-keys.json')).body);
    const proofs = { signature: at('a.zip.sig'), keys: at('keys.json') };
    const store = maker.tenant.slug;
    const report = await verifyBundle(at('a.zip'), { ...proofs, store, app: slug, version: '1.2.0' });
    const asOther = await verifyBundle(at('a.zip'), { ...proofs, store: 'another' });
    rmSync(folder, { recursive: true });
    expect(asOther.faults).toMatchObject([{ reason: 'other_store' }]);
    expect(report).toEqual({
      manifestSha256: link.manifestDigest,
      store,
      tenantId: maker.tenant.id,
      app: slug,
      version: '1.2.0',
      files: 3,
      signature: { state: 'valid', keyId: link.signature.keyId },
      faults: [],
    });
  });

  it('is the same when it is made again', async () => {
    const slug = await shop.published();
    const { url, expiresAt, ...first } = await shop.linkTo(slug);
    await shop.sql(`delete from catalog.bundles where digest = '${first.digest}'`);
    rmSync(shop.fileOf(first.digest));
    const { url: _url, expiresAt: _expires, ...second } = await shop.linkTo(slug);
    expect(second).toEqual(first);
    expect((await shop.follow({ url })).statusCode).toBe(200);
  });

  it('of a manifest of format 1 is made anew when it is asked for, and given out while no work is begun', async () => {
    const slug = await shop.published();
    const { digest } = await shop.linkTo(slug);
    // The bytes of another blob, as if they were those of the former format.
    const [former] = (await maker.call('GET', `/${slug}/versions/1.2.0/files`)).json().data;
    const where = `where version_id = (select version_id from catalog.bundles where digest = '${digest}')`;
    await shop.sql(`update catalog.bundles set format = 1, digest = '${former.digest}' ${where}`);
    const degradation = api.app.get(Degradation);
    await degradation.set(3, 'a test');
    try {
      expect((await shop.ask(slug)).json()).toMatchObject({ digest: former.digest });
    } finally {
      await degradation.set(0, '');
    }
    expect((await shop.ask(slug)).statusCode).toBe(202);
    expect(await shop.linkTo(slug)).toMatchObject({ digest });
    const [row] = await shop.sql<{ formats: number[] }>(
      `select array_agg(format) as formats from catalog.bundles where digest in ('${digest}', '${former.digest}')`,
    );
    expect(row?.formats).toEqual([2]);
  });

  it('is stored as it is, also where a tenant uploads the same bytes as a file', async () => {
    const names = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [`${'a-long-folder/'.repeat(10)}file-${i}`, 'x']),
    );
    const slug = await shop.published(names);
    const link = await shop.linkTo(slug);
    const zip = (await shop.follow(link)).rawPayload;
    await maker.app(`${slug}-copy`);
    await maker.draft(`${slug}-copy`, '1.0.0', {});
    expect((await maker.upload(`${slug}-copy`, '1.0.0', 'a.zip', zip)).json()).toMatchObject({ digest: link.digest });
    expect((await shop.follow(link)).rawPayload.equals(zip)).toBe(true);
    expect(await maker.publish(`${slug}-copy`, '1.0.0')).toMatchObject({ state: 'succeeded' });
  });

  it('is of the version that is asked for, or the one that the store shows', async () => {
    const slug = await shop.published();
    await maker.draft(slug, '2.0.0-beta.1', { a: 'a' });
    await maker.publish(slug, '2.0.0-beta.1');
    for (const body of [undefined, {}, { version: '2.0.0-beta.1' }]) {
      const version = body?.version ?? '1.2.0';
      expect(await shop.linkTo(slug, body)).toMatchObject({ version, fileName: `${slug}-${version}.zip` });
    }
  });

  it('cannot be had of what is not published, not kept or withdrawn', async () => {
    const slug = await shop.published();
    await maker.draft(slug, '1.3.0', { a: 'a' });
    const refused = async (app: string, version?: string) => {
      const answer = await shop.ask(app, version === undefined ? undefined : { version });
      return [answer.statusCode, answer.json().code];
    };
    expect(await refused('nowhere')).toEqual([404, 'app_not_found']);
    expect(await refused(slug, '9.9.9')).toEqual([404, 'version_not_found']);
    expect(await refused(slug, '1.3.0')).toEqual([404, 'version_not_found']);
    await shop.sql(`update catalog.versions set kept = false where version = '1.2.0' and app_id =
      (select id from catalog.apps where slug = '${slug}' and tenant_id = '${maker.tenant.id}')`);
    expect(await refused(slug)).toEqual([409, 'version_not_kept']);
    await maker.call('POST', `/${slug}/versions/1.2.0/yank`, { reason: 'broken' });
    expect(await refused(slug)).toEqual([404, 'app_not_found']);
    expect(await refused(slug, '1.2.0')).toEqual([410, 'version_yanked']);
    const hidden = await shop.published();
    await maker.call('POST', `/${hidden}/archive`);
    expect(await refused(hidden)).toEqual([404, 'app_not_found']);
  });

  it('goes with its version when that is withdrawn', async () => {
    const slug = await shop.published({ a: 'only here' });
    const { digest } = await shop.linkTo(slug);
    await maker.call('POST', `/${slug}/versions/1.2.0/yank`, { reason: 'broken' });
    expect(await shop.sql(`select from catalog.bundles where digest = '${digest}'`)).toEqual([]);
    expect(await shop.sql(`select from platform.blobs where digest = '${digest}'`)).toEqual([]);
  });

  it('is not begun under overload, while those that are there are given out', async () => {
    const [there, other] = [await shop.published(), await shop.published()];
    const link = await shop.linkTo(there);
    const degradation = api.app.get(Degradation);
    await degradation.set(3, 'a test');
    try {
      const refused = await shop.ask(other);
      expect([refused.statusCode, refused.json().code, refused.headers['retry-after']]).toEqual([
        503,
        'degraded',
        '60',
      ]);
      expect([(await shop.ask(there)).statusCode, (await shop.follow(link)).statusCode]).toEqual([200, 200]);
    } finally {
      await degradation.set(0, '');
    }
    expect((await shop.ask(other)).statusCode).toBe(202);
  });

  it('is made by a new operation where the last one failed', async () => {
    const slug = await shop.published({ a: 'damaged' });
    const [{ digest } = { digest: '' }] = (await maker.call('GET', `/${slug}/versions/1.2.0/files`)).json().data;
    rmSync(shop.fileOf(digest));
    const begun = await shop.ask(slug);
    expect(begun.statusCode).toBe(202);
    expect(begun.headers).toMatchObject({
      location: `${shop.path}/operations/${begun.json().id}`,
      'retry-after': '1',
      'cache-control': 'no-store',
    });
    const failed = await until(async () => {
      const operation = (await api.inject(begun.headers.location as string)).json();
      return operation.state === 'failed' && operation;
    });
    expect(failed.error).toMatchObject({ code: 'version_damaged', detail: expect.stringContaining('tell the store') });
    expect(
      await shop.sql(`select from catalog.bundles b join catalog.versions v on v.id = b.version_id
      join catalog.apps a on a.id = v.app_id where a.slug = '${slug}'`),
    ).toEqual([]);
    writeFileSync(shop.fileOf(digest), 'damaged');
    const again = await shop.ask(slug);
    expect([again.statusCode, again.json().id === begun.json().id]).toEqual([202, false]);
    expect(await shop.linkTo(slug)).toMatchObject({ version: '1.2.0' });
  });
});

describe('a path from before the rule of paths', () => {
  it('is in no bundle, and the migration renames its file', async () => {
    const slug = await shop.published({ 'index.js': 'one', other: 'two' });
    await shop.linkTo(slug);
    const migration = 'CatalogFilePaths1763700008485';
    await shop.sql(`alter table catalog.version_files drop constraint version_files_path_check;
      update catalog.version_files set path = '../evil.sh', path_key = '../evil.sh' where path = 'other';
      delete from catalog.bundles; delete from platform.migrations where name = '${migration}'`);
    const { location } = (await shop.ask(slug)).headers;
    const failed = await until(async () => {
      const operation = (await api.inject(location as string)).json();
      return operation.state === 'failed' && operation;
    });
    expect(failed.error).toMatchObject({ code: 'version_unsafe', detail: expect.stringContaining('../evil.sh') });

    await shop.sql(`update catalog.version_files set path = 'b' where path = '../evil.sh'`);
    const { digest } = await shop.linkTo(slug);
    await shop.sql(`update catalog.version_files set path = '../evil.sh' where path = 'b'`);
    expect(await migrate(api.database.ownerUrl, migrations)).toEqual([migration]);
    const link = await shop.linkTo(slug);
    expect(link.digest).not.toBe(digest);
    const names: string[] = [];
    const archive = await fromBufferPromise((await shop.follow(link)).rawPayload);
    for await (const { fileName } of archive.eachEntry()) names.push(fileName);
    const renamed = expect.stringMatching(/^renamed-[0-9a-f]{32}$/);
    expect(names).toEqual(['.palier/manifest.json', 'index.js', renamed]);
    const { files } = (await api.inject(`${shop.path}/apps/${slug}`)).json();
    expect(files.map(({ path }: { path: string }) => path)).toEqual(['index.js', renamed]);
  });
});

describe('the public operations', () => {
  it('are those of bundles of that store alone', async () => {
    const slug = await shop.published();
    const { id } = (await shop.ask(slug)).json();
    const { data } = await api.app.get(Operations).list({ tenantId: maker.tenant.id }, { limit: 100 });
    const other = data.find(({ kind }) => kind === 'catalog.check-version');
    const stranger = await freshTenant(api);
    const codes = await Promise.all(
      [
        `${shop.path}/operations/${id}`,
        `${shop.path}/operations/${other?.id}`,
        `/v1/stores/${stranger.slug}/operations/${id}`,
      ].map(async (url) => (await api.inject(url)).statusCode),
    );
    expect(codes).toEqual([200, 404, 404]);
  });
});
