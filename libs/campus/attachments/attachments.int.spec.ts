// Real: the whole API, PostgreSQL, the storage in a directory, people who sign in. Faked: the structure and the people of the
// universities, and what the tenant used of its quota, which SQL wrote; what happens while a file is received.
import { createHash, randomBytes } from 'node:crypto';
import { newId } from '#platform/ids';
import { Storage } from '#platform/storage';
import { type CampusCaller, CampusCallers } from '../../../test/support/campus-callers.js';
import { callAs, type SignedIn } from '../../../test/support/signed-in.js';
import { takenValues } from '../../../test/support/taken-values.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { mediaTypes } from './attachments.dto.js';

let api: TestApp;
let campus: CampusCallers;
let professor: CampusCaller;
let chapter: string;
beforeAll(async () => {
  api = await startTestApp();
});
beforeEach(async () => {
  campus = await CampusCallers.open(api);
  professor = await campus.professor(campus.subject(0));
  chapter = await written();
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => api?.close());

const written = async (): Promise<string> => {
  const draft = { subjectId: campus.subject(0), title: 'Limits', body: '' };
  return (await campus.call(professor, 'POST', 'chapters', draft)).json().id;
};
const at = (id: string, of = chapter) => `chapters/${of}/attachments/${id}`;
const named = (name: string) => `?name=${encodeURIComponent(name)}`;
const upload = (
  id: string,
  content: Buffer,
  by: SignedIn = professor,
  of = chapter,
  name = 'exercises.pdf',
  headers = {},
) =>
  callAs(api, by.token, 'PUT', `/v1/campus/${at(id, of)}${named(name)}`, content, {
    'content-type': 'application/pdf',
    ...headers,
  });
const told = async (answer: ReturnType<typeof callAs>) => {
  const { statusCode, payload } = await answer;
  return [statusCode, statusCode < 300 ? undefined : JSON.parse(payload).code];
};
const used = () => campus.storageUsed();

it('is downloaded under its name by whoever sees the chapter', async () => {
  const [id, content] = [newId(), Buffer.from('exercise '.repeat(1000))];
  const [student, elsewhere] = [await campus.student(0), await campus.student(1)];
  const name = 'Séries "1"/2.html';
  const first = await upload(id, content, professor, chapter, name);
  expect(first.json()).toMatchObject({ id, name, mediaType: 'application/pdf', bytes: content.length });
  expect((await campus.call(professor, 'GET', `chapters/${chapter}`)).json().attachments).toEqual([first.json()]);
  expect(await told(campus.call(student, 'GET', at(id)))).toEqual([404, 'chapter_attachment_not_found']);
  await campus.call(professor, 'POST', `chapters/${chapter}/publish`);
  const answer = await campus.call(student, 'GET', at(id), undefined, {});
  expect(answer.rawPayload.equals(content)).toBe(true);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/pdf',
    'x-content-type-options': 'nosniff',
    'content-disposition': expect.stringMatching(/^attachment; filename="S_ries _1__2.html"/),
  });
  const part = await campus.call(student, 'GET', at(id), undefined, { range: 'bytes=9-16' });
  expect([part.statusCode, part.body]).toEqual([206, 'exercise']);
  expect(await told(campus.call(elsewhere, 'GET', at(id)))).toEqual([404, 'chapter_attachment_not_found']);
  expect(await told(campus.call(professor, 'GET', at(id, await written())))).toEqual([
    404,
    'chapter_attachment_not_found',
  ]);
});

it('is uploaded and deleted by those who may change the chapter', async () => {
  const [id, content] = [newId(), randomBytes(100)];
  const [colleague, stranger, student] = [
    await campus.professor(campus.subject(0)),
    await campus.professor(campus.subject(1)),
    await campus.student(0),
  ];
  expect(await told(upload(id, content, colleague))).toEqual([403, 'chapter_of_another']);
  expect(await told(upload(id, content, stranger))).toEqual([404, 'chapter_not_found']);
  expect(await told(upload(id, content, student))).toEqual([403, 'forbidden']);
  expect(await told(upload(id, content, await campus.staff(campus.programme(0).universityId)))).toEqual([
    200,
    undefined,
  ]);
  expect(await told(campus.call(colleague, 'DELETE', at(id)))).toEqual([403, 'chapter_of_another']);
  expect(await told(campus.call(stranger, 'DELETE', at(id)))).toEqual([404, 'chapter_not_found']);
  expect(await told(campus.call(professor, 'DELETE', at(id)))).toEqual([204, undefined]);
  expect(await told(campus.call(professor, 'DELETE', at(id)))).toEqual([404, 'chapter_attachment_not_found']);
});

