// Real: the whole API, PostgreSQL, people who sign in. Faked: the age of tokens, which are not signed.
import { randomUUID } from 'node:crypto';
import { newId } from '#platform/ids';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';

let api: TestApp;
let tenant: { id: string; slug: string };
let person: SignedIn;
beforeAll(async () => {
  api = await startTestApp();
  tenant = await freshTenant(api);
});
beforeEach(async () => {
  person = await signedIn(api, tenant, 'member');
});
afterAll(() => api?.close());

const today = new Date().toISOString().slice(0, 10);
const post = (body: object, by = person, headers = {}) =>
  callAs(api, by.token, 'POST', '/v1/journal/sync', body, headers);
const sync = async (changes: readonly object[] = [], since?: string, limit?: number) => {
  const answer = await post({ changes, since, limit });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json();
};
const change = (content?: object, differing: object = {}) => ({
  changeId: newId(),
  kind: 'entry',
  id: newId(),
  baseVersion: 0,
  ...(content && { content: { day: today, ...content } }),
  ...differing,
});
const statuses = ({ results }: { results: { status: string }[] }) => results.map(({ status }) => status);
/** A token as the server gave it, but for its position, its time or the history of the database. */
const forged = (token: string, position: number, at: Date, of?: string) => {
  const [print, , , history, doubt] = JSON.parse(Buffer.from(token, 'base64url').toString());
  return Buffer.from(JSON.stringify([print, position, at.toISOString(), of ?? history, doubt])).toString('base64url');
};
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

it('applies what is good of a batch, and says of the rest what is wrong and where', async () => {
  const good = change({ reflection: 'kept' });
  const bad = [
    change({ mood: 11, scores: { craving: 'much' } }),
    change({ day: '1850-01-01' }),
    change({ day: '2999-01-01' }),
    change({ reflection: 'x'.repeat(20_001) }),
    { ...change({}), id: 'x', baseVersion: -1 },
    { ...change({}), kind: 'wish' },
    { ...change({}), colour: 'red' },
    {},
    { ...change({}), id: randomUUID() },
  ];
  const { results, changes } = await sync([...bad, good]);
  // A device is not told of its own changes.
  expect(changes).toEqual([]);
  const faults = results.map(({ status, problem }: { status: string; problem: { errors: { pointer: string }[] } }) => [
    status,
    ...(problem?.errors ?? []).map(({ pointer }) => pointer),
  ]);
  expect(faults).toEqual([
    ['refused', '/changes/0/content/mood', '/changes/0/content/scores/craving'],
    ['refused', '/changes/1/content/day'],
    ['refused', '/changes/2/content/day'],
    ['refused', '/changes/3/content/reflection'],
    ['refused', '/changes/4/id', '/changes/4/baseVersion'],
    ['refused', '/changes/5/kind'],
    ['refused', '/changes/6/colour'],
    ['refused', '/changes/7/changeId', '/changes/7/kind', '/changes/7/id', '/changes/7/baseVersion'],
    ['refused', '/changes/8/id'],
    ['applied'],
  ]);
  expect((await sync()).changes).toMatchObject([{ id: good.id, record: { reflection: 'kept' } }]);
  const french = (await post({ changes: [{}] }, person, { 'accept-language': 'fr' })).json();
  expect(french.results[0].problem.errors[0].detail).toMatch(/obligatoire/);
});

it('refuses a batch of 101, and what is no list of changes, without applying any', async () => {
  const many = await post({ changes: Array.from({ length: 101 }, () => change({})) });
  expect([many.statusCode, many.json().errors[0]]).toEqual([
    400,
    expect.objectContaining({ pointer: '/changes', code: 'too_many' }),
  ]);
  expect((await post({ changes: [change({}), 'x'] })).statusCode).toBe(400);
  expect((await sync()).changes).toEqual([]);
  expect(statuses(await sync(Array.from({ length: 100 }, () => change({}))))).toEqual(Array(100).fill('applied'));
});

