// Real: PostgreSQL, the storage in a directory. Faked: the bundles, whose bytes are no ZIPs, and
// their use, written by SQL.
import { Settings } from '#platform/config';
import { newId } from '#platform/ids';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { type TestStorage, testStorage } from '../../../test/support/test-storage.js';
import { insertBundle } from './bundles.sql.js';
import { EvictBundles } from './evict-bundles.job.js';

let test: TestDatabase;
let files: TestStorage;
beforeAll(async () => {
  test = await testDatabase();
  files = testStorage(test);
});
beforeEach(() => runSql(test.adminUrl, 'truncate catalog.bundles'));
afterAll(async () => {
  files.remove();
  await test.close();
});

const context = { id: newId(), attempt: 1, signal: new AbortController().signal, progress: async () => {} };
const evict = (bundleCacheBytes: number) =>
  new EvictBundles(test.database, files.storage, Object.assign(new Settings(), { bundleCacheBytes })).run(
    { tenantId: newId() },
    context,
  );

/** A bundle of 100 bytes that was used so long ago. */
async function bundle(ago: string, tenantId = newId()): Promise<{ tenantId: string; digest: string }> {
  const [appId, versionId] = [newId(), newId()];
  await runSql(
    test.ownerUrl,
    `set app.tenant_id = '${tenantId}';
     insert into catalog.apps (tenant_id, id, slug, name, name_key, summary, description)
       values ('${tenantId}', '${appId}', 'a-${appId.slice(-12)}', 'a', 'a', '', '');
     insert into catalog.versions (tenant_id, id, app_id, version, state)
       values ('${tenantId}', '${versionId}', '${appId}', '1.0.0', 'published')`,
  );
  async function* bytes() {
    yield Buffer.from(versionId.padEnd(100));
  }
  const file = await files.storage.receive(bytes(), 100);
  const signed = ['0'.repeat(64), 'a'.repeat(86), 'a'.repeat(43)] as const;
  await files.storage.save({ tenantId }, [file], (tx) =>
    tx.run(insertBundle, tenantId, versionId, file.digest, 100, ...signed),
  );
  await runSql(
    test.adminUrl,
    `update catalog.bundles set last_used_at = now() - interval '${ago}' where version_id = '${versionId}'`,
  );
  return { tenantId, digest: file.digest };
}
const left = async () =>
  (await runSql<{ digest: string }>(test.adminUrl, 'select digest from catalog.bundles order by last_used_at')).map(
    ({ digest }) => digest,
  );
/** Whether garbage collection may delete the blob at once. */
const isKept = async ({ digest }: { digest: string }) =>
  (await runSql(test.adminUrl, `select from platform.blobs where digest = '${digest}'`)).length === 1;

it('the bundles that were used longest ago go, of whichever tenant, until the others fit', async () => {
  const tenantId = newId();
  const [oldest, newest, older, recent] = [
    await bundle('9 days', tenantId),
    await bundle('3 hours', tenantId),
    await bundle('8 days'),
    await bundle('7 days'),
  ];
  expect(await evict(400)).toEqual({ evicted: 0, bytes: 0 });
  expect(await evict(250)).toEqual({ evicted: 2, bytes: 200 });
  expect(await left()).toEqual([recent, newest].map(({ digest }) => digest));
  expect(await Promise.all([oldest, older, recent, newest].map(isKept))).toEqual([false, false, true, true]);
});

it('a bundle that was used within two hours stays, however much there is', async () => {
  const [, used] = [await bundle('121 minutes'), await bundle('119 minutes')];
  expect(await evict(0)).toEqual({ evicted: 1, bytes: 100 });
  expect(await left()).toEqual([used.digest]);
});
