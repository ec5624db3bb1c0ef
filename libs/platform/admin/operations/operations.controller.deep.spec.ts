// Real: the whole API and its workers in one process, PostgreSQL. Faked: the work itself.

import { Job } from 'bullmq';
import { ApiKeys, type Caller } from '#platform/access';
import { Database, Notifications } from '#platform/database';
import { newId } from '#platform/ids';
import { JobControl } from '#platform/jobs';
import { type Operation, Operations } from '#platform/operations';
import { PLATFORM_TENANT_ID, platformTenant } from '#platform/tenancy';
import { heldTransaction } from '../../../../test/support/held-transaction.js';
import { callAs, signedIn } from '../../../../test/support/signed-in.js';
import { runSql } from '../../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.js';
import { until } from '../../../../test/support/until.js';
import { hand, loneWork, work, workersThatWork } from '../../../../test/support/work.js';

type Does = Parameters<typeof start>[0];

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workersThatWork);
});
afterAll(() => api.close());

function start(
  does: 'wait' | 'break' | 'refuse' | 'overflow' | 'nothing',
  tenantId = PLATFORM_TENANT_ID,
  permission = 'operations.write',
  kind = work,
): Promise<Operation> {
  return api.app
    .get(Database)
    .transaction({ tenantId }, (tx) => api.app.get(Operations).start(tx, kind, { tenantId, does }, permission));
}
const ask = (method: 'GET' | 'POST', path: string, headers = {}) =>
  api.inject({
    method,
    url: `/v1/operations${path}`,
    headers: { authorization: `Bearer ${api.operatorKey}`, ...headers },
  });
/** A principal with every permission. */
const operator: Caller = {
  ...{ kind: 'operator', id: newId(), name: 'test', permissions: new Set(['*']) },
  tenantId: PLATFORM_TENANT_ID,
};
const get = (path: string, headers = {}) => ask('GET', path, headers);
const cancel = (id: string) => ask('POST', `/${id}/cancel`);
const ended = (id: string) =>
  until(async () => {
    const operation = (await get(`/${id}`)).json();
    return ['succeeded', 'failed', 'cancelled'].includes(operation.state) && operation;
  });

/** Writes an end into an operation whose job has not ended. */
const writeEnd = (id: string, state: 'succeeded' | 'cancelled') =>
  runSql(
    api.database.adminUrl,
    `update platform.operations set state = '${state}', progress = case '${state}' when 'succeeded' then 1 else progress end
     where id = '${id}'`,
  );
const jobEnded = (id: string) =>
  until(() =>
    api.app
      .get(JobControl)
      .show(work.name, id)
      .then(
        ({ endedAt }) => endedAt !== null,
        () => false,
      ),
  );