it('is answered like the first when it is uploaded again, and never changes', async () => {
  const [id, content] = [newId(), randomBytes(100)];
  const first = await upload(id, content);
  expect((await upload(id, content)).body).toBe(first.body);
  expect(await used()).toBe(100);
  expect(await told(upload(id, randomBytes(100)))).toEqual([409, 'chapter_attachment_differs']);
  expect(await told(upload(id, content, professor, chapter, 'other.pdf'))).toEqual([409, 'chapter_attachment_differs']);
  expect(await told(upload(id, content, professor, await written()))).toEqual([409, 'chapter_attachment_differs']);
  expect((await campus.call(professor, 'GET', at(id), undefined, {})).rawPayload.equals(content)).toBe(true);
});

it('counts against the quota of the tenant until it or its chapter is deleted', async () => {
  const [one, two, content] = [newId(), newId(), randomBytes(100)];
  await upload(one, content);
  await upload(two, content);
  await upload(newId(), randomBytes(50));
  expect(await used()).toBe(250);
  await campus.call(professor, 'DELETE', at(one));
  expect(await used()).toBe(150);
  expect((await campus.call(professor, 'GET', at(two), undefined, {})).rawPayload.equals(content)).toBe(true);
  expect(await told(campus.call(professor, 'DELETE', `chapters/${chapter}`))).toEqual([204, undefined]);
  expect(await used()).toBe(0);
  const left = await campus.sql(`select from platform.blobs where tenant_id = '${campus.tenant.id}'`);
  expect(left).toEqual([]);
});

it('is refused beyond the quota before its first byte, and nothing is kept', async () => {
  await campus.leaveStorage(99);
  const receive = jest.spyOn(api.app.get(Storage), 'receive');
  const answer = await upload(newId(), randomBytes(100));
  expect([answer.statusCode, answer.json()]).toEqual([
    402,
    expect.objectContaining({ code: 'quota_exceeded', quota: 'storageBytes' }),
  ]);
  expect(receive).not.toHaveBeenCalled();
  expect((await campus.call(professor, 'GET', `chapters/${chapter}`)).json().attachments).toEqual([]);
});

it('is refused as the twenty-first, also where many arrive at once', async () => {
  await campus.sql(`insert into campus.attachments (tenant_id, id, chapter_id, digest, bytes, name, media_type)
    select '${campus.tenant.id}', uuidv7(), '${chapter}', encode(sha256(i::text::bytea), 'hex'), 1, 'A', 'text/plain'
    from generate_series(1, 18) i`);
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => told(upload(newId(), randomBytes(10)))));
  expect(answers.filter(([status]) => status === 200)).toHaveLength(2);
  expect(answers.filter(([status]) => status !== 200)).toEqual(Array(3).fill([409, 'too_many_chapter_attachments']));
});

it('is refused where it is too large, of a type that browsers run, or arrived otherwise than announced', async () => {
  const content = randomBytes(100);
  const wrong = `sha-256=:${createHash('sha256').update('other').digest('base64')}:`;
  const refused = (headers: object) => told(upload(newId(), content, professor, chapter, 'a', headers));
  expect(await refused({ 'content-length': String(50 * 1024 ** 2 + 1) })).toEqual([413, 'body_too_large']);
  for (const type of ['text/html', 'image/svg+xml'])
    expect(await refused({ 'content-type': type })).toEqual([415, 'unsupported_media_type']);
  expect(await refused({ 'content-digest': wrong })).toEqual([400, 'content_digest_mismatch']);
  expect(await told(upload(newId(), content, professor, chapter, 'x'.repeat(201)))).toEqual([400, 'validation_failed']);
  expect(await used()).toBe(0);
});

it('is refused where the chapter is deleted while it is received', async () => {
  jest.spyOn(api.app.get(Storage), 'receive').mockImplementationOnce(async (...args) => {
    const file = await Storage.prototype.receive.apply(api.app.get(Storage), args);
    await campus.call(professor, 'DELETE', `chapters/${chapter}`);
    return file;
  });
  expect(await told(upload(newId(), randomBytes(100)))).toEqual([404, 'chapter_not_found']);
  expect(await used()).toBe(0);
});

it('takes the media types that the CHECK of the table takes', async () => {
  const taken = await takenValues(api.database.adminUrl, 'campus.attachments', 'attachments_media_type_check');
  expect(taken).toEqual([...mediaTypes].sort());
});
