// Real: PostgreSQL with its roles, policies and functions, the job and its statements, the storage in a directory, signatures.
// Faked: the tables; data outside PostgreSQL; the audit; mails; the time, which SQL sets back.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Logger } from '@nestjs/common';
import type { AuditEntry } from '#platform/audit';
import { declareTable, type TableDeclaration } from '#platform/database';
import { ErasureLedger } from '#platform/erasure-ledger';
import { newId } from '#platform/ids';
import type { Jobs } from '#platform/jobs';
import { signReceipt, verifyReceipt } from '#platform/signatures';
import { erasing } from '../../../../test/support/erasing.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { type TestStorage, testStorage } from '../../../../test/support/test-storage.js';
import { unnamed } from '../../../../test/support/unnamed.js';
import { OutsideData } from '../outside-data.js';
import type { ErasureReceiptDto } from './erasure.dto.js';
import { Erasures } from './erasures.js';
import { PersonRows } from './person-rows.js';

/** Takes jobs that nobody runs. */
const noJobs = { add: async () => '' } as unknown as Jobs;

const tenantId = newId();
const anna = { tenantId, userId: newId() };
const bela = { tenantId, userId: newId() };
const why = 'the law asks for invoices';
const table = (erasure: 'delete' | { keep: string }, blobs?: { digest: null }): TableDeclaration => ({
  kind: 'tenant',
  holds: 'A test row.',
  persons: [{ column: 'user_id', is: 'user', erasure, exports: ['id'] }],
  ...(blobs && { blobs }),
});

let test: TestDatabase;
let files: TestStorage;
let folder: string;
let audited: AuditEntry[];
let told: string[];
let refused: Error | undefined;
beforeEach(async () => {
  test = await testDatabase();
  files = testStorage(test);
  folder = mkdtempSync(join(tmpdir(), 'palier-receipts-'));
  [audited, told, refused] = [[], [], undefined];
  const columns = 'tenant_id uuid, id uuid, user_id uuid, digest text collate "C", primary key (tenant_id, id)';
  for (const [name, declaration] of [
    ['photos', table('delete', { digest: null })],
    ['invoices', table({ keep: why })],
  ] as const) {
    await runSql(
      test.ownerUrl,
      `create schema if not exists tests; grant usage on schema tests to palier_app;
       create table tests.${name} (${columns}); create index on tests.${name} (tenant_id, user_id);
       create index on tests.${name} (tenant_id, digest); grant select, insert, delete on tests.${name} to palier_app`,
    );
    await runSql(test.ownerUrl, declareTable(`tests.${name}`, declaration));
  }
  const letters: TableDeclaration = {
    kind: 'tenant',
    holds: 'A test row.',
    persons: [{ column: 'address', is: 'email', erasure: { keep: why }, exports: ['id'] }],
  };
  await runSql(
    test.ownerUrl,
    `create table tests.letters (tenant_id uuid, id uuid, address text, primary key (tenant_id, id));
     create index on tests.letters (tenant_id, address)`,
  );
  await runSql(test.ownerUrl, declareTable('tests.letters', letters));
  for (const { userId } of [anna, bela]) {
    await runSql(
      test.adminUrl,
      `insert into tests.invoices select '${tenantId}', uuidv7(), '${userId}' from generate_series(1, 2)`,
    );
  }
});
afterEach(async () => {
  files.remove();
  rmSync(folder, { recursive: true });
  await test.close();
});

const outside = new OutsideData({ get: () => ({ erasePerson: async () => {} }) } as never);
const parts = () =>
  erasing(test, files, {
    outside,
    audit: { record: async (_, entry) => void audited.push(entry) },
    tell: async ({ userId }) => {
      if (refused) throw refused;
      told.push(userId);
    },
  });
const erasures = () => new Erasures(test.database, noJobs);
const ask = (email?: string) =>
  test.database.transaction({ tenantId }, (tx) => erasures().request(tx, anna, { email }, 0));