describe('an operation', () => {
  it('is read from its start to its result', async () => {
    const { id, state } = await start('wait');
    expect(state).toBe('queued');
    await hand.waits(id);
    const running = await get(`/${id}`);
    expect(running.json()).toEqual({
      id,
      kind: 'tests.work',
      state: 'running',
      progress: 0.5,
      result: null,
      error: null,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    });
    expect(running.headers).toMatchObject({ 'retry-after': '1', etag: expect.stringMatching(/^"v\d+"$/) });
    expect((await get(`/${id}`, { 'if-none-match': running.headers.etag })).statusCode).toBe(304);
    hand.letGo(id);
    expect(await ended(id)).toMatchObject({ state: 'succeeded', progress: 1, result: { done: 'wait' } });
    const done = await get(`/${id}`, { 'if-none-match': running.headers.etag });
    expect([done.statusCode, done.headers['retry-after']]).toEqual([200, undefined]);
  });

  it('gives the Palier-Wrote of its end with each answer that shows it, and no other', async () => {
    const { id } = await start('wait');
    await hand.waits(id);
    const other = newId();
    const before = [await get(`/${id}`), await get('?state=running'), await get(`/${other}`)];
    expect(before.map(({ headers }) => headers['palier-wrote'])).toEqual([undefined, undefined, undefined]);
    hand.letGo(id);
    await ended(id);
    const { headers } = await get(`/${id}`, { 'sec-fetch-site': 'same-origin' });
    expect(headers['palier-wrote']).toMatch(/^-{8}\.0\.\w+\.[\w-]{22}$/);
    expect(headers['set-cookie']).toContain(`Palier-Wrote=${headers['palier-wrote']}; Max-Age=2`);
    const after = [
      await get('?state=succeeded'),
      await get(`/${id}`, { 'if-none-match': headers.etag }),
      await cancel(id),
    ];
    expect(after.map(({ statusCode }) => statusCode)).toEqual([200, 304, 200]);
    for (const answer of after) expect(answer.headers['palier-wrote']).toMatch(/(^|~)-{8}\.0\./);
  });

  it.each<[Does, string, string]>([
    ['refuse', 'sold_out', 'Épuisé.'],
    ['break', 'internal_error', 'L’opération a échoué'],
    ['overflow', 'operation_result_too_large', 'L’opération a réussi'],
  ])('whose work does %s has failed with %s', async (does, code, words) => {
    const { id } = await start(does);
    expect(await ended(id)).toMatchObject({ state: 'failed', result: null, error: { code } });
    const { error } = (await get(`/${id}`, { 'accept-language': 'fr' })).json();
    expect(error.detail).toContain(words);
    expect(error.detail).not.toContain('hunter2');
    expect(hand.ran.filter((ran) => ran === id)).toHaveLength(does === 'break' ? 2 : 1);
  });

  it('is answered with 404 to every other tenant', async () => {
    const { id } = await start('nothing', newId());
    for (const other of [id, newId(), 'nonsense']) {
      const answers = [await get(`/${other}`), await cancel(other), await get(`/${other}/events`)];
      for (const answer of answers)
        expect([answer.statusCode, answer.json().code]).toEqual([404, 'operation_not_found']);
    }
  });

  it('does not exist when its transaction was rolled back', async () => {
    let id = '';
    const lost = api.app.get(Database).transaction({ tenantId: PLATFORM_TENANT_ID }, async (tx) => {
      const payload = { tenantId: PLATFORM_TENANT_ID, does: 'nothing' } as const;
      ({ id } = await api.app.get(Operations).start(tx, work, payload, 'operations.write'));
      throw new Error('changed our mind');
    });
    await expect(lost).rejects.toThrow('changed our mind');
    const { id: next } = await start('nothing');
    await ended(next);
    expect([(await get(`/${id}`)).statusCode, hand.ran.includes(id)]).toEqual([404, false]);
  });
});

it('refuses one of two operations that begin at once, where a tenant has one of them at a time', async () => {
  const begin = (does: Does, tenantId?: string) => start(does, tenantId, 'operations.write', loneWork);
  await using held = await heldTransaction(api.database.adminUrl, 'lock table platform.operations in exclusive mode');
  const both = Promise.allSettled([begin('wait'), begin('wait')]);
  // Neither has its row yet: each waits for this transaction, or for the other.
  await held.blocks(2);
  await held.rollback();
  const [one, other] = (await both).sort((a, b) => a.status.localeCompare(b.status));
  expect([one, other]).toMatchObject([
    { status: 'fulfilled' },
    { reason: { code: 'operations_at_work', status: 429 } },
  ]);
  const { id } = (one as PromiseFulfilledResult<Operation>).value;
  await hand.waits(id);
  await expect(begin('nothing')).rejects.toMatchObject({ code: 'operations_at_work' });
  // Other tenants and other kinds are not held up.
  expect(await begin('nothing', newId())).toMatchObject({ state: 'queued' });
  expect(await ended((await start('nothing')).id)).toMatchObject({ state: 'succeeded' });
  hand.letGo(id);
  await ended(id);
  expect(await ended((await begin('nothing')).id)).toMatchObject({ state: 'succeeded' });
});

