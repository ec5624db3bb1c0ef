// Real: PostgreSQL with its triggers and row level security, the service. Faked: the scopes of callers; students and structure,
// written by SQL.
import type { Caller } from '#platform/access';
import type { Audit } from '#platform/audit';
import { newId } from '#platform/ids';
import { sortKey } from '#platform/text-normalisation';
import { makeCampusPlaces } from '../../../test/support/campus-places.js';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import type { Scopes } from '../scopes/scopes.js';
import { StudentsService } from './students.service.js';

let database: TestDatabase;
let students: StudentsService;
beforeAll(async () => {
  database = await testDatabase();
  students = new StudentsService(
    database.database,
    { of: async () => ({ kind: 'tenant' }) } as unknown as Scopes,
    {} as Audit,
  );
});
afterAll(() => database.close());

async function tenantWith(names: readonly string[]): Promise<string> {
  const tenantId = newId();
  const { programmes, open } = await makeCampusPlaces(database.ownerUrl, tenantId, 1);
  const [programme] = programmes;
  const rows = names.map((name, i) => `('${newId()}'::uuid, '${name}', '${sortKey(name)}', ${i})`);
  await runSql(
    database.ownerUrl,
    `set app.tenant_id = '${tenantId}';
    insert into campus.students (tenant_id, id, name, name_key, email, number)
      select '${tenantId}', id, name, key, 'x' || i || '@etu.example', i from (values ${rows.join(',')}) as s (id, name, key, i);
    insert into campus.enrolments (tenant_id, id, student_id, year_id, university_id, ufr_id, programme_id, level, name_key, number)
      select tenant_id, id, id, '${open}', '${programme?.universityId}', '${programme?.ufrId}', '${programme?.id}', 'L1', name_key, number
      from campus.students`,
  );
  return tenantId;
}

async function found(tenantId: string, search: string): Promise<string[]> {
  const { data } = await students.list({ tenantId } as Caller, { search });
  return data.map(({ name }) => name).sort();
}

const names = [
  'Jean Ly',
  'Minh Le Vo',
  'Lyna Voltaire',
  '山田 太郎',
  '王小明',
  'Işıl',
  'Þórður',
  'ʿAlī',
  'Mar\u00adtin',
  'विश्वनाथ कृष्ण',
];
it.each([
  ['Ly', ['Jean Ly', 'Lyna Voltaire']],
  ['Vo', ['Minh Le Vo']],
  ['Le', ['Minh Le Vo']],
  ['太郎', ['山田 太郎']],
  ['小明', ['王小明']],
  ['明', ['王小明']],
  ['王明', []],
  ['isil', ['Işıl']],
  ['thordur', ['Þórður']],
  ['ali', ['ʿAlī']],
  ['martin', ['Mar\u00adtin']],
  ['l', ['Lyna Voltaire']],
  ['विश्व', ['विश्वनाथ कृष्ण']],
  ['ण', []],
  ['ʿ', []],
  ['€', []],
  ['\u0301', []],
  ['jean jean jean jean jean jean jean jean minh', []],
])('finds students by %s, alone in their tenant', async (search, expected) => {
  await tenantWith(names);
  expect(await found(await tenantWith(names), search)).toEqual(expected);
});