it.each([
  ['a name that objects inherit', '{"constructor":1}', 'unknown_field', '/constructor'],
  ['another of them', '{"toString":1}', 'unknown_field', '/toString'],
  ['the name of their prototype', '{"__proto__":1}', 'forbidden_key', '/__proto__'],
  ['U+0000', '{"reflection":"a\\u0000"}', 'nul_character', '/reflection'],
  ['half of a surrogate pair', '{"reflection":"a\\ud800"}', 'lone_surrogate', '/reflection'],
  ['too many tags for any array', JSON.stringify({ tags: Array(1001).fill('a') }), 'too_many', '/tags'],
])(
  'refuses a batch as a whole for %s in a change, and says in which change, so that the others can be sent',
  async (_, ...fault) => {
    const [content = '', code, pointer] = fault;
    const good = [change({ mood: 1 }), change({ mood: 2 })];
    const texts = good.map((each) => JSON.stringify(each));
    const bad = JSON.stringify(change()).replace(/\}$/, `,"content":${content}}`);
    const { statusCode, body } = await api.inject({
      method: 'POST',
      url: '/v1/journal/sync',
      payload: `{"changes":[${[texts[0], bad, texts[1]].join(',')}]}`,
      headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' },
    });
    expect([statusCode, JSON.parse(body).code]).toEqual([400, 'validation_failed']);
    expect(JSON.parse(body).errors).toMatchObject([{ pointer: `/changes/1/content${pointer}`, code }]);
    expect((await sync()).changes).toEqual([]);
    expect(statuses(await sync(good))).toEqual(['applied', 'applied']);
  },
);

it('applies a change once, however often it is sent, also beside itself', async () => {
  const sent = [change({ mood: 1 }), change({ mood: 2 })];
  const answers = await Promise.all([sync(sent), sync(sent), sync([...sent, sent[0] as object])]);
  for (const answer of answers) expect(new Set(statuses(answer))).toEqual(new Set(['applied']));
  const { changes } = await sync();
  expect(changes.map(({ version }: { version: number }) => version)).toEqual([1, 1]);
  await sync([change({ mood: 9 }, { id: sent[0]?.id, baseVersion: 1 })]);
  expect((await sync(sent)).results[0]).toMatchObject({ status: 'applied', version: 1 });
  expect((await sync()).changes.find(({ id }: { id: string }) => id === sent[0]?.id).record.mood).toBe(9);
});

it('has requests of one person wait without the connections that others need', async () => {
  await sync([change({})]);
  const journal = `select from journal.journals where user_id = '${person.id}' for update`;
  await using holder = await heldTransaction(api.database.adminUrl, journal);
  const waiting = Array.from({ length: 60 }, () => post({ changes: [change({})] }));
  const other = await signedIn(api, tenant, 'member');
  expect((await post({ changes: [change({})] }, other)).statusCode).toBe(200);
  await holder.commit();
  for (const { statusCode } of await Promise.all(waiting)) expect(statusCode).toBe(200);
});

it('answers a conflict with what the server has, and keeps it until the device has seen it', async () => {
  const first = change({ reflection: 'first' });
  await sync([first]);
  const on = (baseVersion: number, reflection: string) => change({ reflection }, { id: first.id, baseVersion });
  await sync([on(1, 'theirs')]);
  // The second is at the version of the server by chance: it was made on top of what the server does not have.
  const mine = await sync([on(1, 'mine'), on(2, 'mine, too')]);
  expect(mine.results).toMatchObject([
    { status: 'conflict', version: 2, current: { reflection: 'theirs' } },
    { status: 'refused', problem: { code: 'earlier_change_refused' } },
  ]);
  const invalid = await sync([on(2, 'x'.repeat(20_001)), on(2, 'y')]);
  expect(statuses(invalid)).toEqual(['refused', 'refused']);
  expect((await sync([on(2, 'both')])).results).toMatchObject([{ status: 'applied', version: 3 }]);
  await sync([change(undefined, { id: first.id, baseVersion: 3 })]);
  expect((await sync([on(3, 'late')])).results).toMatchObject([{ status: 'conflict', version: 4, current: null }]);
  expect((await sync([change(undefined, { id: first.id, baseVersion: 3 })])).results).toMatchObject([
    { status: 'applied' },
  ]);
  expect((await sync([on(4, 'back')])).results).toMatchObject([{ status: 'applied', version: 5 }]);
  expect((await sync()).changes).toMatchObject([{ id: first.id, version: 5, record: { reflection: 'back' } }]);
});