const set = (what: string) => runSql(test.adminUrl, `update platform.erasures set ${what} where next_at is not null`);
const due = () => set("next_at = now() - interval '1 second'");
const photo = async ({ userId }: { userId: string }, content: string) => {
  const file = await files.storage.receive(Readable.from([Buffer.from(content)]), 1000);
  await files.storage.save({ tenantId }, [file], (tx) =>
    tx.run(unnamed('insert into tests.photos values ($1, uuidv7(), $2, $3)'), tenantId, userId, file.digest),
  );
};
const erased = async (email?: string) => {
  await ask(email);
  const { erase } = parts();
  await erase(anna);
  await due();
  await erase(anna);
  return (await erasures().of(anna)).receipt as ErasureReceiptDto;
};
const put = (name: string, content: object) => {
  writeFileSync(join(folder, name), JSON.stringify(content));
  return join(folder, name);
};
const keySet = async () => {
  const keys = await parts().signatures.publicKeys();
  return put('keys.json', { keys: keys.map((key) => ({ kty: 'OKP', crv: 'Ed25519', ...key })) });
};

it('says what went and what stays, and holds nothing of the person but the id', async () => {
  await photo(anna, 'of Anna');
  await photo(anna, 'of both');
  await photo(bela, 'of both');
  const receipt = await erased();
  expect(receipt).toMatchObject({
    ...anna,
    counts: { 'tests.photos delete': 2 },
    files: 1,
    again: false,
    elsewhere: ['stored responses to others'],
    kept: expect.arrayContaining([{ table: 'tests.invoices', rows: 2, why }]),
  });
  const { askedAt, beganAt, endedAt, keysUntil } = receipt;
  expect([askedAt, beganAt, endedAt].sort()).toEqual([askedAt, beganAt, endedAt]);
  expect(Date.parse(keysUntil)).toBe(Math.floor(Date.parse(endedAt) / 86_400_000 + 37) * 86_400_000);
  expect((await erasures().of(anna)).erasedAt?.toISOString()).toBe(endedAt);
  expect(audited.map(({ action }) => action)).toEqual(['data-lifecycle.person.erased']);
});

it('is not given before the storage knows of the erasure', async () => {
  await erased();
  await runSql(test.adminUrl, 'truncate platform.erasure_ledger');
  const ledger = new ErasureLedger(test.database, files.store, files.incoming);
  await expect(ledger.requireNoneMissing()).rejects.toMatchObject({ code: 'erasures_to_replay' });
});

it('says that it was done again in an older state of the database', async () => {
  await photo(anna, 'of Anna');
  const rows = new PersonRows(test.database, { within: async () => {} } as never, outside);
  await rows.eraseAgain(anna, {});
  await due();
  await parts().erase(anna);
  expect((await erasures().of(anna)).receipt).toMatchObject({
    again: true,
    files: 1,
    counts: { 'tests.photos delete': 1 },
  });
});

it('counts of what stays the rows of its tenant, by id or address, and at most 10,000 of a table', async () => {
  await runSql(
    test.adminUrl,
    `insert into tests.invoices select '${tenantId}', uuidv7(), '${anna.userId}' from generate_series(1, 9999);
     insert into tests.letters values ('${tenantId}', uuidv7(), 'anna@x.example'), ('${tenantId}', uuidv7(), 'bela@x.example'),
       ('${newId()}', uuidv7(), 'anna@x.example')`,
  );
  const { kept } = await erased('anna@x.example');
  expect(kept.filter(({ table }) => table.startsWith('tests.'))).toEqual([
    { table: 'tests.invoices', rows: 10_000, why },
    { table: 'tests.letters', rows: 1, why },
  ]);
});

it('is signed for its purpose, and no change of it passes', async () => {
  const receipt = await erased();
  const keys = await keySet();
  const check = (given: object) => verifyReceipt(put('receipt.json', given), keys);
  expect(await check(receipt)).toEqual({ kind: 'erasure', receipt });
  expect(await check({ ...(await erasures().of(anna)) })).toEqual({ kind: 'erasure', receipt });
  const { sha256, keyId, signature, ...statement } = receipt;
  const changed = [
    ...Object.keys(statement).map((name) => ({ [name]: 'other' })),
    ...[{ more: 1 }, { sha256: '0'.repeat(64) }, { signature: '' }, { kept: receipt.kept.slice(1) }],
  ];
  for (const changes of changed) {
    expect([changes, await check({ ...receipt, ...changes })]).toEqual([
      changes,
      expect.stringMatching(/^The key did not sign this/),
    ]);
  }
  const sign = await parts().signatures.signer();
  expect(await check({ ...statement, ...signReceipt('purge', statement, sign) })).toMatchObject({ kind: 'purge' });
  expect(await check({ ...receipt, signature: null })).toMatch(/has no signature/);
  expect(await check({ ...receipt, keyId: 'other' })).toMatch(/is not among those given/);
  for (const none of [{}, { receipt: null }, [], { receipt: 'text' }]) expect(await check(none)).toMatch(/no receipt/);
});

