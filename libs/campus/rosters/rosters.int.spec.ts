// Real: the whole API and its worker, PostgreSQL, the storage, people who sign in. Faked: nothing.
import { newId } from '#platform/ids';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/workers.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
afterAll(() => api?.close());

const columns = { number: 'N°', name: 'Nom', email: 'Courriel', programme: 'Formation', level: 'Niveau' };
const header = 'N°;Nom;Courriel;Formation;Niveau';
const row = (n: number, name = `Élève ${n}`, level = 'L1') => `${n};${name};eleve-${n}@univ.example;INFO;${level}`;

interface Campus {
  readonly admin: SignedIn;
  readonly tenantId: string;
  readonly yearId: string;
}

/** A university with one programme, and a year. */
async function campus(): Promise<Campus> {
  const tenant = await freshTenant(api, { product: 'etude-line' });
  const admin = await signedIn(api, tenant, 'admin');
  const [university, ufr, programme, yearId] = [newId(), newId(), newId(), newId()];
  await runSql(
    api.database.adminUrl,
    `insert into campus.universities (tenant_id, id, name, name_key) values ('${tenant.id}', '${university}', 'Lyon', 'lyon');
     insert into campus.ufrs (tenant_id, id, university_id, name, name_key) values ('${tenant.id}', '${ufr}', '${university}', 'Sciences', 'sciences');
     insert into campus.programmes (tenant_id, id, university_id, ufr_id, name, name_key, code, levels)
       values ('${tenant.id}', '${programme}', '${university}', '${ufr}', 'Informatique', 'informatique', 'INFO', '{L1,L2,L3}');
     insert into campus.years (tenant_id, id, name, name_key, starts_on, ends_on, state)
       values ('${tenant.id}', '${yearId}', '2026', '2026', '2026-09-01', '2027-08-31', 'open')`,
  );
  return { admin, tenantId: tenant.id, yearId };
}

const upload = ({ admin, yearId }: Campus, bytes: string | Buffer) =>
  api.inject({
    method: 'POST',
    url: `/v1/campus/rosters?year=${yearId}`,
    headers: { authorization: `Bearer ${admin.token}`, 'content-type': 'text/csv' },
    payload: bytes,
  });
const uploaded = async (of: Campus, bytes: string | Buffer): Promise<string> => {
  const answer = await upload(of, bytes);
  expect([answer.statusCode, answer.body]).toEqual([201, expect.any(String)]);
  return answer.json().id;
};
/** Follows an operation to its end. */
const ended = async ({ admin }: Campus, answer: Awaited<ReturnType<typeof callAs>>) => {
  expect([answer.statusCode, answer.body]).toEqual([202, expect.any(String)]);
  return until(async () => {
    const operation = (await callAs(api, admin.token, 'GET', `/v1/operations/${answer.json().id}`)).json();
    return ['succeeded', 'failed'].includes(operation.state) && operation;
  });
};
const check = async (of: Campus, id: string, how: object = {}) =>
  ended(of, await callAs(api, of.admin.token, 'POST', `/v1/campus/rosters/${id}/check`, { columns, ...how }));
const apply = async (of: Campus, id: string, how: object = {}) =>
  ended(of, await callAs(api, of.admin.token, 'POST', `/v1/campus/rosters/${id}/apply`, how));
const found = async ({ admin }: Campus, id: string) =>
  (await callAs(api, admin.token, 'GET', `/v1/campus/rosters/${id}`)).json();
const refusals = async ({ admin }: Campus, id: string) =>
  (await callAs(api, admin.token, 'GET', `/v1/campus/rosters/${id}/refusals`)).json().data;
const enrolled = async ({ tenantId }: Campus) =>
  (
    await runSql<Record<string, unknown>>(
      api.database.adminUrl,
      `select e.number, s.name, e.level, e.state, greatest(e.version, s.version) as version
      from campus.enrolments e join campus.students s on s.tenant_id = e.tenant_id and s.id = e.student_id
      where e.tenant_id = '${tenantId}' order by e.number::int`,
    )
  ).map(({ number, name, level, state, version }) => [number, name, level, state, version]);

it('a roster is checked without a change, then applied, and a second time it changes nothing', async () => {
  const of = await campus();
  const text = [header, ...[1, 2, 3].map((n) => row(n)), ''].join('\r\n');
  const id = await uploaded(of, `\ufeff${text}`);
  expect((await check(of, id)).state).toBe('succeeded');
  expect(await found(of, id)).toMatchObject({
    encoding: 'utf-8',
    separator: ';',
    columns: header.split(';'),
    state: 'checked',
    counts: { added: 3, changed: 0, unchanged: 0, missing: 0, refused: 0 },
  });
  expect(await enrolled(of)).toEqual([]);
  expect((await apply(of, id)).state).toBe('succeeded');
  const first = [1, 2, 3].map((n) => [String(n), `Élève ${n}`, 'L1', 'active', 1]);
  expect(await enrolled(of)).toEqual(first);
  const again = await uploaded(of, Buffer.from([header, ...[3, 1, 2].map((n) => row(n))].join('\n'), 'latin1'));
  await check(of, again);
  expect(await found(of, again)).toMatchObject({ encoding: 'windows-1252', counts: { added: 0, unchanged: 3 } });
  await apply(of, again);
  expect(await enrolled(of)).toEqual(first);
  const repeated = await callAs(api, of.admin.token, 'POST', `/v1/campus/rosters/${again}/apply`, {});
  expect([repeated.statusCode, repeated.json().code]).toEqual([409, 'roster_applied']);
});