it('gives each device what others changed, with what was deleted, in steps', async () => {
  const [entry, addiction, relapse] = [
    change({ mood: 4 }),
    { ...change(), kind: 'addiction', content: { kind: 'alcohol', start: today } },
    { ...change(), kind: 'relapse', content: { addictionId: newId(), day: today } },
  ];
  const { next } = await sync([entry, addiction, relapse]);
  expect((await sync([], next)).changes).toEqual([]);
  const attachments = [newId()];
  await sync([change(undefined, { id: entry.id, baseVersion: 1 }), change({ mood: 5, attachments })]);
  const told = await sync([], next);
  expect(told.changes).toMatchObject([
    { kind: 'entry', id: entry.id, version: 2, record: null },
    { record: { mood: 5, attachments } },
  ]);
  const kinds: string[] = [];
  for (let since: string | undefined, more = true; more; ) {
    const step = await sync([], since, 1);
    kinds.push(...step.changes.map(({ kind }: { kind: string }) => kind));
    ({ next: since, more } = step);
  }
  expect(kinds).toEqual(['addiction', 'relapse', 'entry', 'entry']);
});

it('has a device read everything again whose token has expired, or is ahead of a journal from a backup', async () => {
  const { next } = await sync([change({ mood: 4 })]);
  const tokens = [forged(next, 1, daysAgo(90)), forged(next, 5, new Date()), forged(next, 1, new Date(), '1.2.3')];
  for (const since of tokens) expect(await sync([], since)).toMatchObject({ resync: true, changes: [{ version: 1 }] });
  expect(await sync([], forged(next, 1, daysAgo(88)))).toMatchObject({ resync: false, changes: [] });
});

it.each<[string, [Date, string?]]>([
  ['from before a backup came back', [new Date(), '1.2.3']],
  ['too old', [daysAgo(90)]],
])('takes no change of a record from a device whose copy is %s, until it has read all', async (_, outdated) => {
  const [first, created] = [change({ reflection: 'first' }), change({ reflection: 'created' })];
  const { next } = await sync([first, change({}), change({})]);
  const edit = () => change({ reflection: 'mine' }, { id: first.id, baseVersion: 1 });
  const own = [created, change({ reflection: 'more' }, { id: created.id, baseVersion: 1 })];
  const begun = await sync([edit(), ...own], forged(next, 1, ...outdated), 1);
  const conflict = { status: 'conflict', version: 1, current: { reflection: 'first' } };
  expect(begun).toMatchObject({
    results: [conflict, { status: 'applied', version: 1 }, { status: 'applied', version: 2 }],
    ...{ resync: true, more: true, changes: [{ id: first.id }] },
  });
  // Its answer was lost: what it created is its own still.
  const again = [created, change({ reflection: 'again' }, { id: created.id, baseVersion: 2 })];
  const further = await sync([edit(), ...again], begun.next, 1);
  expect(further).toMatchObject({
    results: [conflict, { status: 'applied' }, { status: 'applied', version: 3 }],
    more: true,
  });
  const end = await sync([], further.next);
  expect(end.more).toBe(false);
  expect((await sync([edit()], end.next)).results).toMatchObject([{ status: 'applied', version: 2 }]);
});

