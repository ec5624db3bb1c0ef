// Real: PostgreSQL with its policies and functions. Faked: the table, and the context that holds its keys and more data.
import type { ModuleRef } from '@nestjs/core';
import { declareTable } from '#platform/database';
import { newId } from '#platform/ids';
import { runSql } from '../../../../test/support/notes-table.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import type { Person } from '../erasure/erasure.js';
import { type ExportedRow, HoldsOutsideData, OutsideData, type OutsideDataHolder } from '../outside-data.js';
import { PersonExports } from './person-exports.js';

@HoldsOutsideData()
class Diaries implements OutsideDataHolder {
  readonly decrypts = {
    'tests.pages': async ({ userId }: Person, row: ExportedRow['row']) => ({
      ...row,
      text: Buffer.from(String(row.text), 'base64').toString().replace(`${userId}: `, ''),
    }),
  };
  async purgeTenant(): Promise<void> {}
  async erasePerson(): Promise<void> {}
  async exportPerson({ userId }: Person): Promise<ExportedRow[]> {
    return [{ table: 'tests.drawings', row: { of: userId } }];
  }
}

const tenantId = newId();
const [anna, bela] = [newId(), newId()];
let test: TestDatabase;
let exports: PersonExports;
beforeAll(async () => {
  test = await testDatabase();
  await runSql(
    test.ownerUrl,
    `create schema tests; grant usage on schema tests to palier_app;
     create table tests.pages (tenant_id uuid, n integer, user_id uuid, text text, primary key (tenant_id, n));
     create index on tests.pages (tenant_id, user_id)`,
  );
  const persons = [{ column: 'user_id', is: 'user', erasure: 'delete', exports: ['n', 'text'] }] as const;
  await runSql(test.ownerUrl, declareTable('tests.pages', { kind: 'person', holds: 'A page.', persons }));
  exports = new PersonExports(
    test.database,
    new OutsideData({ get: (type: typeof Diaries) => new type() } as ModuleRef),
  );
});
afterAll(() => test.close());

const encrypted = (user: string, text: string) => Buffer.from(`${user}: ${text}`).toString('base64');

it('what contexts hold outside PostgreSQL follows the rows, which are decrypted only for their person', async () => {
  await runSql(
    test.adminUrl,
    `insert into tests.pages values ('${tenantId}', 1, '${anna}', '${encrypted(anna, 'One\ntwo')}'),
       ('${tenantId}', 2, '${bela}', '${encrypted(bela, 'Hers')}')`,
  );
  const person = { tenantId, userId: anna };
  const id = newId();
  expect(await exports.write(person, id, {})).toBe(2);
  const parts: string[] = [];
  for await (const part of await exports.read(person, id)) parts.push(part);
  const lines = parts.join('').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { table: 'tests.pages', row: { n: 1, text: 'One\ntwo' } },
    { table: 'tests.drawings', row: { of: anna } },
  ]);
  const stored = `select lines from platform.person_exports`;
  expect(JSON.stringify(await runSql(test.adminUrl, stored))).toContain(encrypted(anna, 'One\ntwo'));
});
