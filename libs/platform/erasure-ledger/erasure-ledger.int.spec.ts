// Real: PostgreSQL with its roles and triggers, a directory as storage. Faked: what erases a person again.
import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '#platform/ids';
import { deleteOrphans, orphans } from '#platform/storage';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { type TestStorage, testStorage } from '../../../test/support/test-storage.js';
import { erasuresMissingFrom } from './compare-ledgers.js';
import { ErasureLedger } from './erasure-ledger.js';
import { chainOf, type Erased, type LedgerEntry } from './ledger-entry.js';
import { StoredEntries } from './stored-entries.js';

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

const ledger = () => new ErasureLedger(test.database, files.store, files.incoming);
const missing = () => erasuresMissingFrom(test.appUrl, files);

const somebody = () => ({ tenantId: newId(), userId: newId() });

/** The SQL that begins an erasure, as the job does. */
const beginning = ({ tenantId, userId }: Erased) => `set app.tenant_id = '${tenantId}';
  insert into platform.erasures (tenant_id, user_id, asked_by, due_at) values ('${tenantId}', '${userId}', 'test', now());
  update platform.erasures set state = 'erasing', began_at = now() where user_id = '${userId}'`;

async function begin(erased = somebody()): Promise<Erased> {
  await runSql(test.ownerUrl, beginning(erased));
  return erased;
}

const noted = () =>
  runSql<Omit<LedgerEntry, 'notedAt'> & { waived: boolean }>(
    test.adminUrl,
    `select number::int, tenant_id as "tenantId", user_id as "userId", chain, waived from platform.erasure_ledger order by number`,
  );

/** Takes entries out of the database, as a restore of an older state does. */
const forget = (after: number) =>
  runSql(
    test.adminUrl,
    `delete from platform.erasures e using platform.erasure_ledger l
       where l.user_id = e.user_id and l.tenant_id = e.tenant_id and number > ${after};
     delete from platform.erasure_ledger where number > ${after}`,
  );

/** The files of entries in the storage, in order. */
async function stored(): Promise<string[]> {
  const [{ id }] = (await runSql<{ id: string }>(test.adminUrl, 'select id from platform.deployment')) as [
    { id: string },
  ];
  const folder = join(files.directory, id, '00');
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
}

