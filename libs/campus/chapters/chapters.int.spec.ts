// Real: the whole API, PostgreSQL, people who sign in. Faked: the structure and the people of the universities, which SQL wrote.
import { newId } from '#platform/ids';
import { CampusCallers } from '../../../test/support/campus-callers.js';
import { callAs, type SignedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';

let api: TestApp;
let campus: CampusCallers;
beforeAll(async () => {
  api = await startTestApp();
});
beforeEach(async () => {
  campus = await CampusCallers.open(api);
});
afterAll(() => api?.close());

interface Chapter {
  readonly id: string;
  readonly position: number;
  readonly version: number;
}
type Answer = ReturnType<CampusCallers['call']>;
const told = async (answer: Answer) => {
  const { statusCode, payload } = await answer;
  return [statusCode, statusCode < 300 ? undefined : JSON.parse(payload).code];
};
const post = (by: SignedIn, subjectId: string, more: object = {}) =>
  campus.call(by, 'POST', 'chapters', { subjectId, title: 'Limits', body: '# Limits', ...more });
const write = async (by: SignedIn, subjectId: string, more: object = {}): Promise<string> =>
  (await post(by, subjectId, more)).json<Chapter>().id;
const act = (by: SignedIn, id: string, what: 'publish' | 'archive') =>
  campus.call(by, 'POST', `chapters/${id}/${what}`);
const listed = async (by: SignedIn, query = '') =>
  (await campus.call(by, 'GET', `chapters${query}`)).json().data.map(({ id }: Chapter) => id);

it('students read what a professor published for their programme and level', async () => {
  const professor = await campus.professor(campus.subject(0));
  const [student, elsewhere, above] = [await campus.student(0), await campus.student(1), await campus.student(0, 'L2')];
  const id = await write(professor, campus.subject(0));
  expect(await told(campus.call(student, 'GET', `chapters/${id}`))).toEqual([404, 'chapter_not_found']);
  expect((await act(professor, id, 'publish')).json()).toMatchObject({ state: 'published', version: 2 });
  expect((await campus.call(student, 'GET', `chapters/${id}`)).json()).toMatchObject({
    id,
    title: 'Limits',
    body: '# Limits',
    level: 'L1',
    professorId: professor.rowId,
    attachments: [],
  });
  expect(await listed(student)).toEqual([id]);
  for (const other of [elsewhere, above]) {
    expect(await listed(other)).toEqual([]);
    expect(await told(campus.call(other, 'GET', `chapters/${id}`))).toEqual([404, 'chapter_not_found']);
  }
  await act(professor, id, 'archive');
  expect(await listed(student)).toEqual([]);
});

it('a student who was suspended, or whose year is closed, reads nothing', async () => {
  const professor = await campus.professor(campus.subject(0));
  const student = await campus.student(0);
  const id = await write(professor, campus.subject(0));
  await act(professor, id, 'publish');
  for (const [end, undo] of [
    [`update campus.enrolments set state = 'suspended'`, `update campus.enrolments set state = 'active'`],
    [`update campus.years set state = 'closed'`, `update campus.years set state = 'open' where name = '2026'`],
  ] as const) {
    await campus.sql(end);
    expect(await listed(student)).toEqual([]);
    expect(await told(campus.call(student, 'GET', `chapters/${id}`))).toEqual([404, 'chapter_not_found']);
    await campus.sql(undo);
    expect(await listed(student)).toEqual([id]);
  }
});

it('professors change their own chapters, and read those of others for their subjects', async () => {
  const [mine, shared, foreign] = [campus.subject(0), campus.subject(1), campus.subject(4)];
  const [professor, colleague] = [await campus.professor(mine, shared), await campus.professor(shared, foreign)];
  const own = await write(professor, shared);
  const theirs = await write(colleague, shared);
  const hidden = await write(colleague, foreign);
  expect(await listed(professor)).toEqual([theirs, own]);
  expect(await listed(professor, '?mine=true')).toEqual([own]);
  expect(await listed(campus.admin, '?mine=true')).toEqual([]);
  const content = { title: 'Series', body: '' };
  expect(await told(campus.call(professor, 'PUT', `chapters/${theirs}`, content))).toEqual([403, 'chapter_of_another']);
  expect(await told(act(professor, theirs, 'publish'))).toEqual([403, 'chapter_of_another']);
  expect(await told(campus.call(professor, 'DELETE', `chapters/${theirs}`))).toEqual([403, 'chapter_of_another']);
  expect(await told(campus.call(professor, 'PUT', `chapters/${hidden}`, content))).toEqual([404, 'chapter_not_found']);
  expect(await told(post(professor, foreign))).toEqual([422, 'subject_unavailable']);
  expect(await told(post(professor, mine, { professorId: colleague.rowId }))).toEqual([403, 'chapter_of_another']);
  expect((await campus.call(professor, 'PUT', `chapters/${own}`, content)).json()).toMatchObject({
    title: 'Series',
    version: 2,
  });
});

it('staff write for the professors of their places, admins everywhere', async () => {
  const { universityId, ufrId } = campus.programme(0);
  const professor = await campus.professor(campus.subject(0));
  const [whole, part] = [await campus.staff(universityId), await campus.staff(universityId, ufrId)];
  const by = { professorId: professor.rowId };
  const [first, second] = [await write(whole, campus.subject(2), by), await write(part, campus.subject(0), by)];
  expect(await told(post(part, campus.subject(2), by))).toEqual([422, 'subject_unavailable']);
  expect(await told(post(whole, campus.subject(4), by))).toEqual([422, 'subject_unavailable']);
  expect(await told(post(whole, campus.subject(0)))).toEqual([422, 'unknown_professor']);
  expect(await told(post(whole, campus.subject(0), { professorId: newId() }))).toEqual([422, 'unknown_professor']);
  const stranger = { professorId: (await campus.professor(campus.subject(4))).rowId };
  expect(await told(post(whole, campus.subject(0), stranger))).toEqual([422, 'unknown_professor']);
  const third = await write(campus.admin, campus.subject(4), by);
  expect(await listed(part)).toEqual([second]);
  expect(await listed(whole)).toEqual([second, first]);
  expect(await listed(campus.admin)).toEqual([third, second, first]);
  expect(await told(act(part, first, 'publish'))).toEqual([404, 'chapter_not_found']);
  expect(await told(act(part, second, 'publish'))).toEqual([200, undefined]);
});

it('is drafted, published, archived and published again, and deleted as a draft alone', async () => {
  const professor = await campus.professor(campus.subject(0));
  const id = await write(professor, campus.subject(0));
  expect(await told(act(professor, id, 'archive'))).toEqual([409, 'chapter_state']);
  const published = (await act(professor, id, 'publish')).json();
  expect(await told(act(professor, id, 'publish'))).toEqual([409, 'chapter_state']);
  await act(professor, id, 'archive');
  expect(await told(campus.call(professor, 'DELETE', `chapters/${id}`))).toEqual([409, 'chapter_state']);
  expect((await act(professor, id, 'publish')).json()).toMatchObject({
    state: 'published',
    publishedAt: published.publishedAt,
    version: 4,
  });
  const events = await campus.sql<{ data: object }>(
    `select payload->'data' as data from platform.outbox where payload->>'type' = 'campus.chapter.published'
      and subject = '${id}'`,
  );
  expect(events).toEqual(Array(2).fill({ data: { chapterId: id, subjectId: campus.subject(0) } }));
  const draft = await write(professor, campus.subject(0));
  expect(await told(campus.call(professor, 'DELETE', `chapters/${draft}`))).toEqual([204, undefined]);
  expect(await listed(professor)).toEqual([id]);
});

it('changes at the version that was read', async () => {
  const professor = await campus.professor(campus.subject(0));
  const id = await write(professor, campus.subject(0));
  const { etag = '' } = (await campus.call(professor, 'GET', `chapters/${id}`)).headers;
  const put = (version: string) =>
    campus.call(professor, 'PUT', `chapters/${id}`, { title: 'A', body: 'B' }, { 'if-match': version });
  expect((await put(etag)).json()).toMatchObject({ version: 2, position: 1 });
  expect((await put(etag)).statusCode).toBe(412);
  const stale = { 'if-match': '"v1"' };
  for (const what of ['publish', 'archive'])
    expect((await campus.call(professor, 'POST', `chapters/${id}/${what}`, undefined, stale)).statusCode).toBe(412);
  expect((await campus.call(professor, 'DELETE', `chapters/${id}`, undefined, stale)).statusCode).toBe(412);
});

it('stands last in its subject, or where it is put', async () => {
  const professor = await campus.professor(campus.subject(0), campus.subject(1));
  const first = await write(professor, campus.subject(0));
  const second = await write(professor, campus.subject(0));
  const third = (await post(professor, campus.subject(0), { position: 1_000_000 })).json<Chapter>().id;
  const [one, two] = [first, second].sort();
  await campus.call(professor, 'PUT', `chapters/${second}`, { title: 'A', body: '', position: 1 });
  const of = `?subject=${campus.subject(0)}&sort=position`;
  expect(await listed(professor, of)).toEqual([one, two, third]);
  expect((await post(professor, campus.subject(0))).json()).toMatchObject({ position: 1_000_000 });
  expect((await post(professor, campus.subject(1))).json()).toMatchObject({ position: 1 });
});

it('is written for subjects in use, with a title and a body that are kept as they are', async () => {
  const professor = await campus.professor(campus.subject(0), campus.subject(1));
  await campus.sql(`update campus.subjects set archived_at = now() where id = '${campus.subject(1)}'`);
  expect(await told(post(professor, campus.subject(1)))).toEqual([422, 'subject_unavailable']);
  expect(await told(post(campus.admin, newId(), { professorId: professor.rowId }))).toEqual([
    422,
    'subject_unavailable',
  ]);
  expect((await post(professor, campus.subject(0), { title: 'x'.repeat(10_000) })).json()).toMatchObject({
    code: 'validation_failed',
    errors: [{ pointer: '/title' }],
  });
  const body = `<script>alert(1)</script>\r\n${'é'.repeat(199_000)}`;
  const id = await write(professor, campus.subject(0), { body });
  expect((await campus.call(professor, 'GET', `chapters/${id}`)).json().body).toBe(body);
  expect((await post(professor, campus.subject(0), { body: 'x'.repeat(200_001) })).json()).toMatchObject({
    errors: [{ pointer: '/body' }],
  });
});

it('answers callers who act for no person of the campus, and keys that are no admin’s, with a refusal', async () => {
  const stranger = await campus.student(0);
  await campus.sql(`delete from campus.students where id = '${stranger.rowId}'`);
  expect(await told(campus.call(stranger, 'GET', 'chapters'))).toEqual([403, 'no_campus_scope']);
  expect(await told(campus.call(stranger, 'POST', 'chapters', {}))).toEqual([403, 'forbidden']);
  const wish = { kind: 'secret', name: 'Reads', scopes: ['campus.read', 'campus.edit'] };
  const { key } = (await callAs(api, campus.admin.token, 'POST', '/v1/keys', wish)).json();
  expect(await told(campus.call({ ...campus.admin, token: key }, 'GET', 'chapters'))).toEqual([403, 'no_campus_scope']);
});

it('stays without an author when the erasure deletes its professor', async () => {
  const professor = await campus.professor(campus.subject(0));
  const student = await campus.student(0);
  const id = await write(professor, campus.subject(0));
  await act(professor, id, 'publish');
  const steps = (await campus.erase(professor)).filter((step) => step.startsWith('campus.'));
  expect(steps).toEqual(['campus.chapters anonymise', 'campus.professor_subjects delete', 'campus.professors delete']);
  expect((await campus.call(student, 'GET', `chapters/${id}`)).json()).toMatchObject({
    professorId: null,
    body: '# Limits',
  });
});
