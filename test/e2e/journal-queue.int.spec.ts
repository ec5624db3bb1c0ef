// Real: the whole API over HTTP, PostgreSQL, people who sign in, the queue that docs/clients gives to apps. Faked: the network,
// which loses requests and answers, a server that is away, the app around the queue, and the age of tokens, which are not signed.
import { newId, SyncStopped } from '../../docs/clients/journal-queue.mjs';
import { away, JournalPhone, lost } from '../support/journal-phone.js';
import { logIn } from '../support/people.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../support/signed-in.js';
import { runSql } from '../support/sql.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let api: TestApp;
let url: string;
let tenant: { id: string; slug: string };
let person: SignedIn;
let phone: JournalPhone;
let tablet: JournalPhone;
beforeAll(async () => {
  api = await startTestApp();
  url = await api.listen();
  tenant = await freshTenant(api);
});
beforeEach(async () => {
  person = await signedIn(api, tenant, 'member');
  [phone, tablet] = [
    await JournalPhone.start(url, async () => person.token),
    await JournalPhone.start(url, async () => person.token),
  ];
});
afterAll(() => api?.close());

const today = new Date().toISOString().slice(0, 10);
const get = async (path: string) => (await callAs(api, person.token, 'GET', `/v1/journal/entries${path}`)).json();
/** What the server has: the text and the version of each entry. */
const onServer = async () =>
  (await get('?limit=100')).data
    .map(({ reflection, version }: { reflection: string; version: number }) => [reflection, version])
    .sort();

it('what was written offline is there once, whether requests or their answers are lost', async () => {
  for (const text of ['first', 'second', 'third']) await phone.write(newId(), text);
  phone.networks.push(away, lost, lost);
  await phone.queue.sync();
  expect(await onServer()).toEqual([
    ['first', 1],
    ['second', 1],
    ['third', 1],
  ]);
  expect(phone.told).toEqual([]);
  expect(phone.waits).toHaveLength(3);
  await tablet.queue.sync();
  expect([...tablet.copy].sort()).toEqual([...phone.copy].sort());
});

it('gives up after five tries, keeps everything, and goes on with the next sync', async () => {
  const id = newId();
  await phone.write(id, 'kept');
  phone.networks.push(lost, lost, lost, lost, lost);
  await expect(phone.queue.sync()).rejects.toMatchObject({ status: 0 });
  await phone.open();
  await phone.queue.sync();
  expect([phone.told, await onServer()]).toEqual([[], [['kept', 1]]]);
});

it('what is written while an answer is awaited, or after it was lost, is a change of its own', async () => {
  const id = newId();
  await phone.write(id, 'first');
  phone.networks.push(lost, async (send) => {
    await phone.write(id, 'second');
    return send();
  });
  await phone.queue.sync();
  expect(await onServer()).toEqual([['second', 2]]);
  expect((await get(`/${id}/versions`)).data).toMatchObject([{ reflection: 'first', version: 1 }]);
  await phone.write(id, 'third');
  await phone.write(id, 'fourth');
  await phone.queue.sync();
  expect(await onServer()).toEqual([['fourth', 3]]);
});

it.each([0, 1])('goes on after the app was killed when it had stored %i times during a sync', async (writes) => {
  const id = newId();
  await tablet.write(newId(), 'of the tablet');
  await tablet.queue.sync();
  await phone.write(id, 'of the phone');
  phone.writesLeft = writes;
  await expect(phone.queue.sync()).rejects.toThrow('killed');
  await phone.open();
  await phone.write(id, 'of the phone, later');
  await phone.queue.sync();
  expect(await onServer()).toEqual([
    ['of the phone, later', writes + 1],
    ['of the tablet', 1],
  ]);
  expect([phone.copy.size, phone.told]).toEqual([2, []]);
});

