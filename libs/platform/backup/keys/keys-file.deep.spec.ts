/** Real: PostgreSQL with its roles and policies, archives and keys files. Faked: the keys, which are any bytes. */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '#platform/ids';
import { deploymentSchema } from '../../../../test/support/deployment-schema.js';
import { editArchive, editManifest, entriesOf, linesOf } from '../../../../test/support/edit-archive.js';
import { type EmptyDatabase, emptyDatabase } from '../../../../test/support/empty-database.js';
import { type FilledTenant, fillDatabase, noAddress } from '../../../../test/support/filled-database.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { noFiles, type TestStorage, testStorage } from '../../../../test/support/test-storage.js';
import {
  Archive,
  exportTenant,
  importTenant,
  restoreArchive,
  takeBackup,
  type WantedKeys,
  withKeysFile,
} from '../index.js';

const KEYS = 'platform.person_keys';

let test: TestDatabase;
let directory: string;
let tenants: FilledTenant[];
let people: string[];
beforeEach(async () => {
  test = await testDatabase();
  directory = mkdtempSync(join(tmpdir(), 'palier-keys-'));
  tenants = await fillDatabase(test.adminUrl, 1);
  people = await Promise.all(tenants.flatMap(({ id }) => [addKey(id), addJournal(id)]));
});
afterEach(async () => {
  await test.close();
  rmSync(directory, { recursive: true });
});

const file = (name: string) => join(directory, name);

/** A journal as the version before opened it: its key is among those of persons, too. */
async function addJournal(tenantId: string): Promise<string> {
  const userId = newId();
  await runSql(
    test.adminUrl,
    `insert into journal.journals (tenant_id, user_id, data_key) values ('${tenantId}', '${userId}', sha512('${userId}'))`,
  );
  return userId;
}

async function addKey(tenantId: string): Promise<string> {
  const userId = newId();
  await runSql(
    test.adminUrl,
    `insert into ${KEYS} (tenant_id, user_id, purpose, sealed) values ('${tenantId}', '${userId}', 'test', sha512('${userId}'))`,
  );
  return userId;
}

const deleteKey = (userId = '') => runSql(test.adminUrl, `delete from ${KEYS} where user_id = '${userId}'`);
const keysIn = (url: string, where = 'true') =>
  runSql<{ user_id: string; sealed: Buffer }>(
    url,
    `select user_id, sealed from ${KEYS} where ${where} order by user_id`,
  );
const backUp = (name: string) => takeBackup(test.ownerUrl, file(name), noFiles);

async function withArchive<T>(
  name: string,
  wanted: WantedKeys,
  work: (archive: Archive, keys?: Archive) => Promise<T>,
) {
  const archive = await Archive.open(file(name));
  return withKeysFile(archive, wanted, (keys) => work(archive, keys)).finally(() => archive.close());
}

/** Restores into a database of its own. @returns its keys, and how many are gone */
async function restored(name: string, wanted: WantedKeys = {}) {
  const empty: EmptyDatabase = await emptyDatabase(test);
  try {
    const { tables } = await withArchive(name, wanted, (archive, keys) =>
      restoreArchive(archive, empty.ownerUrl, deploymentSchema, undefined, keys),
    );
    return { keys: await keysIn(empty.adminUrl), gone: tables.find((table) => table.name === KEYS)?.withoutKey };
  } finally {
    await empty.drop();
  }
}

it('holds the keys that the archive leaves out, and is readable by its owner alone', async () => {
  await backUp('a.zip');
  expect(readdirSync(directory).sort()).toEqual(['a.zip', 'a.zip.keys']);
  expect(statSync(file('a.zip.keys')).mode & 0o777).toBe(0o600);
  const sealed = (await keysIn(test.adminUrl)).map((key) => key.sealed.toString('hex'));
  const held = async (name: string) => {
    const text = [...(await linesOf(file(name))).values()].flat().join();
    return sealed.filter((key) => text.includes(key)).length;
  };
  expect([await held('a.zip'), await held('a.zip.keys')]).toEqual([0, 4]);
  await exportTenant(test.ownerUrl, tenants[0] as FilledTenant, file('atelier.zip'), noFiles);
  expect([await held('atelier.zip'), await held('atelier.zip.keys')]).toEqual([0, 2]);
  expect([...(await linesOf(file('a.zip.keys'))).keys()].sort()).toEqual(['platform.erasure_ledger', KEYS]);
  expect(await restored('a.zip')).toEqual({ keys: await keysIn(test.adminUrl), gone: 0 });
});