it('lines that cannot be taken are listed with field and reason, and the others are applied', async () => {
  const of = await campus();
  const lines = [
    row(1),
    row(1, 'Again'),
    '2;;a@univ.example;INFO;L1',
    `3;${'x'.repeat(10_000)};b@univ.example;INFO;L1`,
    '4;A;nowhere;INFO;L1',
    '5;A;c@univ.example;LAW;L1',
    '6;A;d@univ.example;INFO;M1',
    '7;A;e@univ.example;INFO;P9',
    '8;A;f@univ.example;INFO',
    '9;A;eleve-1@univ.example;INFO;L1',
    '10;=cmd();g@univ.example;INFO;L2',
  ];
  const id = await uploaded(of, [header, ...lines].join('\n'));
  await check(of, id);
  expect(
    (await refusals(of, id)).map(({ line, field, reason }: Record<string, unknown>) => [line, field, reason]),
  ).toEqual([
    [3, 'number', 'twice'],
    [4, 'name', 'missing'],
    [5, 'name', 'too_long'],
    [6, 'email', 'not_an_address'],
    [7, 'programme', 'unknown'],
    [8, 'level', 'not_offered'],
    [9, 'level', 'unknown'],
    [10, 'line', 'ragged'],
    [11, 'email', 'twice'],
  ]);
  await apply(of, id);
  expect((await enrolled(of)).map(([number, name]) => [number, name])).toEqual([
    ['1', 'Élève 1'],
    ['10', '=cmd()'],
  ]);
});

it('a roster that changes or ends more than a fifth is applied only with the number, and refused lines end nobody', async () => {
  const of = await campus();
  const id = await uploaded(of, [header, ...[1, 2, 3, 4].map((n) => row(n))].join('\n'));
  await check(of, id);
  await apply(of, id);
  const next = await uploaded(of, [header, row(1, 'Renamed'), row(2), '3;A;nowhere;INFO;L1'].join('\n'));
  await check(of, next, { endMissing: true });
  expect((await found(of, next)).counts).toEqual({ added: 0, changed: 1, unchanged: 1, missing: 1, refused: 1 });
  for (const changes of [undefined, 1, 3]) {
    const answer = await callAs(api, of.admin.token, 'POST', `/v1/campus/rosters/${next}/apply`, { changes });
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'too_many_changes']);
  }
  await apply(of, next, { changes: 2 });
  expect(await enrolled(of)).toEqual([
    ['1', 'Renamed', 'L1', 'active', 2],
    ['2', 'Élève 2', 'L1', 'active', 1],
    ['3', 'Élève 3', 'L1', 'active', 1],
    ['4', 'Élève 4', 'L1', 'left', 2],
  ]);
});

it('an address of another student refuses the line', async () => {
  const of = await campus();
  const id = await uploaded(of, [header, row(1)].join('\n'));
  await check(of, id);
  await apply(of, id);
  const next = await uploaded(of, [header, '2;A;eleve-1@univ.example;INFO;L1'].join('\n'));
  await check(of, next);
  expect(await refusals(of, next)).toEqual([{ line: 2, number: '2', field: 'email', reason: 'taken' }]);
});

it.each([
  ['a ZIP', Buffer.from('PK\u0003\u0004 and more'), 'roster_not_csv'],
  ['bytes', Buffer.from([0x61, 0, 0x62]), 'roster_not_csv'],
  ['one column', 'number\n1', 'roster_not_csv'],
  ['a million columns', 'a;'.repeat(1_000_000), 'too_many_columns'],
])('%s is refused when it is uploaded', async (_, bytes, code) => {
  const answer = await upload(await campus(), bytes);
  expect([answer.statusCode, answer.json().code]).toEqual([422, code]);
});

it('a quote that nothing closes fails the check, which says where', async () => {
  const of = await campus();
  const id = await uploaded(of, [header, row(1), '2;"open;a@univ.example;INFO;L1', row(3)].join('\n'));
  const operation = await check(of, id);
  expect(operation).toMatchObject({ state: 'failed', error: { code: 'roster_malformed' } });
  expect((await callAs(api, of.admin.token, 'POST', `/v1/campus/rosters/${id}/apply`, {})).json().code).toBe(
    'roster_not_checked',
  );
});

it('a column that the file lacks, a closed year and another tenant’s roster are refused', async () => {
  const of = await campus();
  const id = await uploaded(of, [header, row(1)].join('\n'));
  const how = { columns: { ...columns, name: 'Prénom' } };
  const unknown = await callAs(api, of.admin.token, 'POST', `/v1/campus/rosters/${id}/check`, how);
  expect([unknown.statusCode, unknown.json().code]).toEqual([422, 'unknown_column']);
  const other = await campus();
  expect((await callAs(api, other.admin.token, 'GET', `/v1/campus/rosters/${id}`)).statusCode).toBe(404);
  await runSql(api.database.adminUrl, `update campus.years set state = 'closed' where id = '${of.yearId}'`);
  expect((await upload(of, header)).json().code).toBe('year_not_found');
});