it('tells both versions of a conflict, keeps it over a restart, and sends what the person made of both', async () => {
  const id = newId();
  await phone.write(id, 'first');
  await phone.queue.sync();
  await tablet.queue.sync();
  await tablet.write(id, 'theirs');
  await tablet.queue.sync();
  await phone.write(id, 'mine');
  await phone.queue.sync();
  const conflict = {
    id,
    status: 'conflict',
    version: 2,
    content: { reflection: 'mine' },
    theirs: { reflection: 'theirs' },
  };
  expect(phone.told).toMatchObject([conflict]);
  await phone.open();
  // Typed on, before the person saw the other one.
  await phone.write(id, 'mine, longer');
  await phone.queue.sync();
  expect(await onServer()).toEqual([['theirs', 2]]);
  await tablet.write(id, 'theirs, longer');
  await tablet.queue.sync();
  await phone.queue.sync();
  expect(phone.queue.held).toMatchObject([
    { version: 3, content: { reflection: 'mine, longer' }, theirs: { reflection: 'theirs, longer' } },
  ]);
  expect(phone.copy.get(id)).toBe('mine, longer');
  await phone.resolve(id, 'both');
  await phone.queue.sync();
  expect([phone.queue.held, await onServer()]).toEqual([[], [['both', 4]]]);
});

it('a conflict ends by what the other device wrote, or by a deletion', async () => {
  const [kept, deleted] = [newId(), newId()];
  for (const id of [kept, deleted]) await phone.write(id, 'first');
  await phone.queue.sync();
  await tablet.queue.sync();
  for (const id of [kept, deleted]) {
    await tablet.write(id, 'theirs');
    await phone.write(id, 'mine');
  }
  await tablet.queue.sync();
  await phone.queue.sync();
  await phone.queue.drop('entry', kept);
  await phone.queue.resolve('entry', deleted);
  await phone.queue.sync();
  expect([phone.queue.held, phone.copy.get(kept), await onServer()]).toEqual([[], 'theirs', [['theirs', 2]]]);
});

it('asks once for another token, and stops with everything kept where that is refused, too', async () => {
  const ended = (await logIn(api, person.person)).json();
  const signOut = { refreshToken: ended.refreshToken };
  await api.inject({ method: 'POST', url: `/v1/auth/${tenant.slug}/logout`, payload: signOut });
  const asked: boolean[] = [];
  phone.token = async (renew) => {
    asked.push(renew);
    return renew ? person.token : ended.accessToken;
  };
  await phone.write(newId(), 'first');
  await phone.queue.sync();
  expect([asked, await onServer()]).toEqual([[false, true], [['first', 1]]]);
  phone.token = async (renew) => {
    asked.push(renew);
    return ended.accessToken;
  };
  await phone.write(newId(), 'second');
  const stopped = await phone.queue.sync().catch((error: unknown) => error);
  expect(stopped).toBeInstanceOf(SyncStopped);
  expect(stopped).toMatchObject({ status: 401, problem: { code: 'unauthenticated' } });
  expect(asked).toEqual([false, true, false, true]);
  phone.token = async () => person.token;
  await phone.queue.sync();
  expect(await onServer()).toEqual([
    ['first', 1],
    ['second', 1],
  ]);
});

it('waits as long as the server says: that it is away, or that there are too many requests', async () => {
  const busy = await startTestApp({ rateLimitRequests: 1, rateLimitWindowSeconds: 600 }, api.database);
  try {
    const limited = await busy.listen();
    await phone.write(newId(), 'first');
    phone.networks.push(
      async () => new Response('{"code":"writes_paused"}', { status: 503, headers: { 'retry-after': '7' } }),
      async () => {
        await fetch(limited);
        return fetch(`${limited}/v1/journal/sync`, { method: 'POST' });
      },
    );
    await phone.queue.sync();
    expect(phone.waits[0]).toBe(7);
    expect(phone.waits[1]).toBeGreaterThan(500);
    expect(phone.waits).toHaveLength(2);
    expect(await onServer()).toEqual([['first', 1]]);
  } finally {
    await busy.close();
  }
});

it('holds what is refused, and sends the rest: a change with a fault, one no request may hold, and too much at once', async () => {
  const [bad, nul] = [newId(), newId()];
  await phone.queue.write('entry', bad, { day: today, mood: 11 });
  await phone.queue.write('entry', nul, { day: today, reflection: 'a\u0000' });
  const long = '長'.repeat(19_999);
  for (let at = 0; at < 20; at += 1) await phone.write(newId(), `${long}${at % 10}`);
  await phone.queue.sync();
  expect(await onServer()).toHaveLength(20);
  expect(phone.queue.held).toMatchObject([
    { id: bad, status: 'refused', problem: { errors: [expect.objectContaining({ code: 'too_large' })] } },
    { id: nul, status: 'refused', problem: { errors: [expect.objectContaining({ code: 'nul_character' })] } },
  ]);
  await phone.queue.write('entry', bad, { day: today, mood: 10 });
  await phone.queue.drop('entry', nul);
  await phone.queue.sync();
  expect([phone.queue.held, (await onServer()).length]).toEqual([[], 21]);
});

