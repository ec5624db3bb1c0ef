// Real: PostgreSQL with its roles, policies and functions, the job, the storage in a directory. Faked: the table of files,
// which belongs to no context, and the time, which SQL sets back.
import { Readable } from 'node:stream';
import { declareTable, type Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import type { Jobs } from '#platform/jobs';
import { erasing } from '../../../../test/support/erasing.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { type TestStorage, testStorage } from '../../../../test/support/test-storage.js';
import { unnamed } from '../../../../test/support/unnamed.js';
import { OutsideData } from '../outside-data.js';
import { Erasures } from './erasures.js';

/** Takes jobs that nobody runs. */
const noJobs = { add: async () => '' } as unknown as Jobs;

const tenantId = newId();
const [anna, bela] = [newId(), newId()];

let test: TestDatabase;
let files: TestStorage;
beforeEach(async () => {
  test = await testDatabase();
  files = testStorage(test);
  await runSql(
    test.ownerUrl,
    `create schema tests; grant usage on schema tests to palier_app;
     create table tests.photos (tenant_id uuid, id uuid, user_id uuid, digest text collate "C", primary key (tenant_id, id));
     create index on tests.photos (tenant_id, user_id);
     create index on tests.photos (tenant_id, digest);
     grant select, insert, delete on tests.photos to palier_app`,
  );
  const persons = [{ column: 'user_id', is: 'user', erasure: 'delete', exports: ['id', 'digest'] }] as const;
  await runSql(
    test.ownerUrl,
    declareTable('tests.photos', { kind: 'person', holds: 'A photo.', persons, blobs: { digest: null } }),
  );
});
afterEach(async () => {
  files.remove();
  await test.close();
});

const refer = (userId: string, digest: string) => async (tx: Transaction) => {
  await tx.run(unnamed("select set_config('app.user_id', $1, true)"), userId);
  await tx.run(unnamed('insert into tests.photos values ($1, uuidv7(), $2, $3)'), tenantId, userId, digest);
};
/** Uploads a photo of a person. */
async function photo(userId: string, content: string): Promise<string> {
  const file = await files.storage.receive(Readable.from([Buffer.from(content)]), 1000);
  await files.storage.save({ tenantId }, [file], refer(userId, file.digest));
  return file.digest;
}
const ask = () => {
  const erasures = new Erasures(test.database, noJobs);
  const person = { tenantId, userId: anna };
  return test.database.transaction({ tenantId }, (tx) => erasures.request(tx, person, {}, 0));
};
const erase = () => {
  const outside = new OutsideData({ get: () => ({ erasePerson: async () => {} }) } as never);
  const fakes = { outside, audit: { record: async () => {} } };
  return erasing(test, files, fakes).erase({ tenantId, userId: anna });
};
const makeDue = () =>
  runSql(test.adminUrl, "update platform.erasures set next_at = now() - interval '1 ms' where next_at is not null");
const kept = async (digest: string) => [
  (await files.storage.find(tenantId, [digest])).has(digest),
  (await files.store.size({ tenantId, digest })) !== undefined,
];

it('deletes the files that only the person had at once, and none that others have', async () => {
  const [hers, shared] = [await photo(anna, 'of Anna alone'), await photo(anna, 'of both')];
  const [his, unused] = [await photo(bela, 'of Béla alone'), await photo(bela, 'of nobody')];
  await photo(bela, 'of both');
  await runSql(test.adminUrl, `delete from tests.photos where digest = '${unused}'`);
  await ask();
  await erase();
  for (const digest of [hers, unused]) expect(await kept(digest)).toEqual([false, false]);
  for (const digest of [shared, his]) expect(await kept(digest)).toEqual([true, true]);
  await makeDue();
  await erase();
  expect(await kept(shared)).toEqual([true, true]);
});

it('leaves a file that an upload has announced, which then refers to it', async () => {
  const digest = await photo(anna, 'uploaded again');
  const keep = jest.spyOn(files.store, 'keep');
  jest.spyOn(files.store, 'size').mockImplementationOnce(async () => {
    await ask();
    await erase();
    expect(await kept(digest)).toEqual([true, true]);
    return undefined;
  });
  await photo(bela, 'uploaded again');
  expect(keep.mock.calls.filter(([address]) => address.tenantId === tenantId)).toHaveLength(1);
  expect(await kept(digest)).toEqual([true, true]);
});

it('does not end before the files are gone, and goes on after a failure of the storage', async () => {
  const digest = await photo(anna, 'stays for a while');
  await ask();
  jest.spyOn(files.store, 'delete').mockRejectedValueOnce(new Error('away'));
  await expect(erase()).rejects.toThrow('away');
  expect(await kept(digest)).toEqual([true, true]);
  await makeDue();
  await erase();
  expect(await kept(digest)).toEqual([false, false]);
});