it('opens an older archive, and lacks the keys that were deleted since', async () => {
  await backUp('a.zip');
  await deleteKey(people[1]);
  await addKey(tenants[0]?.id ?? '');
  await backUp('b.zip');
  const left = (await keysIn(test.adminUrl)).filter((key) => people.includes(key.user_id));
  expect(await restored('a.zip')).toEqual({ keys: left, gone: 1 });
  const { keys } = await restored('a.zip', { keys: file('a.zip.keys') });
  expect(keys).toHaveLength(4);
});

it('is not needed for an archive of before, which has the keys in itself', async () => {
  const { migrations } = deploymentSchema;
  const before = await emptyDatabase(test);
  try {
    const older = migrations.slice(0, migrations.indexOf('PlatformPersonKeys1763700008440'));
    await deploymentSchema.migrate(before.ownerUrl, older);
    const [{ id }] = await fillDatabase(before.adminUrl, 1);
    const insert = `insert into journal.journals (tenant_id, user_id, data_key) values ('${id}', uuidv7(), sha512('k'))`;
    await runSql(before.adminUrl, insert);
    await takeBackup(before.ownerUrl, file('before.zip'), noFiles);
  } finally {
    await before.drop();
  }
  expect(await restored('before.zip')).toMatchObject({ keys: [{ sealed: createHash('sha512').update('k').digest() }] });
});

it('does not give a key that was deleted and drawn anew', async () => {
  await backUp('a.zip');
  await runSql(
    test.adminUrl,
    `update ${KEYS} set made_at = now() + interval '1 second', sealed = sha512('anew') where user_id = '${people[1]}'`,
  );
  await backUp('b.zip');
  expect((await restored('a.zip')).gone).toBe(1);
});

it('may be left out on demand alone, where the archive has any key', async () => {
  await backUp('a.zip');
  rmSync(file('a.zip.keys'));
  await expect(restored('a.zip')).rejects.toMatchObject({ code: 'keys_file_missing' });
  expect(await restored('a.zip', { withoutKeys: true })).toEqual({ keys: [], gone: 4 });
  await runSql(test.adminUrl, `delete from ${KEYS}`);
  await backUp('none.zip');
  rmSync(file('none.zip.keys'));
  expect(await restored('none.zip')).toEqual({ keys: [], gone: 0 });
});

it.each<[string, string, () => unknown, string]>([
  ['older than its archive', 'old.zip.keys', () => {}, 'keys_file_older'],
  [
    'of another deployment',
    'b.zip.keys',
    () => runSql(test.adminUrl, 'update platform.deployment set id = uuidv7()'),
    'keys_file_of_others',
  ],
  ['no keys file but an archive', 'old.zip', () => {}, 'archive_of_other_kind'],
  ['not there', 'none.keys', () => {}, 'archive_missing'],
])('is refused when it is %s', async (_, keys, before, code) => {
  await backUp('old.zip');
  await backUp('a.zip');
  await before();
  await backUp('b.zip');
  await expect(restored('a.zip', { keys: file(keys) })).rejects.toMatchObject({ code });
});

it.each<[string, () => unknown, string]>([
  ['cut off', () => truncateSync(file('b.zip.keys'), 700), 'archive_truncated'],
  ['empty', () => truncateSync(file('b.zip.keys'), 0), 'archive_foreign'],
  [
    'altered',
    async () => {
      copyFileSync(file('b.zip.keys'), file('whole'));
      await editArchive(file('whole'), file('b.zip.keys'), (entries) => {
        const content = entries.get(`tables/${KEYS}.copy.zst`) as Buffer;
        content[content.length >> 1] = (content[content.length >> 1] as number) ^ 1;
      });
    },
    'archive_entry_altered',
  ],
])('is refused when it is %s, and no older one takes its place', async (_, damage, code) => {
  await backUp('a.zip');
  await backUp('b.zip');
  await damage();
  await expect(restored('a.zip')).rejects.toMatchObject({ code });
});

it('is found among files of other programs and of other deployments', async () => {
  await backUp('a.zip');
  writeFileSync(file('master.keys'), 'not a ZIP');
  await runSql(test.adminUrl, 'update platform.deployment set id = uuidv7()');
  await backUp('other.zip');
  expect((await restored('a.zip')).keys).toHaveLength(4);
});

