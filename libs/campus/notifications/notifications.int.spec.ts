// Real: the whole API and its worker, PostgreSQL, people who sign in, streams of events. Faked: the structure and the people of the
// universities, which SQL wrote.
import { newId } from '#platform/ids';
import { type CampusCaller, CampusCallers } from '../../../test/support/campus-callers.js';
import { openEventStream } from '../../../test/support/event-stream.js';
import type { SignedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/workers.js';
import type { NotificationDto, NotificationsDto } from './notifications.dto.js';

let api: TestApp;
let campus: CampusCallers;
let professor: SignedIn;
let student: CampusCaller;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
afterAll(() => api?.close());
beforeEach(async () => {
  campus = await CampusCallers.open(api);
  [professor, student] = [await campus.professor(campus.subject(0)), await campus.student(0)];
});

async function publish(): Promise<string> {
  const draft = { subjectId: campus.subject(0), title: 'Limits', body: '' };
  const { id } = (await campus.call(professor, 'POST', 'chapters', draft)).json();
  await campus.call(professor, 'POST', `chapters/${id}/publish`);
  return id;
}
const comment = async (by: SignedIn, chapter: string, parentId?: string): Promise<string> =>
  (await campus.call(by, 'POST', `chapters/${chapter}/comments`, { body: 'Why?', parentId })).json().id;
const notified = async (by: SignedIn, query = ''): Promise<NotificationsDto> =>
  (await campus.call(by, 'GET', `notifications${query}`)).json();
const kinds = async (by: SignedIn) => (await notified(by)).data.map(({ kind }) => kind);
const got = (by: SignedIn, most = 1) => until(async () => (await notified(by)).data.length === most);
const read = async (by: SignedIn, which: object): Promise<number> =>
  (await campus.call(by, 'POST', 'notifications/read', which)).json().unread;
const settle = (by: SignedIn, off: readonly string[]) => campus.call(by, 'PUT', 'notifications/settings', { off });

it('the students of a chapter are notified when it is published, and nobody else', async () => {
  const [fellow, above, elsewhere, ended] = [
    await campus.student(0),
    await campus.student(0, 'L2'),
    await campus.student(1),
    await campus.student(0),
  ];
  await campus.sql(`update campus.enrolments set state = 'left' where student_id = '${ended.rowId}'`);
  const id = await publish();
  await got(student);
  await got(fellow);
  expect(await notified(student)).toMatchObject({
    unread: 1,
    data: [{ kind: 'chapter-published', aboutId: id, chapterId: id, title: 'Limits', readAt: null }],
  });
  for (const other of [above, elsewhere, ended, professor, campus.admin])
    expect(await notified(other)).toMatchObject({ unread: 0, data: [] });
  await campus.call(professor, 'POST', `chapters/${id}/archive`);
  expect((await notified(student)).data).toMatchObject([{ aboutId: id, title: null }]);
  const newcomer = await campus.student(0);
  await campus.call(professor, 'POST', `chapters/${id}/publish`);
  await got(newcomer);
  expect((await notified(student)).data).toMatchObject([{ aboutId: id, title: 'Limits' }]);
});

it('titles are those of what the user sees still', async () => {
  const chapter = await publish();
  const { programmeId, level } = { programmeId: campus.programme(0).id, level: 'L1' };
  await campus.call(professor, 'POST', 'announcements', { placeId: programmeId, level, title: 'Exam', body: '' });
  await got(student, 2);
  const id = await comment(professor, chapter);
  await comment(student, chapter, id);
  const titles = async (by: SignedIn) => (await notified(by)).data.map(({ title }) => title).toSorted();
  expect(await titles(student)).toEqual(['Exam', 'Limits']);
  await campus.sql(`update campus.enrolments set level = 'L2' where student_id = '${student.rowId}'`);
  expect(await titles(student)).toEqual([null, null]);
  await campus.sql(`update campus.enrolments set state = 'left', level = 'L1' where student_id = '${student.rowId}'`);
  expect(await titles(student)).toEqual([null, null]);
  expect(await titles(professor)).toEqual(['Limits']);
  await campus.sql(`delete from campus.professor_subjects`);
  expect(await titles(professor)).toEqual([null]);
});

it('an answer and a removal are told to the author, and nothing of what they do themselves', async () => {
  await settle(student, ['chapter-published']);
  const chapter = await publish();
  const id = await comment(student, chapter);
  await comment(student, chapter, id);
  const answer = await comment(professor, chapter, id);
  await campus.call(professor, 'POST', `comments/${id}/remove`, { reason: 'Be kind.' });
  await campus.call(professor, 'POST', `comments/${answer}/remove`, { reason: 'Mine.' });
  const about = { chapterId: chapter, title: 'Limits' };
  expect((await notified(student)).data).toMatchObject([
    { kind: 'comment-removed', aboutId: id, ...about },
    { kind: 'comment-answered', aboutId: answer, ...about },
  ]);
  expect((await notified(professor)).data).toEqual([]);
});

it('an answer is told to nobody who does not see its chapter any more', async () => {
  await settle(student, ['chapter-published']);
  const chapter = await publish();
  const fellow = await campus.student(0);
  const [id, other] = [await comment(student, chapter), await comment(professor, chapter)];
  await campus.sql(`update campus.enrolments set level = 'L2' where student_id = '${student.rowId}';
    delete from campus.professor_subjects`);
  for (const thread of [id, other]) await comment(fellow, chapter, thread);
  expect([await kinds(student), await kinds(professor)]).toEqual([[], []]);
  await campus.sql(`update campus.enrolments set level = 'L1' where student_id = '${student.rowId}'`);
  await comment(fellow, chapter, id);
  expect(await kinds(student)).toEqual(['comment-answered']);
});

it('some are marked as read by their ids, those until a moment, or all: never another’s', async () => {
  const chapter = await publish();
  await got(student);
  const fellow = await campus.student(0);
  const id = await comment(student, chapter);
  for (const _each of [1, 2, 3]) await comment(professor, chapter, id);
  const [last, , second] = (await notified(student)).data as [NotificationDto, unknown, NotificationDto];
  expect((await notified(student)).unread).toBe(4);
  expect(await read(fellow, { ids: [last.id] })).toBe(0);
  expect(await read(student, { ids: [last.id, newId()] })).toBe(3);
  expect(await read(student, { until: second.createdAt })).toBe(1);
  const left = await notified(student, '?unread=true');
  expect([left.data.length, left.unread]).toEqual([1, 1]);
  expect(await read(student, { ids: [left.data[0]?.id], until: second.createdAt })).toBe(1);
  expect(await read(student, {})).toBe(0);
  expect(await notified(student, '?unread=true')).toMatchObject({ data: [], unread: 0 });
  expect((await notified(student, '?page=2&pageSize=3')).data).toHaveLength(1);
  const future = { until: new Date(Date.now() + 3_600_000).toISOString() };
  const { status, code, errors } = (await campus.call(student, 'POST', 'notifications/read', future)).json();
  expect([status, code, errors[0].pointer]).toEqual([422, 'moment_in_future', '/until']);
});

it('a moment has any offset of less than a day', async () => {
  await publish();
  await got(student);
  for (const offset of ['+16:00', '-16:00', '+23:59', '-23:59'])
    expect(await read(student, { until: `2020-01-01T00:00:00${offset}` })).toBe(1);
});

it('each user switches kinds off for themselves', async () => {
  const fellow = await campus.student(0);
  const settings = async (by: SignedIn) => (await campus.call(by, 'GET', 'notifications/settings')).json();
  expect(await settings(student)).toEqual({ off: [] });
  expect((await settle(student, ['chapter-published'])).json()).toEqual({ off: ['chapter-published'] });
  expect([await settings(student), await settings(fellow)]).toEqual([{ off: ['chapter-published'] }, { off: [] }]);
  expect((await settle(student, ['spam'])).json().code).toBe('validation_failed');
  await publish();
  await got(fellow);
  expect(await kinds(student)).toEqual([]);
  await settle(student, []);
  await publish();
  await got(student);
});

it('a key that acts for nobody has no notifications', async () => {
  const made = { kind: 'secret', name: 'A key', scopes: ['campus.read', 'campus.administer'] };
  const headers = { authorization: `Bearer ${campus.admin.token}` };
  const key = (await api.inject({ method: 'POST', url: '/v1/keys', headers, payload: made })).json();
  const answer = await campus.call({ ...campus.admin, token: key.key }, 'GET', 'notifications');
  expect([answer.statusCode, answer.json().code]).toEqual([403, 'no_account']);
});

it('the devices of a user hear that their notifications changed', async () => {
  const url = await api.listen();
  const stream = await openEventStream(`${url}/v1/events`, { authorization: `Bearer ${student.token}` });
  const changed = { event: 'notifications.changed', data: { place: null, wrote: expect.any(String) } };
  await publish();
  expect(await stream.next()).toMatchObject(changed);
  await read(student, {});
  expect(await stream.next()).toMatchObject(changed);
  stream.abort();
});
