// Real: the whole API and its worker, PostgreSQL, the storage, people who sign in. Faked: nothing.
import type { JobContext } from '#platform/jobs';
import { audited } from '../../../test/support/audit-lines.js';
import { CampusWithRosters, header, rosterColumns, row } from '../../../test/support/campus-rosters.js';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { callAs } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/workers.js';
import { AppliesRoster } from './apply-roster.job.js';
import { ChecksRoster } from './check-roster.job.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
afterAll(() => api?.close());

/** Of a job that is run by hand. */
const context = { signal: new AbortController().signal, progress: async () => undefined } as unknown as JobContext;

const refusals = async (of: CampusWithRosters, id: string) => (await of.get(`${id}/refusals`)).data;

it('a roster is checked without a change, then applied, and a second time it changes nothing', async () => {
  const of = await CampusWithRosters.open(api);
  const text = [header, ...[1, 2, 3].map((n) => row(n)), ''].join('\r\n');
  const id = await of.uploaded(`\ufeff${text}`);
  expect((await of.check(id)).state).toBe('succeeded');
  expect(await of.get(id)).toMatchObject({
    encoding: 'utf-8',
    separator: ';',
    columns: header.split(';'),
    state: 'checked',
    counts: { added: 3, changed: 0, unchanged: 0, missing: 0, refused: 0 },
  });
  expect(await of.enrolled()).toEqual([]);
  expect((await of.apply(id)).state).toBe('succeeded');
  const first = [1, 2, 3].map((n) => [String(n), `Élève ${n}`, 'L1', 'active', 1]);
  expect(await of.enrolled()).toEqual(first);
  const again = await of.uploaded(Buffer.from([header, ...[3, 1, 2].map((n) => row(n))].join('\n'), 'latin1'));
  await of.check(again);
  expect(await of.get(again)).toMatchObject({ encoding: 'windows-1252', counts: { added: 0, unchanged: 3 } });
  await of.apply(again);
  expect(await of.enrolled()).toEqual(first);
  // As after a worker that was killed before it could say that it had ended.
  const job = api.app.get(AppliesRoster, { strict: false });
  expect(await job.run({ tenantId: of.tenantId, id: again, version: 1 }, context)).toMatchObject({
    added: 0,
    unchanged: 3,
  });
  expect([await audited(api, of.tenantId, id), await audited(api, of.tenantId, again)]).toEqual([
    ['campus.roster.apply'],
    ['campus.roster.apply'],
  ]);
  const repeated = await of.post(`${again}/apply`, {});
  expect([repeated.statusCode, repeated.json().code]).toEqual([409, 'roster_applied']);
});

it('students and enrolments have the key of their name, even where an older version checked the roster', async () => {
  const of = await CampusWithRosters.open(api);
  const id = await of.uploaded([header, '1;Işıl;a@etu.example;INFO;L1'].join('\n'));
  await of.check(id);
  await runSql(api.database.adminUrl, `update campus.roster_lines set name_key = 'ışıl' where roster_id = '${id}'`);
  await of.apply(id);
  const keys = await runSql(
    api.database.adminUrl,
    `select s.name_key as student, e.name_key as enrolment from campus.students s
      join campus.enrolments e on e.tenant_id = s.tenant_id and e.student_id = s.id where s.tenant_id = '${of.tenantId}'`,
  );
  expect(keys).toEqual([{ student: 'isil', enrolment: 'isil' }]);
});

it('lines that cannot be taken are listed with field and reason, and the others are applied', async () => {
  const of = await CampusWithRosters.open(api);
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
    '10;=c\u00admd();g@univ.example;INFO;L2',
  ];
  const id = await of.uploaded([header, ...lines].join('\n'));
  await of.check(id);
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
  await of.apply(id);
  expect((await of.enrolled()).map(([number, name]) => [number, name])).toEqual([
    ['1', 'Élève 1'],
    ['10', '=cmd()'],
  ]);
});

it('a roster that changes or ends more than a fifth is applied only with the number, and refused lines end nobody', async () => {
  const of = await CampusWithRosters.open(api);
  const id = await of.uploaded([header, ...[1, 2, 3, 4].map((n) => row(n))].join('\n'));
  await of.check(id);
  await of.apply(id);
  const next = await of.uploaded([header, row(1, 'Renamed'), row(2), '3;A;nowhere;INFO;L1'].join('\n'));
  await of.check(next, { endMissing: true });
  expect((await of.get(next)).counts).toEqual({ added: 0, changed: 1, unchanged: 1, missing: 1, refused: 1 });
  for (const changes of [undefined, 1, 3]) {
    const answer = await of.post(`${next}/apply`, { changes });
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'too_many_changes']);
  }
  await of.apply(next, { changes: 2 });
  expect(await of.enrolled()).toEqual([
    ['1', 'Renamed', 'L1', 'active', 2],
    ['2', 'Élève 2', 'L1', 'active', 1],
    ['3', 'Élève 3', 'L1', 'active', 1],
    ['4', 'Élève 4', 'L1', 'left', 2],
  ]);
});