it('of versions that did not name the deployment fits no archive, not even one of such a version', async () => {
  await backUp('new.zip');
  for (const [from, to] of [
    ['new.zip', 'old.zip'],
    ['new.zip.keys', 'old.zip.keys'],
  ] as const)
    await editArchive(file(from), file(to), (entries) =>
      editManifest(entries, (manifest) => Object.assign(manifest, { deployment: undefined })),
    );
  await expect(restored('old.zip', { keys: file('old.zip.keys') })).rejects.toMatchObject({
    code: 'keys_file_of_others',
  });
  await expect(restored('old.zip')).rejects.toMatchObject({ code: 'keys_file_missing' });
});

it('is not replaced, and does not stay when the archive cannot be written', async () => {
  writeFileSync(file('a.zip.keys'), 'mine');
  await expect(backUp('a.zip')).rejects.toMatchObject({ code: 'archive_exists' });
  writeFileSync(file('b.zip'), 'mine');
  await expect(backUp('b.zip')).rejects.toMatchObject({ code: 'archive_exists' });
  expect(readdirSync(directory).sort()).toEqual(['a.zip.keys', 'b.zip']);
});

describe('of a tenant', () => {
  let files: TestStorage;
  beforeEach(() => {
    files = testStorage(test);
  });
  afterEach(() => files.remove());
  const taken = (name: string, slug: string, wanted: WantedKeys = {}) =>
    withArchive(name, wanted, (archive, keys) =>
      importTenant(test.ownerUrl, archive, files, () => {}, {
        provenAddress: noAddress,
        recount: async () => {},
        cleaners: {},
        slug,
        keys,
      }),
    );

  it('holds the keys of its persons alone, and gives them to a copy', async () => {
    const [atelier] = tenants as [FilledTenant];
    await exportTenant(test.ownerUrl, atelier, file('atelier.zip'), noFiles);
    expect((await linesOf(file('atelier.zip.keys'))).get(KEYS)).toHaveLength(2);
    expect([...(await entriesOf(file('atelier.zip'))).keys()]).toContain(`tables/${KEYS}.copy.zst`);
    const copy = await taken('atelier.zip', 'copy');
    const of = (id: string) => keysIn(test.adminUrl, `tenant_id = '${id}'`);
    expect(copy.withoutKey).toBe(0);
    expect(await of(copy.id)).toEqual(await of(atelier.id));
  });

  it('has persons erased again, and noted, who were erased from the tenant, and not those of another one', async () => {
    const [atelier, comptoir] = tenants as [FilledTenant, FilledTenant];
    const [erased = '', kept = ''] = people;
    await exportTenant(test.ownerUrl, atelier, file('atelier.zip'), noFiles);
    // Copies of a tenant have the ids of its users.
    for (const [{ id }, userId] of [[atelier, erased] as const, [comptoir, kept] as const])
      await runSql(test.ownerUrl, `set app.tenant_id = '${id}'; select platform.note_erasure('${userId}', false)`);
    await backUp('all.zip');
    // As in another deployment, which knows what the file lists alone.
    await runSql(test.adminUrl, 'delete from platform.erasure_ledger');
    const copy = await taken('atelier.zip', 'copy', { keys: file('all.zip.keys') });
    expect(copy.erased).toBe(1);
    const noted = await runSql(test.ownerUrl, 'select tenant_id, user_id from platform.erasures_after(0, 9)');
    expect(noted).toEqual([{ tenant_id: copy.id, user_id: erased }]);
    const left = await keysIn(test.adminUrl, `tenant_id = '${copy.id}'`);
    expect(left.map(({ user_id }) => user_id)).toEqual([kept]);
  });

  it('may be that of the deployment, and not that of another tenant', async () => {
    const [atelier, comptoir] = tenants as [FilledTenant, FilledTenant];
    await exportTenant(test.ownerUrl, atelier, file('atelier.zip'), noFiles);
    await exportTenant(test.ownerUrl, comptoir, file('comptoir.zip'), noFiles);
    await deleteKey(people[0]);
    await backUp('all.zip');
    expect((await taken('atelier.zip', 'copy', { keys: file('all.zip.keys') })).withoutKey).toBe(1);
    await expect(taken('atelier.zip', 'other', { keys: file('comptoir.zip.keys') })).rejects.toMatchObject({
      code: 'keys_file_of_others',
    });
    await expect(restored('all.zip', { keys: file('comptoir.zip.keys') })).rejects.toMatchObject({
      code: 'keys_file_of_others',
    });
  });
});
