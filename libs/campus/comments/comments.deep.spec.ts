// Real: the whole API, PostgreSQL, people who sign in. Faked: the structure and the people of the universities, and how old a comment
// is, which SQL wrote.
import { newId } from '#platform/ids';
import { CampusCallers, told } from '../../../test/support/campus-callers.js';
import type { SignedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import type { CommentDto } from './comments.dto.js';

let api: TestApp;
let campus: CampusCallers;
let professor: SignedIn;
let student: SignedIn;
let chapter: string;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api?.close());
beforeEach(async () => {
  campus = await CampusCallers.open(api);
  [professor, student] = [await campus.professor(campus.subject(0)), await campus.student(0)];
  const draft = { subjectId: campus.subject(0), title: 'Limits', body: '' };
  chapter = (await campus.call(professor, 'POST', 'chapters', draft)).json().id;
  await act('publish');
});

const act = (what: 'publish' | 'archive') => campus.call(professor, 'POST', `chapters/${chapter}/${what}`);
const post = (by: SignedIn, body = 'Why?', parentId?: string) =>
  campus.call(by, 'POST', `chapters/${chapter}/comments`, { body, parentId });
const write = async (...of: Parameters<typeof post>): Promise<string> => (await post(...of)).json().id;
const listed = async (by: SignedIn, query = ''): Promise<CommentDto[]> =>
  (await campus.call(by, 'GET', `chapters/${chapter}/comments${query}`)).json().data;
const bodies = async (...of: Parameters<typeof listed>) => (await listed(...of)).map(({ body }) => body);
const change = (by: SignedIn, id: string, body = 'Because.') => campus.call(by, 'PUT', `comments/${id}`, { body });
const remove = (by: SignedIn, id: string) => campus.call(by, 'POST', `comments/${id}/remove`, { reason: 'Be kind.' });

it('students and professors talk in threads of one level, listed from either end', async () => {
  const first = await write(student, 'Why?');
  const second = await write(student, 'How?');
  const answer = await write(professor, 'So.', first);
  await write(student, 'Ah.', first);
  expect(await bodies(student)).toEqual(['How?', 'Why?']);
  expect(await bodies(professor, '?sort=createdAt')).toEqual(['Why?', 'How?']);
  expect(await bodies(campus.admin, `?parent=${first}&sort=createdAt`)).toEqual(['So.', 'Ah.']);
  expect(await listed(student, `?parent=${second}`)).toEqual([]);
  expect((await campus.call(student, 'GET', `comments/${first}`)).json()).toMatchObject({
    ...{ id: first, chapterId: chapter, parentId: null, authorId: student.id, authorName: 'Name' },
    ...{ byProfessor: false, body: 'Why?', answers: 2, editedAt: null, deletedAt: null, reason: null },
  });
  expect((await listed(student, `?parent=${first}`))[1]).toMatchObject({ id: answer, byProfessor: true, answers: 0 });
  for (const parent of [answer, newId()])
    expect(await told(post(student, 'No.', parent))).toEqual([422, 'no_such_thread']);
});

it('whoever does not see the chapter sees no comment on it, and staff do not write', async () => {
  const id = await write(student);
  const [elsewhere, above, colleague] = [
    await campus.student(1),
    await campus.student(0, 'L2'),
    await campus.professor(campus.subject(1)),
  ];
  for (const other of [elsewhere, above, colleague]) {
    expect(await told(campus.call(other, 'GET', `chapters/${chapter}/comments`))).toEqual([404, 'chapter_not_found']);
    expect(await told(post(other))).toEqual([404, 'chapter_not_found']);
    expect(await told(campus.call(other, 'GET', `comments/${id}`))).toEqual([404, 'comment_not_found']);
    expect(await told(change(other, id))).toEqual([404, 'comment_not_found']);
    expect(await told(campus.call(other, 'DELETE', `comments/${id}`))).toEqual([404, 'comment_not_found']);
  }
  const staff = await campus.staff(campus.programme(0).universityId);
  expect(await bodies(staff)).toEqual(['Why?']);
  for (const other of [staff, campus.admin]) expect(await told(post(other))).toEqual([403, 'may_not_comment']);
  await act('archive');
  expect(await told(campus.call(student, 'GET', `comments/${id}`))).toEqual([404, 'comment_not_found']);
  expect(await bodies(professor)).toEqual(['Why?']);
  expect(await told(post(professor))).toEqual([409, 'chapter_not_published']);
});

it('authors change their comments for 15 minutes, and delete them at any time', async () => {
  const id = await write(student);
  await write(professor, 'So.', id);
  expect((await change(student, id)).json()).toMatchObject({ body: 'Because.', editedAt: expect.any(String) });
  for (const other of [professor, await campus.student(0)]) {
    expect(await told(change(other, id))).toEqual([403, 'comment_of_another']);
    expect(await told(campus.call(other, 'DELETE', `comments/${id}`))).toEqual([403, 'comment_of_another']);
  }
  await campus.sql(`update campus.comments set created_at = now() - interval '16 minutes' where id = '${id}'`);
  expect(await told(change(student, id))).toEqual([409, 'comment_is_final']);
  for (const _twice of [1, 2])
    expect(await told(campus.call(student, 'DELETE', `comments/${id}`))).toEqual([204, undefined]);
  expect(await listed(professor)).toMatchObject([{ id, body: null, answers: 1, deletedAt: expect.any(String) }]);
  expect(await bodies(student, `?parent=${id}`)).toEqual(['So.']);
  expect(await told(post(student, 'No.', id))).toEqual([422, 'no_such_thread']);
});

