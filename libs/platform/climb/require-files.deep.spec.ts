// Real: two PostgreSQL databases with the deployment's migrations, the storage in a directory. Faked: the damage.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EmptyDatabase, migratedDatabase } from '../../../test/support/empty-database.js';
import { type FilledTenant, fillDatabase } from '../../../test/support/filled-database.js';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { keepVersionFile, type TestStorage, testStorage } from '../../../test/support/test-storage.js';
import { cutOver, requireFiles, undoCutover } from './index.js';

let test: TestDatabase;
let to: EmptyDatabase;
let files: TestStorage;
let tenant: FilledTenant;
beforeEach(async () => {
  test = await testDatabase();
  files = testStorage(test);
  [tenant] = await fillDatabase(test.adminUrl);
  to = await migratedDatabase(test);
});
afterEach(async () => {
  files.remove();
  await to.drop();
  await test.close();
});

const pathOf = (digest: string) => join(files.directory, tenant.id, digest.slice(0, 2), digest);
const listed = async (url: string) =>
  (await runSql<{ digest: string }>(url, 'SELECT digest FROM platform.blobs ORDER BY 1')).map(({ digest }) => digest);

it('files are read after a cutover and after its end, those too that arrived meanwhile', async () => {
  const digests = [await keepVersionFile(files, tenant.id, 'before')];
  await cutOver(test, to, {
    jobDeadlineMs: 0,
    onStep: async (step) => {
      if (step === 'catch-up' || step === 'drain') digests.push(await keepVersionFile(files, tenant.id, step));
    },
  });
  expect(await listed(to.adminUrl)).toEqual(digests.toSorted());
  for (const { ownerUrl } of [to, test]) await requireFiles({ ownerUrl, appUrl: '' }, files.store);
  await undoCutover(test, to);
  digests.push(await keepVersionFile(files, tenant.id, 'after'));
  expect(await listed(test.adminUrl)).toEqual(digests.toSorted());
  for (const digest of digests) expect(existsSync(pathOf(digest))).toBe(true);
});

it('a storage that lacks a file, or has another in its place, is refused by name', async () => {
  const digest = await keepVersionFile(files, tenant.id, 'whole');
  const refusal = { code: 'files_incomplete', message: expect.stringContaining(digest) };
  writeFileSync(pathOf(digest), 'wh0le');
  await expect(requireFiles(test, files.store)).rejects.toMatchObject(refusal);
  rmSync(pathOf(digest));
  await expect(requireFiles(test, files.store)).rejects.toMatchObject(refusal);
  // One that nothing needs may be missing.
  await runSql(
    test.adminUrl,
    'UPDATE platform.blobs SET maybe_unused_since = now(); DELETE FROM catalog.version_files',
  );
  await requireFiles(test, files.store);
});

it('a storage that cannot be used is refused', async () => {
  rmSync(files.directory, { recursive: true });
  writeFileSync(files.directory, 'no directory');
  await expect(requireFiles(test, files.store)).rejects.toMatchObject({ code: 'storage_unavailable' });
});
