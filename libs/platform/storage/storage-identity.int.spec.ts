// Real: PostgreSQL with its roles and policies, a storage in a directory. Faked: nothing.
import { existsSync, renameSync } from 'node:fs';
import { newId } from '#platform/ids';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { keepVersionFile, type TestStorage, testStorage } from '../../../test/support/test-storage.js';
import { StorageIdentity } from './storage-identity.js';

let test: TestDatabase;
let files: TestStorage;
beforeEach(async () => {
  test = await testDatabase();
  files = testStorage(test);
});
afterEach(async () => {
  files.remove();
  await test.close();
});

const identity = () => new StorageIdentity(test.database, files.store, files.incoming);
const refused = (code: string) =>
  expect.objectContaining({
    code,
    message: expect.stringContaining(files.directory),
    options: expect.objectContaining({ forOperators: true }),
  });

it('is asked without a trace, and claimed by the first start', async () => {
  files.remove();
  await identity().check();
  expect(existsSync(files.directory)).toBe(false);
  await identity().claim();
  await identity().claim();
  await identity().check();
  expect(existsSync(files.directory)).toBe(true);
});

it('is refused as that of another deployment, also without any file', async () => {
  await identity().claim();
  await runSql(test.adminUrl, 'update platform.deployment set id = gen_random_uuid()');
  await expect(identity().check()).rejects.toEqual(refused('storage_foreign'));
  await expect(identity().claim()).rejects.toEqual(refused('storage_foreign'));
});

it('is missing where another directory took its place, until it is back', async () => {
  const [tenant, other] = [newId(), newId()];
  for (const [owner, content] of [
    [tenant, 'a'],
    [tenant, 'b'],
    [other, 'c'],
  ] as const) {
    await keepVersionFile(files, owner, content);
  }
  await identity().claim();
  const away = `${files.directory}-away`;
  renameSync(files.directory, away);
  await expect(identity().check()).rejects.toEqual(refused('storage_missing'));
  await expect(identity().claim()).rejects.toEqual(refused('storage_missing'));
  expect(existsSync(files.directory)).toBe(false);
  renameSync(away, files.directory);
  await identity().claim();
});

it('is taken without its files, or from another deployment, where an operator says so', async () => {
  await keepVersionFile(files, newId(), 'a');
  await identity().claim();
  files.remove();
  await expect(identity().check()).rejects.toEqual(refused('storage_missing'));
  await identity().take();
  await identity().check();
  const [former] = await runSql<{ id: string }>(test.adminUrl, 'select id from platform.deployment');
  await runSql(test.adminUrl, 'update platform.deployment set id = gen_random_uuid()');
  for (const from of [undefined, newId()])
    await expect(identity().take(from)).rejects.toEqual(refused('storage_foreign'));
  await identity().take(former?.id);
  await identity().check();
});

it('is claimed where it was filled before there were claims, although one file is damaged', async () => {
  const tenant = newId();
  const [lost = ''] = [
    await keepVersionFile(files, tenant, 'a'),
    await keepVersionFile(files, tenant, 'b'),
    await keepVersionFile(files, tenant, 'c'),
  ];
  await files.store.delete(tenant, [lost]);
  await identity().claim();
  await identity().check();
});