it('whoever may change the chapter deletes comments for a reason, which the author alone sees', async () => {
  const colleague = await campus.professor(campus.subject(0));
  const staff = await campus.staff(campus.programme(0).universityId);
  const ids = [await write(student), await write(student), await write(student)];
  expect(await told(remove(colleague, ids[0] as string))).toEqual([403, 'chapter_of_another']);
  expect(await told(remove(student, ids[0] as string))).toEqual([403, 'forbidden']);
  for (const [i, by] of [professor, staff, campus.admin].entries())
    expect(await told(remove(by, ids[i] as string))).toEqual([204, undefined]);
  const reasons = async (by: SignedIn) => (await listed(by)).map(({ body, reason }) => [body, reason]);
  expect(await reasons(student)).toEqual(Array(3).fill([null, 'Be kind.']));
  for (const other of [professor, await campus.student(0)])
    expect(await reasons(other)).toEqual(Array(3).fill([null, null]));
  expect(await told(change(student, ids[0] as string))).toEqual([409, 'comment_is_final']);
});

it('a comment that its author deleted gets no reason, and another one does', async () => {
  const [deleted, other] = [await write(student), await write(student)];
  await campus.call(student, 'DELETE', `comments/${deleted}`);
  for (const id of [deleted, other]) expect(await told(remove(professor, id))).toEqual([204, undefined]);
  expect((await listed(student)).map(({ id, reason }) => [id, reason])).toEqual([
    [other, 'Be kind.'],
    [deleted, null],
  ]);
});

it('an erased author’s comments are emptied, and their threads stay', async () => {
  const id = await write(student, 'Of me alone');
  await remove(professor, await write(student));
  await write(professor, 'So.', id);
  await campus.erase(student);
  expect(await listed(professor)).toMatchObject(Array(2).fill({ body: null, authorId: null, authorName: null }));
  expect(await bodies(professor, `?parent=${id}`)).toEqual(['So.']);
  expect(await campus.sql('select from campus.comments where reason is not null')).toEqual([]);
});

it('an admin who is a student of the chapter, or teaches its subject, comments on it as that', async () => {
  const link = (table: string, rowId: string) =>
    campus.sql(`update campus.students set user_id = null where user_id = '${campus.admin.id}';
      update campus.${table} set user_id = '${campus.admin.id}' where id = '${rowId}'`);
  await link('students', (await campus.student(0, 'L2')).rowId);
  expect(await told(post(campus.admin))).toEqual([403, 'may_not_comment']);
  const own = (await campus.student(0)).rowId;
  await link('students', own);
  expect((await post(campus.admin)).json()).toMatchObject({ authorName: 'Name', byProfessor: false });
  await campus.sql(`update campus.enrolments set state = 'suspended' where student_id = '${own}'`);
  expect(await told(post(campus.admin))).toEqual([403, 'may_not_comment']);
  await link('professors', (await campus.professor(campus.subject(0))).rowId);
  expect((await post(campus.admin)).json()).toMatchObject({ byProfessor: true });
});

it('of 1,000 comments of one user at once takes no more than 20', async () => {
  const answers = await Promise.all(Array.from({ length: 1000 }, () => told(post(student))));
  const taken = answers.filter(([status]) => status === 201).length;
  // Some may find the tenant’s places taken.
  expect(answers.filter(([status]) => ![201, 429, 503].includes(Number(status)))).toEqual([]);
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThanOrEqual(20);
  expect(await campus.sql('select from campus.comments')).toHaveLength(taken);
});

it('refuses a comment of 1 MB, keeps Markdown as it was written, and limits comments a minute', async () => {
  for (const body of ['', 'x'.repeat(5001), 'x'.repeat(1_000_000)])
    expect(await told(post(student, body))).toEqual([400, 'validation_failed']);
  const script = '<script>alert(1)</script> [x](javascript:alert(1))';
  expect((await post(student, script)).json().body).toBe(script);
  for (let written = 1; written < 20; written += 1) expect((await post(student)).statusCode).toBe(201);
  const refused = await post(student);
  expect([refused.statusCode, refused.json().code]).toEqual([429, 'too_many_comments']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await post(professor)).statusCode).toBe(201);
  await campus.sql(`update campus.comments set created_at = created_at - interval '1 minute'`);
  expect((await post(student)).statusCode).toBe(201);
  // As a clock dates them that is ahead.
  for (let written = 1; written < 20; written += 1) expect((await post(student)).statusCode).toBe(201);
  expect((await post(student)).statusCode).toBe(429);
  await campus.sql(`update campus.comments set created_at = created_at + interval '2 days'`);
  expect((await post(student)).statusCode).toBe(201);
});
