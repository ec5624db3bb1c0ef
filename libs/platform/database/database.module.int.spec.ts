// Real: the Nest modules, PostgreSQL, its roles and row level security. Faked: nothing.

import { Test } from '@nestjs/testing';
import { SettingsModule } from '#platform/config';
import { newId } from '#platform/ids';
import { MetricsServer, TelemetryModule } from '#platform/telemetry';
import { lastingPort } from '../../../test/support/lasting-port.js';
import { allNotes, insertNote, makeNotesTable } from '../../../test/support/notes-table.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { Database, DatabaseModule, openDatabase } from './index.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
  await makeNotesTable(test.ownerUrl);
});
afterAll(() => test.close());

it('provides the database, which shows a tenant its own rows only', async () => {
  const imports = [SettingsModule.with(test.settings), TelemetryModule, DatabaseModule];
  const app = await (await Test.createTestingModule({ imports }).compile()).init();
  const [tenantId, otherId] = [newId(), newId()];
  const database = app.get(Database);
  await database.transaction({ tenantId }, (tx) => tx.run(insertNote, tenantId, newId(), 'mine'));
  const notes = (scope: string) => database.transaction({ tenantId: scope }, (tx) => tx.run(allNotes));
  expect(await notes(tenantId)).toMatchObject([{ body: 'mine' }]);
  expect(await notes(otherId)).toEqual([]);
  await app.close();
});

it('counts and times its reads and its transactions, those that fail included', async () => {
  const settings = Object.assign(Object.create(test.settings), {
    metricsPort: await lastingPort(),
    databasePoolSize: 7,
  });
  const imports = [SettingsModule.with(settings), TelemetryModule, DatabaseModule];
  const app = await (await Test.createTestingModule({ imports }).compile()).init();
  const url = (await app.get(MetricsServer).listen()) ?? '';
  const counts = async () => {
    const text = await (await fetch(url)).text();
    const count = (access: string, end: string) =>
      Number(
        new RegExp(`^palier_database_access_seconds_${end}\\{access="${access}"[^}]*\\} (\\S+)`, 'm').exec(text)?.[1],
      );
    return { reads: count('read', 'count'), transactions: count('transaction', 'count'), sum: count('read', 'sum') };
  };
  const [database, tenantId] = [app.get(Database), newId()];
  expect(await counts()).toEqual({ reads: 0, transactions: 0, sum: 0 });
  await database.read({ tenantId }, allNotes);
  // As a change of the job server does, which counts for itself.
  await (
    await openDatabase({ ...test.connection, poolSize: 1, statementTimeoutMs: 5000, lockTimeoutMs: 5000 })
  ).close();
  await database.transaction({ tenantId }, (tx) => tx.run(insertNote, tenantId, newId(), 'mine'));
  const [id, twice] = [
    newId(),
    () => database.transaction({ tenantId }, (tx) => tx.run(insertNote, tenantId, id, 'mine')),
  ];
  await twice();
  await expect(twice()).rejects.toMatchObject({ code: '23505' });
  expect(await counts()).toEqual({ reads: 1, transactions: 3, sum: expect.any(Number) });
  expect((await counts()).sum).toBeGreaterThan(0);
  expect(await (await fetch(url)).text()).toMatch(/^palier_database_pool_size 7$/m);
  await app.close();
});