it.each([
  ['without a number', ';Élève 12;eleve-12@univ.example;INFO;L1'],
  ['whose fields are in other places', 'Élève;12;eleve-12@univ.example;INFO;L1;'],
])('nobody is missing where a line %s is refused', async (_, line) => {
  const of = await CampusWithRosters.open(api);
  const eleven = [header, ...Array.from({ length: 11 }, (_, i) => row(i + 1))];
  const id = await of.uploaded([...eleven, row(12)].join('\n'));
  await of.check(id);
  await of.apply(id);
  const next = await of.uploaded([...eleven, line].join('\n'));
  await of.check(next, { endMissing: true });
  expect((await of.get(next)).counts).toMatchObject({ unchanged: 11, missing: 0, refused: 1 });
  expect((await of.apply(next)).state).toBe('succeeded');
  expect((await of.enrolled()).at(-1)).toEqual(['12', 'Élève 12', 'L1', 'active', 1]);
});

it('nobody is ended whom the check did not count', async () => {
  const of = await CampusWithRosters.open(api);
  const [first, second] = [
    await of.uploaded([header, row(1)].join('\n')),
    await of.uploaded([header, row(2)].join('\n')),
  ];
  await of.check(first, { endMissing: true });
  await of.check(second);
  await of.apply(second);
  expect(await of.apply(first)).toMatchObject({ state: 'failed', error: { code: 'roster_outdated' } });
  expect(await of.enrolled()).toEqual([['2', 'Élève 2', 'L1', 'active', 1]]);
  await of.check(first, { endMissing: true });
  await of.apply(first, { changes: 1 });
  expect((await of.enrolled()).map(([number, , , state]) => [number, state])).toEqual([
    ['1', 'active'],
    ['2', 'left'],
  ]);
});

it('a check that has ended is not begun anew, and what was found before another one is not applied', async () => {
  const of = await CampusWithRosters.open(api);
  const id = await of.uploaded([header, row(1), row(2)].join('\n'));
  await of.check(id);
  const { version } = await of.get(id);
  const asked = { tenantId: of.tenantId, id };
  const check = api.app.get(ChecksRoster, { strict: false });
  expect(await check.run(asked, context)).toMatchObject({ added: 2 });
  expect(await of.get(id)).toMatchObject({ state: 'checked', version });
  await of.check(id, { endMissing: true });
  const apply = api.app.get(AppliesRoster, { strict: false });
  await expect(apply.run({ ...asked, version }, context)).rejects.toMatchObject({ code: 'roster_not_checked' });
  await of.apply(id);
  expect(await check.run(asked, context)).toMatchObject({ added: 2 });
  expect((await of.get(id)).state).toBe('applied');
});

it.each(['constructor', '__proto__'])('the state %s refuses its line and no other', async (state) => {
  const of = await CampusWithRosters.open(api);
  const id = await of.uploaded([`${header};État`, `${row(1)};actif`, `${row(2)};${state}`].join('\n'));
  await of.check(id, { columns: { ...rosterColumns, state: 'État' } });
  expect(await refusals(of, id)).toEqual([{ line: 3, number: '2', field: 'state', reason: 'unknown' }]);
});

it('a code names the programme that is written so, and another one where that is the only one', async () => {
  const of = await CampusWithRosters.open(api);
  await runSql(
    api.database.adminUrl,
    `insert into campus.programmes (tenant_id, id, university_id, ufr_id, name, name_key, code, levels)
     select tenant_id, uuidv7(), university_id, ufr_id, v.code, v.code, v.code, levels from campus.programmes p,
       (values ('info'), ('Law')) v (code) where p.tenant_id = '${of.tenantId}'`,
  );
  const line = (n: number, code: string) => `${n};A;a${n}@univ.example;${code};L1;Lyon`;
  const codes = ['INFO', 'info', 'Info', 'LAW'];
  const id = await of.uploaded([`${header};Université`, ...codes.map((code, i) => line(i + 1, code))].join('\n'));
  await of.check(id, { columns: { ...rosterColumns, university: 'Université' } });
  expect(await refusals(of, id)).toEqual([{ line: 4, number: '3', field: 'programme', reason: 'ambiguous' }]);
  await of.apply(id);
  const enrolled = await runSql(
    api.database.adminUrl,
    `select e.number, p.code from campus.enrolments e join campus.programmes p on p.tenant_id = e.tenant_id and p.id = e.programme_id
     where e.tenant_id = '${of.tenantId}' order by e.number`,
  );
  expect(enrolled).toEqual([
    { number: '1', code: 'INFO' },
    { number: '2', code: 'info' },
    { number: '4', code: 'Law' },
  ]);
});