it('numbers erasures without gaps, whatever is rolled back, and stores each once', async () => {
  const all = await Promise.all(Array.from({ length: 8 }, () => begin()));
  await expect(
    runSql(
      test.ownerUrl,
      `begin; set local app.tenant_id = '${newId()}';
    select platform.note_erasure('${newId()}', false); select 1 / 0`,
    ),
  ).rejects.toThrow('division by zero');
  all.push(await begin());
  const entries = await noted();
  expect(entries.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(new Set(entries.map(({ userId }) => userId))).toEqual(new Set(all.map(({ userId }) => userId)));
  await Promise.all([ledger().keep(), ledger().keep()]);
  expect(await stored()).toHaveLength(9);
  expect(await missing()).toBeUndefined();
});

it('numbers and chains erasures of several tenants that begin at once, one after the other', async () => {
  const first = somebody();
  await using held = await heldTransaction(test.adminUrl, beginning(first));
  const others = Promise.all([begin(), begin()]);
  // They wait for the first, or would take its number.
  await Promise.race([held.blocks(2), others]);
  await held.commit();
  const all = [first, ...(await others)];
  const entries = await noted();
  expect(entries.map(({ number }) => number)).toEqual([1, 2, 3]);
  expect(new Set(entries.map(({ userId }) => userId))).toEqual(new Set(all.map(({ userId }) => userId)));
  for (const [i, entry] of entries.entries()) expect(entry.chain).toBe(chainOf(entries[i - 1]?.chain ?? '', entry));
  await ledger().keep();
  expect([await missing(), (await stored()).length]).toEqual([undefined, 3]);
});

it('notes the purge of a tenant', async () => {
  const tenantId = newId();
  await runSql(
    test.ownerUrl,
    `set app.tenant_id = '${tenantId}';
     insert into tenants.tenants (id, slug, name, product, plan, state, deleted_at, purge_at, name_key, search_text)
       values ('${tenantId}', 'gone', 'Gone', 'store', 'free', 'deleting', now(), now(), 'gone', 'gone');
     update tenants.tenants set state = 'purging' where id = '${tenantId}'`,
  );
  expect(await noted()).toMatchObject([{ number: 1, tenantId, userId: null }]);
});

it('finds what an older database lacks, and has each done again once, in order', async () => {
  const all = [await begin(), await begin(), await begin()];
  await ledger().keep();
  await forget(1);
  expect(await missing()).toBe(2);
  const again: Erased[] = [];
  const killed = ledger().replay(async ({ tenantId, userId }) => {
    if (again.length === 1) throw new Error('killed');
    again.push({ tenantId, userId });
    await begin({ tenantId, userId: userId ?? '' });
  });
  await expect(killed).rejects.toThrow('killed');
  expect(await missing()).toBe(3);
  // What has begun already, or is not there at all, gets its entry all the same.
  expect(await ledger().replay(async ({ tenantId, userId }) => void again.push({ tenantId, userId }))).toBe(1);
  expect(again).toEqual(all.slice(1));
  expect(await noted()).toMatchObject(all.map((erased, i) => ({ ...erased, number: i + 1, waived: false })));
  expect([await missing(), await ledger().replay(async () => {})]).toEqual([undefined, 0]);
  expect(await stored()).toHaveLength(3);
});

it('joins what began on both sides while the storage was away', async () => {
  const [first, lost] = [await begin(), await begin()];
  await ledger().keep();
  await forget(1);
  const own = await begin();
  expect(await missing()).toBe(1);
  await expect(ledger().keep()).rejects.toMatchObject({ code: 'erasures_to_replay' });
  const again: Erased[] = [];
  await ledger().replay(async ({ tenantId, userId }) => {
    again.push({ tenantId, userId });
    await begin({ tenantId, userId: userId ?? '' });
  });
  expect(again).toEqual([lost]);
  expect(await noted()).toMatchObject([first, own, lost]);
  expect(await missing()).toBeUndefined();
  await forget(0);
  expect(await missing()).toBe(1);
});

it('finds a database that went on and has more than the storage, also where a replay was cut off', async () => {
  const lost = [await begin(), await begin()];
  await ledger().keep();
  await forget(0);
  const own = [await begin(), await begin(), await begin()];
  expect(await missing()).toBe(1);
  await expect(ledger().keep()).rejects.toMatchObject({ code: 'erasures_to_replay' });
  const again = async ({ tenantId, userId }: Erased) => void (await begin({ tenantId, userId: userId ?? '' }));
  const keep = jest.spyOn(files.store, 'keep').mockRejectedValue(new Error('killed'));
  await expect(ledger().replay(again)).rejects.toThrow('killed');
  keep.mockRestore();
  expect(await missing()).toBe(1);
  expect(await ledger().replay(again)).toBe(0);
  expect(await noted()).toMatchObject([...own, ...lost]);
  expect([await missing(), (await stored()).length]).toEqual([undefined, 5]);
});

it('finds another entry before one that is the same', async () => {
  const [, same] = [await begin(), await begin()];
  await ledger().keep();
  await forget(0);
  await begin();
  await begin({ tenantId: same.tenantId, userId: same.userId ?? '' });
  expect(await missing()).toBe(1);
});

it('finds that a server took over that lags, in a process that stored what it lacks', async () => {
  await begin();
  const here = ledger();
  await begin();
  await here.keep();
  await forget(1);
  await expect(here.requireNoneMissing()).rejects.toMatchObject({ code: 'erasures_to_replay' });
  await begin();
  await expect(here.keep()).rejects.toMatchObject({ code: 'erasures_to_replay' });
});

it('does not take what others note meanwhile for what it lacks', async () => {
  await begin();
  const read = files.store.size.bind(files.store);
  jest.spyOn(files.store, 'size').mockImplementationOnce(async (address) => {
    await begin();
    await ledger().keep();
    return read(address);
  });
  await ledger().requireNoneMissing();
});

it('adds what another list has after what the storage has', async () => {
  const own = await begin();
  await ledger().keep();
  const [{ id }] = (await runSql<{ id: string }>(test.adminUrl, 'select id from platform.deployment')) as [
    { id: string },
  ];
  const listed = { tenantId: newId(), userId: newId(), notedAt: new Date() };
  await new StoredEntries(files.store, files.incoming, id).append([{ ...own, notedAt: new Date() }, listed]);
  expect(await missing()).toBe(2);
  await ledger().replay(async () => {});
  expect(await noted()).toMatchObject([own, { tenantId: listed.tenantId, userId: listed.userId }]);
  expect(await missing()).toBeUndefined();
});

it('lets an operator waive, which stays in the status until it is done', async () => {
  const erased = await begin();
  await ledger().keep();
  await forget(0);
  expect(await ledger().replay()).toBe(1);
  expect(await missing()).toBeUndefined();
  expect(await ledger().newest()).toMatchObject({ number: 1, waived: 1 });
  expect(await ledger().replay()).toBe(0);
  const again: Erased[] = [];
  expect(await ledger().replay(async (entry) => void again.push(entry))).toBe(1);
  expect(again).toMatchObject([erased]);
  expect(await ledger().newest()).toMatchObject({ number: 1, waived: 0 });
});

it('fills a storage that took the place of another from the first entry on', async () => {
  for (let n = 0; n < 5; n += 1) await begin();
  await ledger().keep();
  files.remove();
  await begin();
  await ledger().keep();
  expect(await stored()).toHaveLength(6);
  await forget(2);
  expect(await missing()).toBe(3);
});

it('goes on where a process died between two entries', async () => {
  for (let n = 0; n < 6; n += 1) await begin();
  await ledger().keep();
  const whole = await stored();
  for (const file of whole.slice(2)) rmSync(file);
  await ledger().keep();
  expect(await stored()).toEqual(whole);
});

it('refuses an entry that was altered', async () => {
  await begin();
  await ledger().keep();
  await forget(0);
  const [file = ''] = await stored();
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"userId":"./, '"userId":"f'));
  await expect(missing()).rejects.toMatchObject({ code: 'erasure_ledger_altered' });
  await expect(ledger().replay(async () => {})).rejects.toMatchObject({ code: 'erasure_ledger_altered' });
});

it('is left by the search for files without a row', async () => {
  await begin();
  await ledger().keep();
  const [file = ''] = await stored();
  utimesSync(file, 0, 0);
  for await (const found of orphans(test.database, files.store)) await deleteOrphans(test.database, files.store, found);
  expect(await stored()).toHaveLength(1);
});

it('can be neither changed nor deleted by the application', async () => {
  const { tenantId } = await begin();
  for (const change of ['delete from platform.erasure_ledger', 'update platform.erasure_ledger set waived = true']) {
    await expect(runSql(test.appUrl, `set app.tenant_id = '${tenantId}'; ${change}`)).rejects.toThrow(
      'permission denied',
    );
  }
});
