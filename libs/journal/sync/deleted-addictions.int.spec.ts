// Real: the whole API, PostgreSQL, a person who signs in. Faked: nothing.
import { newId } from '#platform/ids';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';

let api: TestApp;
let person: SignedIn;
/** The ids of two addictions, and of a relapse of the first and one of the second. */
let [one, other, relapse, another]: [string, string, string, string] = ['', '', '', ''];
beforeAll(async () => {
  api = await startTestApp();
});
beforeEach(async () => {
  person = await signedIn(api, await freshTenant(api), 'member');
  [one, other, relapse, another] = [newId(), newId(), newId(), newId()];
  await sync([addiction(one), addiction(other), relapseOf(one, relapse), relapseOf(other, another)]);
});
afterAll(() => api?.close());

const day = new Date().toISOString().slice(0, 10);
const change = (kind: string, id: string, baseVersion: number, content?: object) => ({
  ...{ changeId: newId(), kind, id, baseVersion },
  ...(content && { content }),
});
const addiction = (id: string, baseVersion = 0) =>
  change('addiction', id, baseVersion, { kind: 'alcohol', start: '2026-01-01' });
const deletion = (id: string, baseVersion = 1) => change('addiction', id, baseVersion);
const relapseOf = (addictionId: string, id: string, baseVersion = 0) =>
  change('relapse', id, baseVersion, { addictionId, day });

const sync = async (changes: object[], since?: string) => {
  const answer = await callAs(api, person.token, 'POST', '/v1/journal/sync', { changes, since });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json();
};
const became = async (...changes: object[]) =>
  (await sync(changes)).results.map(
    ({ status, version }: { status: string; version: number }) => `${status} ${version}`,
  );
const relapses = async () =>
  (await callAs(api, person.token, 'GET', '/v1/journal/relapses')).json().data.map(({ id }: { id: string }) => id);

/** A device that knew the relapses up to a token, after it read what came since: it looks at nothing else. */
const followed = async (since: string, had: readonly string[]) => {
  const has = new Set(had);
  for (let more = true; more; ) {
    const answer = await sync([], since);
    for (const { kind, id, record } of answer.changes) {
      if (kind === 'relapse') has[record ? 'add' : 'delete'](id);
    }
    ({ more, next: since } = answer);
  }
  return [...has].sort();
};

it('an addiction that is deleted takes its relapses with it, and each device is told of each', async () => {
  const { next } = await sync([]);
  const answer = await sync([deletion(one)], next);
  // The device that deletes it may not know each of them.
  expect(answer).toMatchObject({ more: true, changes: [] });
  expect(await sync([], answer.next)).toMatchObject({
    more: false,
    changes: [{ kind: 'relapse', id: relapse, version: 2, record: null }],
  });
  expect((await sync([], next)).changes).toMatchObject([
    { kind: 'addiction', id: one, record: null },
    { kind: 'relapse', id: relapse, record: null },
  ]);
  expect(await relapses()).toEqual([another]);
});

it('what a batch makes of relapses before and after it deletes their addiction is done in its order', async () => {
  const made = newId();
  expect(await became(relapseOf(other, another, 1), deletion(one), addiction(one, 2), relapseOf(one, made))).toEqual([
    'applied 2',
    'applied 2',
    'applied 3',
    'applied 1',
  ]);
  expect((await relapses()).sort()).toEqual([another, made].sort());
  // It changes the second relapse, and then deletes it with its addiction; what follows is on top of nothing.
  const left = [relapseOf(other, another, 2), deletion(other), relapseOf(other, another, 3)];
  expect(await became(...left)).toEqual(['applied 3', 'applied 2', 'conflict 4']);
  expect(await relapses()).toEqual([made]);
});

it('a relapse that a batch moves away before stays, and one that it moves in is deleted', async () => {
  expect(await became(relapseOf(other, relapse, 1), relapseOf(one, another, 1), deletion(one))).toEqual([
    ...['applied 2', 'applied 2', 'applied 2'],
  ]);
  expect(await relapses()).toEqual([relapse]);
});

it('a device learns that a relapse was moved and deleted, and that one was deleted whose addiction is there again', async () => {
  const { next } = await sync([]);
  await sync([relapseOf(other, relapse, 1)]);
  await sync([deletion(other)]);
  expect(await followed(next, [relapse, another])).toEqual([]);
  await sync([addiction(other, 2), relapseOf(one, newId())]);
  const later = (await sync([])).next;
  const [known] = await relapses();
  await sync([deletion(one)]);
  await sync([addiction(one, 2)]);
  expect(await followed(later, [known])).toEqual([]);
});

it('a relapse that went with its addiction was there: its versions go on, and its id stays taken', async () => {
  await sync([deletion(one)]);
  const written = { id: relapse, addictionId: other, day };
  const answer = await callAs(api, person.token, 'POST', '/v1/journal/relapses', written);
  expect([answer.statusCode, answer.json().code]).toEqual([409, 'id_taken']);
  expect(await became(relapseOf(one, relapse))).toEqual(['conflict 2']);
  expect(await became(relapseOf(one, relapse, 2), relapseOf(one, relapse, 1))).toEqual(['applied 3', 'conflict 3']);
});