it.each([
  ['the year is closed', `update campus.years set state = 'closed'`, 'year_is_closed'],
  ['the programme is archived', 'update campus.programmes set archived_at = now()', 'is_archived'],
  ['the programme is deleted', 'delete from campus.programmes', 'not_in_structure'],
  ['the university is archived', 'update campus.universities set archived_at = now()', 'is_archived'],
  ['the programme loses a level', `update campus.programmes set levels = '{L2}'`, 'level_not_offered'],
])('a roster enrols nobody where %s beside its applying', async (_, change, code) => {
  const of = await CampusWithRosters.open(api);
  const id = await of.uploaded([header, row(1, 'Ada', 'L2'), row(2)].join('\n'));
  await of.check(id);
  await using held = await heldTransaction(api.database.adminUrl, `${change} where tenant_id = '${of.tenantId}'`);
  const begun = await of.post(`${id}/apply`, {});
  await held.blocks();
  await held.commit();
  expect(await of.ended(begun)).toMatchObject({ state: 'failed', error: { code } });
  expect(await of.enrolled()).toEqual([]);
});

it('of those who are missing none is ended once the year is closed', async () => {
  const of = await CampusWithRosters.open(api);
  const all = await of.uploaded([header, ...Array.from({ length: 1002 }, (_, i) => row(i + 1))].join('\n'));
  await of.check(all);
  await of.apply(all);
  const id = await of.uploaded([header, row(1)].join('\n'));
  await of.check(id, { endMissing: true });
  // As by an admin between two commits: the first one ends a thousand.
  await runSql(
    api.database.adminUrl,
    `create function campus.close_year() returns trigger language plpgsql security definer as $$ begin
       update campus.years set state = 'closed' where id = new.year_id and state = 'open'; return null; end $$;
     create trigger close_year after update on campus.enrolments for each row
       when (new.tenant_id = '${of.tenantId}' and new.state = 'left') execute function campus.close_year()`,
  );
  expect(await of.apply(id, { changes: 1001 })).toMatchObject({ state: 'failed', error: { code: 'year_is_closed' } });
  const states = (await of.enrolled()).map(([, , , state]) => state);
  expect(states.filter((state) => state === 'left')).toHaveLength(1000);
});

it('a roster that was applied names no student any more: its lines and its file are gone', async () => {
  const of = await CampusWithRosters.open(api);
  const id = await of.uploaded([header, row(1), '2;B;no address;INFO;L1'].join('\n'));
  await of.check(id);
  const kept = () =>
    runSql<{ lines: number; files: number }>(
      api.database.adminUrl,
      `select (select count(*)::int from campus.roster_lines where roster_id = '${id}') as lines,
        (select count(*)::int from platform.blobs where tenant_id = '${of.tenantId}') as files`,
    );
  expect(await kept()).toEqual([{ lines: 1, files: 1 }]);
  await of.apply(id);
  await until(async () => (await kept())[0]?.files === 0);
  expect(await kept()).toEqual([{ lines: 0, files: 0 }]);
  expect(await refusals(of, id)).toHaveLength(1);
  expect((await of.post(`${id}/check`, { columns: rosterColumns })).json().code).toBe('roster_applied');
  expect((await callAs(api, of.admin.token, 'DELETE', `/v1/campus/rosters/${id}`)).statusCode).toBe(204);
});

it('a roster that is deleted, or that ten newer ones replace, leaves no file, and those of other tenants stay', async () => {
  const [of, other] = [await CampusWithRosters.open(api), await CampusWithRosters.open(api)];
  const upload = (campus: CampusWithRosters, n: number) => campus.uploaded([header, row(n)].join('\n'));
  const files = async ({ tenantId }: CampusWithRosters) =>
    (await runSql(api.database.adminUrl, `select from platform.blobs where tenant_id = '${tenantId}'`)).length;
  const [deleted] = [await upload(of, 0), await upload(other, 0)];
  expect(await files(of)).toBe(1);
  expect((await callAs(api, of.admin.token, 'DELETE', `/v1/campus/rosters/${deleted}`)).statusCode).toBe(204);
  await until(async () => (await files(of)) === 0);
  const oldest = await upload(of, 1);
  for (let n = 2; n <= 11; n += 1) await upload(of, n);
  await until(async () => (await files(of)) === 10);
  expect([(await of.get(oldest)).code, await files(other)]).toEqual(['roster_not_found', 1]);
});

