// Real: the whole API, PostgreSQL, people who sign in. Faked: an enrolment, a professor's subject and a place of staff, which
// SQL wrote.
import { newId } from '#platform/ids';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';

let api: TestApp;
let tenant: { id: string; slug: string };
let admin: SignedIn;
beforeAll(async () => {
  api = await startTestApp();
});
beforeEach(async () => {
  tenant = await freshTenant(api, { product: 'etude-line' });
  admin = await signedIn(api, tenant, 'admin');
});
afterAll(() => api?.close());

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
/** Its status, and its body with the code of a refusal. */
async function call(method: Method, path: string, body?: object, { by = admin, version = '*' } = {}) {
  const answer = await callAs(api, by.token, method, `/v1/campus/${path}`, body, { 'if-match': version });
  return { status: answer.statusCode, ...(answer.body ? answer.json() : {}) };
}
const structure = (by?: SignedIn) => call('GET', 'structure', undefined, { ...(by && { by }) });
const subjectsOf = async (programme: string, query = '') =>
  (await call('GET', `subjects?programme=${programme}${query}`)).data;

/** A university with a UFR that has a programme of two levels. */
async function university(name = 'Rennes') {
  const { id: universityId } = await call('POST', 'universities', { name });
  const { id: ufrId } = await call('POST', 'ufrs', { name: 'Sciences', universityId });
  const content = { name: 'Computing', code: 'INFO', levels: ['L1', 'L2'] };
  const { id: programmeId } = await call('POST', 'programmes', { ...content, ufrId });
  return { universityId, ufrId, programmeId, content };
}
const aYear = (name: string) => ({ name, startsOn: '2026-09-01', endsOn: '2027-08-31' });
const archived = (name: string) => ({ name, archived: true });

it('every member reads all of it in one answer, which each write changes', async () => {
  const member = await signedIn(api, tenant, 'member');
  expect(await structure(member)).toEqual({ status: 200, universities: [], years: [] });
  const { universityId, ufrId, programmeId, content } = await university();
  const { id: yearId } = await call('POST', 'years', aYear('2026'));
  const programme = { id: programmeId, ...content, archived: false, version: 1 };
  const ufr = { id: ufrId, name: 'Sciences', archived: false, version: 1, programmes: [programme] };
  const rennes = { id: universityId, name: 'Rennes', archived: false, version: 1, ufrs: [ufr] };
  const year = { id: yearId, ...aYear('2026'), state: 'preparing', version: 1 };
  expect(await structure(member)).toEqual({ status: 200, universities: [rennes], years: [year] });
  await call('POST', 'universities', { name: 'Angers' });
  await call('PUT', `universities/${universityId}`, { name: 'Rennes II', archived: false });
  await call('PUT', `years/${yearId}`, { ...aYear('2026'), state: 'open' });
  const after = await structure(member);
  expect(after.universities.map(({ name }: { name: string }) => name)).toEqual(['Angers', 'Rennes II']);
  expect(after.years).toMatchObject([{ state: 'open', version: 2 }]);
  const stranger = await signedIn(api, await freshTenant(api, { product: 'etude-line' }), 'owner');
  expect(await structure(stranger)).toEqual({ status: 200, universities: [], years: [] });
});

it('admins alone write it, at the version that they read, in their tenant', async () => {
  const { universityId, ufrId, programmeId } = await university();
  const editor = await signedIn(api, tenant, 'editor');
  const stranger = await signedIn(api, await freshTenant(api, { product: 'etude-line' }), 'owner');
  const { id: subjectId } = await call('POST', 'subjects', { name: 'Logic', programmeId, level: 'L1' });
  const { id: yearId } = await call('POST', 'years', aYear('2026'));
  const changes = { name: 'Other', archived: false };
  for (const [path, content] of [
    [`universities/${universityId}`, changes],
    [`ufrs/${ufrId}`, changes],
    [`programmes/${programmeId}`, { ...changes, code: 'I', levels: ['L1', 'L2'] }],
    [`subjects/${subjectId}`, changes],
    [`years/${yearId}`, { ...aYear('Other'), state: 'preparing' }],
  ] as const) {
    expect([path, (await call('PUT', path, content, { by: editor })).status]).toEqual([path, 403]);
    expect([path, (await call('PUT', path, content, { by: stranger })).code]).toEqual([path, 'not_in_structure']);
    expect([path, (await call('DELETE', path, undefined, { by: stranger })).code]).toEqual([path, 'not_in_structure']);
    expect(await call('PUT', path, content, { version: '"v1"' })).toMatchObject({ name: 'Other', version: 2 });
    expect([path, (await call('PUT', path, content, { version: '"v1"' })).status]).toEqual([path, 412]);
    expect([path, (await call('DELETE', path, undefined, { version: '"v1"' })).status]).toEqual([path, 412]);
  }
  const theirs = { name: 'Theirs', universityId };
  expect(await call('POST', 'ufrs', theirs, { by: stranger })).toMatchObject({
    code: 'unknown_place',
    errors: [{ pointer: '/universityId' }],
  });
  expect(await call('POST', 'programmes', { name: 'P', code: 'P', levels: ['L1'], ufrId: newId() })).toMatchObject({
    code: 'unknown_place',
    errors: [{ pointer: '/ufrId' }],
  });
});

