// Real: the Nest modules, PostgreSQL, its roles and row level security. Faked: nothing.

import { Test } from '@nestjs/testing';
import { SettingsModule } from '#platform/config';
import { newId } from '#platform/ids';
import { TelemetryModule } from '#platform/telemetry';
import { allNotes, insertNote, makeNotesTable } from '../../../test/support/notes-table.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { Database, DatabaseModule } from './index.js';

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