it('applies no change under the id of another one', async () => {
  const [one, other] = [change({}), change({})];
  const twice = { ...other, changeId: one.changeId };
  expect((await sync([one, twice, { ...twice, kind: 'relapse' }])).results.slice(0, 2)).toMatchObject([
    { status: 'applied' },
    { status: 'refused', problem: { code: 'change_id_reused' } },
  ]);
  expect((await sync([twice])).results).toMatchObject([{ status: 'refused', problem: { code: 'change_id_reused' } }]);
  expect((await sync()).changes).toMatchObject([{ id: one.id }]);
});

it('applies a deletion once, also of what was not there: it does not take what is created later', async () => {
  const created = change({ reflection: 'later' });
  const deletion = change(undefined, { id: created.id, baseVersion: 1 });
  expect((await sync([deletion])).results).toMatchObject([{ status: 'applied', version: 0 }]);
  await sync([created]);
  expect((await sync([deletion])).results).toMatchObject([{ status: 'applied', version: 0 }]);
  expect((await sync()).changes).toMatchObject([{ id: created.id, record: { reflection: 'later' } }]);
});

it('answers a conflict with an earlier change of the same batch with what that one made', async () => {
  const first = change({ reflection: 'first' });
  await sync([first]);
  const on = (reflection: string) => change({ reflection }, { id: first.id, baseVersion: 1 });
  expect((await sync([on('second'), on('beside it')])).results).toMatchObject([
    { status: 'applied', version: 2 },
    { status: 'conflict', version: 2, current: { reflection: 'second' } },
  ]);
});

it('keeps the age of a token while there is more to read: deletions may be forgotten meanwhile', async () => {
  const { next } = await sync(Array.from({ length: 3 }, () => change({})));
  const timeIn = (token: string) => JSON.parse(Buffer.from(token, 'base64url').toString())[2];
  const old = forged(next, 0, daysAgo(80));
  const { next: midway } = await sync([], old, 1);
  expect(timeIn(midway)).toBe(timeIn(old));
  expect(timeIn((await sync([], old)).next) > timeIn(old)).toBe(true);
});

it('takes neither the token nor the records of somebody else', async () => {
  const mine = change({ reflection: 'mine' });
  const { next } = await sync([mine]);
  const owner = await signedIn(api, tenant, 'owner');
  const refused = await post({ since: next }, owner);
  expect([refused.statusCode, refused.json()]).toEqual([
    400,
    expect.objectContaining({
      code: 'invalid_cursor',
      errors: [expect.objectContaining({ pointer: '/since', in: 'body' })],
    }),
  ]);
  const theirs = (await post({ changes: [{ ...mine, changeId: newId(), baseVersion: 1 }] }, owner)).json();
  expect(theirs.results).toMatchObject([{ status: 'conflict', version: 0, current: null }]);
  // The same ids, of changes too, are another’s own.
  expect(statuses((await post({ changes: [mine] }, owner)).json())).toEqual(['applied']);
  expect((await sync()).changes).toHaveLength(1);
});

it('is not misled by the clock of a device, which only names the day', async () => {
  const future = '0fffffff-ffff-7fff-bfff-ffffffffffff';
  const before = Date.now();
  const { results } = await sync([change({}, { id: future, changeId: newId() })]);
  const after = Date.now();
  expect(results).toMatchObject([{ status: 'applied' }]);
  const [{ record }] = (await sync()).changes;
  expect(Date.parse(record.createdAt)).toBeGreaterThanOrEqual(before);
  expect(Date.parse(record.createdAt)).toBeLessThanOrEqual(after);
});

it('says from which day on entries are kept', async () => {
  expect((await sync()).keptSince).toBe(daysAgo(730).toISOString().slice(0, 10));
  await runSql(
    api.database.adminUrl,
    `insert into platform.retention_periods (tenant_id, name, days) values ('${tenant.id}', 'journal.entries', 60)
     on conflict do nothing`,
  );
  expect((await sync()).keptSince).toBe(daysAgo(60).toISOString().slice(0, 10));
  await runSql(api.database.adminUrl, `delete from platform.retention_periods where tenant_id = '${tenant.id}'`);
});