it('an address of another student refuses the line', async () => {
  const of = await CampusWithRosters.open(api);
  const id = await of.uploaded([header, row(1)].join('\n'));
  await of.check(id);
  await of.apply(id);
  const next = await of.uploaded([header, '2;A;eleve-1@univ.example;INFO;L1'].join('\n'));
  await of.check(next);
  expect(await refusals(of, next)).toEqual([{ line: 2, number: '2', field: 'email', reason: 'taken' }]);
});

it.each([
  ['a ZIP', Buffer.from('PK\u0003\u0004 and more'), 'roster_not_csv'],
  ['bytes', Buffer.from([0x61, 0, 0x62]), 'roster_not_csv'],
  ['UTF-16', Buffer.from(`\ufeff${header}`, 'utf16le'), 'roster_not_csv'],
  ['one column', 'number\n1', 'roster_not_csv'],
  ['a million columns', 'a;'.repeat(1_000_000), 'too_many_columns'],
  ['101 columns, most of them behind a quote', `a";${'b;'.repeat(99)}c"`, 'too_many_columns'],
  ['a header with a quote that nothing closes', 'number,name,"":{",":1', 'roster_malformed'],
])('%s is refused when it is uploaded', async (_, bytes, code) => {
  const answer = await (await CampusWithRosters.open(api)).upload(bytes);
  expect([answer.statusCode, answer.json().code]).toEqual([422, code]);
});

it.each([
  ['a quote that nothing closes', '2;"open;a@univ.example;INFO;L1', 'roster_malformed'],
  [
    'a quote that something closes too late',
    `2;"open${'\n'.repeat(20_000)}";a@univ.example;INFO;L1`,
    'roster_malformed',
  ],
  ['a line of a million columns', '2;'.repeat(1_000_000), 'roster_malformed'],
  ['a line of a million separators', ';'.repeat(1_000_000), 'line_too_long'],
  ['a line of 65,536 separators and its end', ';'.repeat(65_536), 'line_too_long'],
])('%s fails the check, and nothing is applied', async (_, line, code) => {
  const of = await CampusWithRosters.open(api);
  const id = await of.uploaded([header, row(1), line, row(3)].join('\n'));
  const operation = await of.check(id);
  expect(operation).toMatchObject({ state: 'failed', error: { code } });
  expect((await of.post(`${id}/apply`, {})).json().code).toBe('roster_not_checked');
});

it('lines of separators are refused one by one, and empty lines are left out, however many', async () => {
  const of = await CampusWithRosters.open(api);
  const separators = ';'.repeat(65_534);
  const empty = Array(150_000).fill('');
  const lines = [
    header,
    row(1),
    separators,
    ...empty,
    row(2),
    separators,
    separators,
    `3;"A\nB";eleve-3@univ.example;INFO;L1`,
  ];
  const id = await of.uploaded(`\ufeff${lines.join('\r\n')}`);
  expect(await of.check(id)).toMatchObject({ state: 'succeeded', result: { added: 3, refused: 3 } });
  const told = await refusals(of, id);
  expect(told.map(({ line, reason }: Record<string, unknown>) => [line, reason])).toEqual([
    [3, 'ragged'],
    [150_005, 'ragged'],
    [150_006, 'ragged'],
  ]);
});

it('a column that the file lacks, a closed year and another tenant’s roster are refused', async () => {
  const of = await CampusWithRosters.open(api);
  const id = await of.uploaded([header, row(1)].join('\n'));
  const how = { columns: { ...rosterColumns, name: 'Prénom' } };
  const unknown = await of.post(`${id}/check`, how);
  expect([unknown.statusCode, unknown.json().code]).toEqual([422, 'unknown_column']);
  const other = await CampusWithRosters.open(api);
  expect((await callAs(api, other.admin.token, 'GET', `/v1/campus/rosters/${id}`)).statusCode).toBe(404);
  await runSql(api.database.adminUrl, `update campus.years set state = 'closed' where id = '${of.yearId}'`);
  expect((await of.upload(header)).json().code).toBe('year_is_closed');
});