describe('a cancelled operation', () => {
  it.each([
    ['through its operation', (id: string) => cancel(id)],
    ['by an operator of the queues', (id: string) => api.app.get(JobControl).cancel(work.name, id)],
  ])('that waits in its queue ends at once when cancelled %s, and never runs', async (_, cancelled) => {
    const [running, waiting] = [await start('wait'), await start('nothing')];
    await hand.waits(running.id);
    const { id } = waiting;
    const control = api.app.get(JobControl);
    await until(() =>
      control.show(work.name, id).then(
        ({ state }) => state === 'waiting',
        () => false,
      ),
    );
    await cancelled(id);
    expect((await get(`/${id}`)).json()).toMatchObject({ state: 'cancelled', result: null, error: null });
    const again = await cancel(id);
    expect([again.statusCode, again.json().state]).toEqual([200, 'cancelled']);
    hand.letGo(running.id);
    await ended((await start('nothing')).id);
    expect(hand.ran).not.toContain(id);
  });

  it('that is not in its queue yet ends before it would run', async () => {
    const idle = await startTestApp();
    try {
      const payload = { tenantId: PLATFORM_TENANT_ID, does: 'nothing' } as const;
      const operations = idle.app.get(Operations);
      const { id } = await idle.app
        .get(Database)
        .transaction({ tenantId: PLATFORM_TENANT_ID }, (tx) => operations.start(tx, work, payload, 'operations.write'));
      expect(await operations.cancel(operator, id)).toMatchObject({ state: 'cancelling' });
      const busy = await startTestApp({}, idle.database, workersThatWork);
      await until(async () => (await operations.find({ tenantId: PLATFORM_TENANT_ID }, id)).state === 'cancelled');
      await busy.close();
      expect(hand.ran).not.toContain(id);
    } finally {
      await idle.close();
    }
  });

  it('that runs is asked to stop, and ends when its work has stopped', async () => {
    const { id } = await start('wait');
    await hand.waits(id);
    const answer = await cancel(id);
    expect([answer.statusCode, answer.json().state]).toEqual([202, 'cancelling']);
    expect(await ended(id)).toMatchObject({ state: 'cancelled', result: null, progress: 0.5 });
    const again = await cancel(id);
    expect([again.statusCode, again.json().state]).toEqual([200, 'cancelled']);
  });

  it('that a worker takes meanwhile is asked to stop, whatever has become of it since', async () => {
    const { id } = await start('wait');
    await hand.waits(id);
    jest.spyOn(Job.prototype, 'getState').mockResolvedValueOnce('prioritized');
    const { remove } = Job.prototype;
    jest.spyOn(Job.prototype, 'remove').mockImplementationOnce(async function (this: Job, options) {
      await remove.call(this, options).catch(async (error) => {
        hand.letGo(id);
        await jobEnded(id);
        throw error;
      });
    });
    const answer = await cancel(id);
    expect([answer.statusCode, answer.json().state]).toEqual([202, 'cancelling']);
    expect(await ended(id)).toMatchObject({ state: 'succeeded', result: { done: 'wait' } });
  });

  it('is found and cancelled only with the permission that starting it needs', async () => {
    const { id } = await start('wait', PLATFORM_TENANT_ID, 'platform.jobs.write');
    await hand.waits(id);
    const key = async (...scopes: string[]) => (await api.app.get(ApiKeys).create('canceller', scopes)).key;
    const cancelAs = (token: string) => callAs(api, token, 'POST', `/v1/operations/${id}/cancel`);
    const reader = await signedIn(api, platformTenant, 'editor');
    for (const token of [reader.token, await key('operations.write', 'operations.read', 'platform.tenants.write')]) {
      const refused = await cancelAs(token);
      expect([refused.statusCode, refused.json().code]).toEqual([404, 'operation_not_found']);
    }
    expect((await get(`/${id}`)).json()).toMatchObject({ state: 'running' });
    expect((await cancelAs(await key('operations.write', 'platform.jobs.write'))).statusCode).toBe(202);
    expect(await ended(id)).toMatchObject({ state: 'cancelled' });
  });

  it.each<[Does, string]>([
    ['nothing', 'succeeded'],
    ['refuse', 'failed'],
  ])('that has ended stays as it is: %s has %s', async (does, state) => {
    const { id } = await start(does);
    const before = await ended(id);
    expect(before.state).toBe(state);
    const answer = await cancel(id);
    expect([answer.statusCode, answer.json()]).toEqual([200, before]);
  });

  it('whose work ends before it is told to stop is followed to its end', async () => {
    const { id } = await start('wait');
    await hand.waits(id);
    await cancelUntold(id);
    await hand.report(id, 1);
    expect((await get(`/${id}`)).json()).toMatchObject({ state: 'cancelling', progress: 1 });
    hand.letGo(id);
    expect(await ended(id)).toMatchObject({ state: 'succeeded', result: { done: 'wait' } });
  });

  it('stays cancelled, without a result, whatever its work goes on to do', async () => {
    const { id } = await start('wait');
    await hand.waits(id);
    await cancelUntold(id);
    // As another worker notes it that was given the job, since this one was taken for dead.
    await writeEnd(id, 'cancelled');
    await hand.report(id, 1);
    hand.letGo(id);
    await jobEnded(id);
    expect((await get(`/${id}`)).json()).toMatchObject({ state: 'cancelled', progress: 0.5, result: null });
  });

  /** Cancels it, and loses the message to the worker. */
  async function cancelUntold(id: string): Promise<void> {
    const notifications = api.app.get(Notifications);
    const say = notifications.publish.bind(notifications);
    const lost = jest
      .spyOn(notifications, 'publish')
      .mockImplementation(async (channel, ...more) => (channel === 'job_cancel' ? undefined : say(channel, ...more)));
    expect((await cancel(id)).json().state).toBe('cancelling');
    lost.mockRestore();
  }
});