it('a name is of one beside the others, without case', async () => {
  const { universityId, ufrId, programmeId } = await university();
  const taken = { code: 'name_taken', status: 409 };
  expect(await call('POST', 'universities', { name: 'RENNES' })).toMatchObject(taken);
  expect(await call('POST', 'ufrs', { name: 'sciences', universityId })).toMatchObject(taken);
  const programme = { name: 'computing', code: 'OTHER', levels: ['L1'], ufrId };
  expect(await call('POST', 'programmes', programme)).toMatchObject(taken);
  expect(await call('POST', 'programmes', { ...programme, name: 'Other', code: 'INFO' })).toMatchObject({
    code: 'programme_code_taken',
  });
  await call('POST', 'years', aYear('An I'));
  expect(await call('POST', 'years', aYear('AN I'))).toMatchObject(taken);
  await call('POST', 'subjects', { name: 'Logic', programmeId, level: 'L1' });
  expect(await call('POST', 'subjects', { name: 'LOGIC', programmeId, level: 'L1' })).toMatchObject(taken);
  expect((await call('POST', 'subjects', { name: 'Logic', programmeId, level: 'L2' })).status).toBe(201);
  const { id } = await call('POST', 'universities', { name: 'Nantes' });
  expect(await call('PUT', `universities/${id}`, { name: 'rennes', archived: false })).toMatchObject(taken);
  expect((await call('POST', 'ufrs', { name: 'Sciences', universityId: id })).status).toBe(201);
  expect((await call('POST', 'universities', { name: 'x'.repeat(10_000) })).code).toBe('validation_failed');
});

it('what is archived takes nothing new, and stays readable', async () => {
  const { universityId, ufrId, programmeId, content } = await university();
  await call('POST', 'subjects', { name: 'Logic', programmeId, level: 'L1' });
  expect(await call('PUT', `universities/${universityId}`, archived('Rennes'))).toMatchObject({ archived: true });
  const refused = { status: 409, code: 'is_archived' };
  expect(await call('POST', 'ufrs', { name: 'Law', universityId })).toMatchObject(refused);
  expect(await call('POST', 'programmes', { ...content, name: 'Law', code: 'LAW', ufrId })).toMatchObject(refused);
  expect(await call('POST', 'subjects', { name: 'Sets', programmeId, level: 'L1' })).toMatchObject(refused);
  expect((await structure()).universities).toMatchObject([
    { archived: true, ufrs: [{ archived: false, programmes: [{}] }] },
  ]);
  expect(await subjectsOf(programmeId)).toMatchObject([{ name: 'Logic' }]);
  await call('PUT', `universities/${universityId}`, { name: 'Rennes', archived: false });
  await call('PUT', `programmes/${programmeId}`, { ...content, archived: true });
  expect(await call('POST', 'subjects', { name: 'Sets', programmeId, level: 'L1' })).toMatchObject(refused);
  expect((await call('POST', 'programmes', { ...content, name: 'Law', code: 'LAW', ufrId })).status).toBe(201);
});

it('what is in use is not deleted, and keeps its levels', async () => {
  const { universityId, ufrId, programmeId, content } = await university();
  const { id: subjectId } = await call('POST', 'subjects', { name: 'Logic', programmeId, level: 'L2' });
  const { id: yearId } = await call('POST', 'years', aYear('2026'));
  const [student, professor] = [newId(), newId()];
  const person = `'${tenant.id}', '%', 'P', 'p', 'p@palier.example'`;
  await runSql(
    api.database.adminUrl,
    `insert into campus.students (tenant_id, id, name, name_key, email, number) values (${person.replace('%', student)}, '1');
     insert into campus.enrolments (tenant_id, id, student_id, year_id, university_id, ufr_id, programme_id, level, name_key, number)
       values ('${tenant.id}', '${newId()}', '${student}', '${yearId}', '${universityId}', '${ufrId}', '${programmeId}', 'L1', 'p', '1');
     insert into campus.professors (tenant_id, id, name, name_key, email) values (${person.replace('%', professor)});
     insert into campus.professor_subjects select tenant_id, '${professor}', id, university_id, ufr_id, programme_id, level
       from campus.subjects where id = '${subjectId}'`,
  );
  const used = [
    ...[`universities/${universityId}`, `ufrs/${ufrId}`, `programmes/${programmeId}`],
    ...[`subjects/${subjectId}`, `years/${yearId}`],
  ];
  for (const path of used) expect([path, (await call('DELETE', path)).code]).toEqual([path, 'in_use']);
  const levels = (...left: string[]) =>
    call('PUT', `programmes/${programmeId}`, { ...content, levels: left, archived: false });
  expect(await levels('L1', 'L3')).toMatchObject({ status: 409, code: 'level_in_use' });
  expect(await levels('L2', 'L3')).toMatchObject({ status: 409, code: 'level_in_use' });
  expect(await levels('L1', 'L2', 'L3')).toMatchObject({ levels: ['L1', 'L2', 'L3'], version: 2 });
  await runSql(api.database.adminUrl, `delete from campus.professors; delete from campus.students`);
  for (const path of used.reverse().filter((path) => !path.startsWith('years')))
    expect([path, (await call('DELETE', path)).status]).toEqual([path, 204]);
});