it('runs one sync at a time, which sends what is written meanwhile', async () => {
  let [open, most] = [0, 0];
  for (let at = 0; at < 3; at += 1) {
    phone.networks.push(async (send) => {
      open += 1;
      most = Math.max(most, open);
      const answer = await send();
      open -= 1;
      if (at === 0) await phone.write(newId(), 'meanwhile');
      return answer;
    });
  }
  await phone.write(newId(), 'before');
  await Promise.all([phone.queue.sync(), phone.queue.sync(), phone.queue.sync()]);
  expect([most, await onServer()]).toEqual([
    1,
    [
      ['before', 1],
      ['meanwhile', 1],
    ],
  ]);
});

it('reads everything again after its token expired, and has what waits compared anew', async () => {
  const [same, changed, deleted, edited] = [newId(), newId(), newId(), newId()];
  for (const id of [same, changed, deleted, edited]) await phone.write(id, 'first');
  await phone.queue.sync();
  await tablet.queue.sync();
  for (const id of [deleted, edited]) await tablet.delete(id);
  await tablet.write(changed, 'theirs');
  await tablet.queue.sync();
  // Deletions are kept for 90 days.
  await runSql(api.database.adminUrl, `delete from journal.deletions where user_id = '${person.id}'`);
  await phone.write(changed, 'mine');
  await phone.write(edited, 'mine');
  await phone.write(newId(), 'new');
  phone.expire();
  await phone.open();
  phone.networks.push(lost);
  await phone.queue.sync();
  expect(phone.told).toMatchObject([
    { id: edited, version: 0, content: { reflection: 'mine' }, theirs: null },
    { id: changed, version: 2, content: { reflection: 'mine' }, theirs: { reflection: 'theirs' } },
  ]);
  for (const { id } of phone.queue.held) await phone.resolve(id, 'both');
  await phone.queue.sync();
  await tablet.queue.sync();
  expect(await onServer()).toEqual([
    ['both', 1],
    ['both', 3],
    ['first', 1],
    ['new', 1],
  ]);
  for (const device of [phone, tablet])
    expect([...device.copy.values()].sort()).toEqual(['both', 'both', 'first', 'new']);
  expect(phone.copy.has(deleted)).toBe(false);
});

/** An entry that the tablet deleted, more than the 90 days ago for which deletions are kept; the phone has it. */
async function deletedLongAgo(): Promise<string> {
  const id = newId();
  await phone.write(id, 'first');
  await phone.queue.sync();
  await tablet.queue.sync();
  await tablet.delete(id);
  await tablet.queue.sync();
  await runSql(api.database.adminUrl, `delete from journal.deletions where user_id = '${person.id}'`);
  return id;
}

it('creates anew what was changed here, and deleted so long ago that nothing is known of it', async () => {
  const id = await deletedLongAgo();
  // More than the first request takes, which learns that everything is read again.
  for (let at = 0; at < 20; at += 1) await phone.write(newId(), 'new');
  await phone.write(id, 'mine');
  phone.expire();
  await phone.open();
  await phone.queue.sync();
  expect([phone.told, (await onServer()).filter(([text]: [string]) => text !== 'new')]).toEqual([[], [['mine', 1]]]);
});

it('compares anew what is written while everything is read again, though its version is the same by chance', async () => {
  const id = await deletedLongAgo();
  await callAs(api, person.token, 'POST', '/v1/journal/entries', { id, day: today, reflection: 'theirs' });
  phone.expire();
  await phone.open();
  phone.networks.push(async (send) => {
    await phone.write(id, 'mine');
    return send();
  });
  await phone.queue.sync();
  expect(phone.told).toMatchObject([
    { id, status: 'conflict', version: 1, content: { reflection: 'mine' }, theirs: { reflection: 'theirs' } },
  ]);
  expect(await onServer()).toEqual([['theirs', 1]]);
});
