// Real: the whole API, PostgreSQL, people who sign in. Faked: the limit of the plan, which is small.
import { newId } from '#platform/ids';
import { TenantDirectory } from '#platform/tenancy';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';

const day = new Date().toISOString().slice(0, 10);
const limit = 1000;

let api: TestApp;
let tenant: { id: string; slug: string };
let person: SignedIn;
beforeAll(async () => {
  api = await startTestApp();
  tenant = await freshTenant(api);
  const directory = api.app.get(TenantDirectory);
  const byId = directory.byId.bind(directory);
  jest.spyOn(directory, 'byId').mockImplementation((id) => {
    const known = byId(id);
    return known && { ...known, limits: { ...known.limits, journalTextBytes: limit } };
  });
});
beforeEach(async () => {
  person = await signedIn(api, tenant, 'member');
});
afterAll(async () => {
  jest.restoreAllMocks();
  await api?.close();
});

const call = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object, version?: number, by = person) =>
  callAs(api, by.token, method, `/v1/journal/${path}`, body, version ? { 'if-match': `"v${version}"` } : {});
/** @param bytes of its reflection, in characters of two bytes */
const write = (bytes: number, by = person) =>
  call('POST', 'entries', { day, reflection: 'é'.repeat(bytes / 2) }, undefined, by);
const refusal = async (answer: ReturnType<typeof call>) => {
  const { statusCode, body } = await answer;
  const { code, quota, limit: of, used } = JSON.parse(body);
  return [statusCode, code, quota, of, used];
};
const counted = async () =>
  (
    await runSql<{ bytes: string }>(
      api.database.adminUrl,
      `select text_bytes as bytes from journal.journals where user_id = '${person.id}'`,
    )
  ).map(({ bytes }) => Number(bytes));

it('the texts of a person take what the plan gives each, and those of another take nothing of it', async () => {
  expect((await write(600)).statusCode).toBe(201);
  const last = await write(400);
  expect(last.statusCode).toBe(201);
  expect(await refusal(write(2))).toEqual([402, 'quota_exceeded', 'journalTextBytes', limit, 1000]);
  // Without a text an entry takes nothing.
  expect((await call('POST', 'entries', { day, mood: 7 })).statusCode).toBe(201);
  const addiction = { kind: 'alcohol', start: day, name: 'Wine' };
  expect((await refusal(call('POST', 'addictions', addiction))).slice(0, 2)).toEqual([402, 'quota_exceeded']);
  expect((await call('GET', `entries/${last.json().id}`)).json().reflection).toHaveLength(200);
  expect((await write(1000, await signedIn(api, tenant, 'member'))).statusCode).toBe(201);
});

it('what a change replaces counts as long as it is kept, and a deletion gives everything back', async () => {
  const { id } = (await write(400)).json();
  expect((await call('PUT', `entries/${id}`, { day, reflection: 'x'.repeat(400) }, 1)).statusCode).toBe(200);
  const third = { day, reflection: 'x'.repeat(400) };
  expect(await refusal(call('PUT', `entries/${id}`, third, 2))).toEqual([
    ...[402, 'quota_exceeded', 'journalTextBytes', limit, 800],
  ]);
  expect((await call('GET', `entries/${id}`)).json().version).toBe(2);
  expect((await call('DELETE', `entries/${id}`, undefined, 2)).statusCode).toBe(204);
  expect((await write(1000)).statusCode).toBe(201);
  expect(await counted()).toEqual([1000]);
});

it('every text counts, when it is written and when all are counted', async () => {
  const wine = { kind: 'alcohol', start: day, name: 'é'.repeat(20), motivation: 'é'.repeat(50) };
  const addiction = (await call('POST', 'addictions', wine)).json().id;
  const relapse = { addictionId: addiction, day, note: 'é'.repeat(30) };
  expect((await call('POST', 'relapses', relapse)).statusCode).toBe(201);
  expect((await write(300)).statusCode).toBe(201);
  expect(await counted()).toEqual([500]);
  await runSql(api.database.adminUrl, `update journal.journals set text_bytes = null where user_id = '${person.id}'`);
  expect(await refusal(write(502))).toEqual([402, 'quota_exceeded', 'journalTextBytes', limit, 500]);
});

it('a person with more texts than a smaller plan gives takes texts away, and writes none', async () => {
  const { id } = (await write(1000)).json();
  await runSql(api.database.adminUrl, `update journal.journals set text_bytes = 2000 where user_id = '${person.id}'`);
  expect((await call('PUT', `entries/${id}`, { day, mood: 7 }, 1)).statusCode).toBe(200);
  expect((await call('POST', 'entries', { id: newId(), day, mood: 7 })).statusCode).toBe(201);
  expect((await refusal(write(2))).slice(0, 2)).toEqual([402, 'quota_exceeded']);
});

it('two writes at once do not both take the last room', async () => {
  await write(400);
  const answers = await Promise.all([write(400), write(400), write(400)]);
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 402, 402]);
});

it('a journal of before the quota is counted once it matters', async () => {
  await write(800);
  await runSql(api.database.adminUrl, `update journal.journals set text_bytes = null where user_id = '${person.id}'`);
  expect(await refusal(write(400))).toMatchObject([402, 'quota_exceeded', 'journalTextBytes', limit, 800]);
  expect(await counted()).toEqual([800]);
  expect((await write(200)).statusCode).toBe(201);
});

describe('a sync', () => {
  const change = (bytes: number, differing: object = {}) => ({
    ...{ changeId: newId(), kind: 'entry', id: newId(), baseVersion: 0 },
    ...{ content: { day, reflection: 'x'.repeat(bytes) }, ...differing },
  });
  const sync = async (...changes: object[]) => {
    const answer = await call('POST', 'sync', { changes });
    expect(answer.statusCode).toBe(200);
    return answer
      .json()
      .results.map(({ status, problem }: { status: string; problem: { code: string } | null }) =>
        problem ? `${status} ${problem.code}` : status,
      );
  };

  it('refuses the changes alone that have no room, and takes each again once there is some', async () => {
    const [first, large, small] = [change(700), change(400), change(300)];
    expect(await sync(first, large, small)).toEqual(['applied', 'refused quota_exceeded', 'applied']);
    // What was acknowledged is so when it is sent again, also without room.
    expect(await sync(first, large, small)).toEqual(['applied', 'refused quota_exceeded', 'applied']);
    const deletion = { ...change(0), id: first.id, baseVersion: 1, content: undefined };
    expect(await sync(deletion, large)).toEqual(['applied', 'refused quota_exceeded']);
    expect(await sync(large)).toEqual(['applied']);
    expect((await call('GET', `entries/${small.id}`)).json().reflection).toHaveLength(300);
    expect((await call('GET', `entries/${large.id}`)).json().reflection).toHaveLength(400);
  });

  it('refuses what is made on top of a change without room', async () => {
    const large = change(1001);
    const after = change(10, { id: large.id, baseVersion: 1 });
    expect(await sync(large, after)).toEqual(['refused quota_exceeded', 'refused earlier_change_refused']);
    expect((await call('GET', `entries/${large.id}`)).statusCode).toBe(404);
  });
});