it('one year at a time is open: it is prepared, opened, closed, and may be opened again', async () => {
  const [one, two] = [await call('POST', 'years', aYear('One')), await call('POST', 'years', aYear('Two'))];
  const become = async ({ id, name }: { id: string; name: string }, state: string) => {
    const answer = await call('PUT', `years/${id}`, { ...aYear(name), state });
    return answer.code ?? answer.state;
  };
  expect(await become(one, 'closed')).toBe('year_cannot_become');
  expect(await become(one, 'open')).toBe('open');
  expect(await become(one, 'preparing')).toBe('year_cannot_become');
  expect(await become(two, 'open')).toBe('another_year_is_open');
  expect(await become(one, 'closed')).toBe('closed');
  expect(await Promise.all([become(one, 'open'), become(two, 'open')])).toEqual(
    expect.arrayContaining(['open', 'another_year_is_open']),
  );
  const late = { ...aYear('Late'), endsOn: '2026-09-01' };
  expect(await call('POST', 'years', late)).toMatchObject({
    code: 'year_ends_too_early',
    errors: [{ pointer: '/endsOn' }],
  });
});

it('subjects are read by programme and level, of whoever signs in', async () => {
  const { programmeId } = await university();
  for (const name of ['Écologie', 'Droit', 'économie'])
    await call('POST', 'subjects', { name, programmeId, level: 'L1' });
  const { id } = await call('POST', 'subjects', { name: 'Droit', programmeId, level: 'L2' });
  await call('PUT', `subjects/${id}`, archived('Droit'));
  const namesOf = (all: { name: string; level: string }[]) => all.map(({ name, level }) => `${name} ${level}`);
  expect(namesOf(await subjectsOf(programmeId))).toEqual(['Droit L1', 'Droit L2', 'Écologie L1', 'économie L1']);
  expect(await subjectsOf(programmeId, '&level=L2')).toMatchObject([{ id, archived: true, version: 2, programmeId }]);
  const page = await call('GET', `subjects?programme=${programmeId}&page=2&pageSize=3`);
  expect([namesOf(page.data), page.page.totalItems]).toEqual([['économie L1'], 4]);
  expect(await subjectsOf(newId())).toEqual([]);
  expect(await call('GET', 'subjects')).toMatchObject({ code: 'validation_failed' });
  expect(await call('POST', 'subjects', { name: 'Law', programmeId, level: 'M1' })).toMatchObject({
    code: 'level_not_offered',
  });
  expect(await call('POST', 'subjects', { name: 'Law', programmeId: newId(), level: 'L1' })).toMatchObject({
    code: 'unknown_place',
  });
});

it('a level is not taken away while a subject of it is made', async () => {
  const { ufrId } = await university();
  const both = async (n: number) => {
    const content = { name: `Programme ${n}`, code: `P${n}`, levels: ['L1', 'L2'] };
    const { id: programmeId } = await call('POST', 'programmes', { ...content, ufrId });
    const answers = await Promise.all([
      call('PUT', `programmes/${programmeId}`, { ...content, levels: ['L1'], archived: false }),
      call('POST', 'subjects', { name: 'Sets', programmeId, level: 'L2' }),
    ]);
    return answers.map(({ status }) => status);
  };
  // Whichever comes first refuses the other.
  for (const statuses of await Promise.all([...Array(12).keys()].map(both)))
    expect([
      [200, 422],
      [409, 201],
    ]).toContainEqual(statuses);
});

it('a key that acts for no user reads subjects with the permission of admins alone', async () => {
  const { programmeId } = await university();
  const list = async (...scopes: string[]) => {
    const key = await callAs(api, admin.token, 'POST', '/v1/keys', { name: 'Roster', kind: 'secret', scopes });
    return (await callAs(api, key.json().key, 'GET', `/v1/campus/subjects?programme=${programmeId}`)).statusCode;
  };
  expect([await list('campus.read'), await list('campus.read', 'campus.administer')]).toEqual([403, 200]);
});