it('is there once, and cannot be changed by the application', async () => {
  const receipt = await erased();
  await runSql(test.adminUrl, 'update platform.erasures set next_at = null');
  await parts().receipts.end(anna);
  expect([(await erasures().of(anna)).receipt, audited.length]).toEqual([receipt, 1]);
  const forge = `set app.tenant_id = '${tenantId}'; update platform.erasures set receipt = '{}' returning user_id`;
  expect(await runSql(test.appUrl, forge)).toEqual([]);
});

describe('the link to it', () => {
  const offer = (hash: Buffer) =>
    test.database.transaction({ tenantId }, (tx) => parts().receipts.offerLink(tx, anna.userId, hash));
  const sent = () => test.database.transaction({ tenantId }, (tx) => parts().receipts.linkSent(tx, anna.userId));
  const read = (hash: Buffer | undefined, tenant = tenantId) =>
    parts()
      .receipts.byLink(tenant, hash)
      .catch(({ code }) => code);
  const [first, second] = [randomBytes(32), randomBytes(32)];

  it('works from when it is in a mail, shows the receipt once the erasure has ended, in its tenant, for 30 days', async () => {
    await ask('anna@x.example');
    await set('began_at = now()');
    expect([await offer(first), await offer(second)]).toEqual([true, true]);
    expect([await read(first), await read(second)]).toEqual(['receipt_link_invalid', 'receipt_not_ready']);
    await sent();
    expect([await offer(first), await read(first), await read(second)]).toEqual([
      false,
      'receipt_link_invalid',
      'receipt_not_ready',
    ]);
    await parts().erase(anna);
    await due();
    await parts().erase(anna);
    const { receipt } = await erasures().of(anna);
    expect([await read(second), await read(second)]).toEqual([receipt, receipt]);
    expect([await read(second, newId()), await read(undefined)]).toEqual(Array(2).fill('receipt_link_invalid'));
    const [link] = await runSql<{ days: number }>(
      test.adminUrl,
      'select extract(day from link_until - asked_at)::int as days from platform.erasures',
    );
    expect(link).toEqual({ days: 30 });
    await runSql(test.adminUrl, 'update platform.erasures set link_until = now()');
    expect(await read(second)).toBe('receipt_link_invalid');
  });

  it('ends with the erasure where no mail with it was taken', async () => {
    await ask('anna@x.example');
    await set('began_at = now()');
    expect(await offer(first)).toBe(true);
    await parts().erase(anna);
    expect(await read(first)).toBe('receipt_not_ready');
    await due();
    await parts().erase(anna);
    expect(await read(first)).toBe('receipt_link_invalid');
  });

  it('is offered to nobody without a proven address, and not once rows are gone', async () => {
    await ask();
    await set('began_at = now()');
    expect(await offer(first)).toBe(false);
    await set("began_at = now(), email = 'anna@x.example', swept_at = now()");
    expect(await offer(first)).toBe(false);
  });

  it('is told of before anything is deleted, and the erasure waits for it a day and not longer', async () => {
    await photo(anna, 'of Anna');
    await ask();
    refused = new Error('450 anna@x.example: try again later');
    await expect(parts().erase(anna)).rejects.toThrow('The mail about the erasure was not sent.');
    expect(await erasures().of(anna)).toMatchObject({ state: 'pending', counts: {} });
    await due();
    await set("due_at = now() - interval '23 hours'");
    await expect(parts().erase(anna)).rejects.toThrow('not sent');
    await due();
    await set("due_at = now() - interval '25 hours'");
    const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    await parts().erase(anna);
    // The server's answer may quote the address, which no log line does.
    expect(warned.mock.calls).toEqual([[expect.stringMatching(`^The erasure of ${anna.userId} (?!.*anna@)`)]]);
    warned.mockRestore();
    expect(await erasures().of(anna)).toMatchObject({ state: 'erasing', counts: { 'tests.photos delete': 1 } });
    refused = undefined;
    await due();
    await parts().erase(anna);
    // The second sweep has no address to write to.
    expect([told, (await erasures().of(anna)).state]).toEqual([[], 'erased']);
  });
});