describe('an operation whose worker died after it noted the end, and before the queue knew it', () => {
  /** Has noted the end of a job that waits behind another, which ends now. */
  async function endedBehind(does: 'wait' | 'nothing', state: 'succeeded' | 'cancelled'): Promise<string> {
    const [running, { id }] = [await start('wait'), await start(does)];
    await hand.waits(running.id);
    await writeEnd(id, state);
    hand.letGo(running.id);
    return id;
  }

  it('is not begun again where it was cancelled', async () => {
    const id = await endedBehind('nothing', 'cancelled');
    await jobEnded(id);
    expect((await get(`/${id}`)).json()).toMatchObject({ state: 'cancelled', result: null });
    expect(hand.ran).not.toContain(id);
  });

  it('has succeeded all along where its work is done again', async () => {
    const id = await endedBehind('wait', 'succeeded');
    await hand.waits(id);
    expect((await get(`/${id}`)).json()).toMatchObject({ state: 'succeeded', progress: 1 });
    hand.letGo(id);
    await jobEnded(id);
    expect((await get(`/${id}`)).json()).toMatchObject({ state: 'succeeded', progress: 1, result: { done: 'wait' } });
  });
});

it('operations are listed, the newest first, by cursor and by page, all or those in one state', async () => {
  const mine = [];
  for (const does of ['nothing', 'refuse', 'nothing'] as const) {
    const { id } = await start(does);
    await ended(id);
    mine.unshift(id);
  }
  const walked: string[] = [];
  for (let next = '?limit=2'; next && walked.length < 4; ) {
    const step = await get(next);
    walked.push(...step.json().data.map(({ id }: Operation) => id));
    next = /^<\/v1\/operations(.+)>; rel="next"$/.exec(String(step.headers.link))?.[1] ?? '';
  }
  expect(walked.slice(0, 3)).toEqual(mine);
  const failed = (await get('?state=failed&page=1&pageSize=1')).json();
  expect(failed.data).toMatchObject([{ id: mine[1], state: 'failed' }]);
  expect(failed.page).toMatchObject({ number: 1, size: 1, totalKind: 'exact' });
  expect((await get('?state=failed&limit=1')).json().data).toMatchObject([{ id: mine[1] }]);
  expect((await get('?page=1')).json().data[0].id).toBe(mine[0]);
  for (const bad of ['?state=lost', '?cursor=nonsense', '?page=1&limit=1'])
    expect((await get(bad)).statusCode).toBe(400);
});
