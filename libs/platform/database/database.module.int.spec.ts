// Real: the Nest modules, PostgreSQL, its roles and row level security. Faked: nothing.

import { Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { SettingsModule } from '#platform/config';
import { newId } from '#platform/ids';
import { TelemetryModule } from '#platform/telemetry';
import { makeNotesTable, Note } from '../../../test/support/notes-table.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { Database, DatabaseModule } from './index.js';

/** Written as in a context. */
@Module({ imports: [DatabaseModule.withEntities(Note)] })
class NotesModule {}

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
  await makeNotesTable(test.ownerUrl);
});
afterAll(() => test.close());

it("gives a context's entities to its transactions, within the current tenant", async () => {
  const imports = [SettingsModule.with(test.settings), TelemetryModule, DatabaseModule, NotesModule];
  const app = await (await Test.createTestingModule({ imports }).compile()).init();
  const [tenantId, otherId] = [newId(), newId()];
  const database = app.get(Database);
  await database.transaction({ tenantId }, (tx) =>
    tx.entities.save(tx.entities.create(Note, { tenantId, id: newId(), body: 'mine' })),
  );
  const notes = (scope: string) => database.transaction({ tenantId: scope }, (tx) => tx.entities.find(Note));
  expect(await notes(tenantId)).toMatchObject([{ body: 'mine' }]);
  expect(await notes(otherId)).toEqual([]);
  await app.close();
});
