// Real: the whole API and its workers in one process, PostgreSQL, people who sign in. Faked: the work itself.
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { type Operation, Operations } from '#platform/operations';
import { openEventStream } from '../../../../test/support/event-stream.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../../test/support/signed-in.js';
import { runSql } from '../../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.js';
import { until } from '../../../../test/support/until.js';
import { hand, ownWork, work, workersThatWork } from '../../../../test/support/work.js';

type Does = 'wait' | 'refuse' | 'nothing';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workersThatWork);
});
afterAll(() => api.close());

describe('an operation that a person began for themselves', () => {
  let shop: { id: string; slug: string };
  let ann: SignedIn;
  let others: Readonly<Record<'member' | 'admin' | 'key', string>>;
  beforeAll(async () => {
    shop = await freshTenant(api);
    ann = await signedIn(api, shop, 'member');
    const [{ token: member }, { token: admin }] = [
      await signedIn(api, shop, 'member'),
      await signedIn(api, shop, 'owner'),
    ];
    const scopes = ['operations.read', 'operations.write', 'events.read'];
    const key = (await callAs(api, admin, 'POST', '/v1/keys', { name: 'Reader', kind: 'secret', scopes })).json().key;
    others = { member, admin, key };
  });

  const start = async (job: typeof ownWork | typeof work, payload: object): Promise<string> => {
    const whole = { tenantId: shop.id, does: 'nothing', ...payload } as never;
    const { id } = await api.app
      .get(Database)
      .transaction({ tenantId: shop.id }, (tx) =>
        api.app.get(Operations).start(tx, job as never, whole, 'operations.write'),
      );
    return id;
  };
  const begin = (does: Does) => start(ownWork, { userId: ann.id, does });
  const get = (token: string, path: string) => callAs(api, token, 'GET', `/v1/operations${path}`);
  const cancelAs = (token: string, id: string) => callAs(api, token, 'POST', `/v1/operations/${id}/cancel`);
  const idsOf = (answer: { json(): { data: Operation[] } }) => answer.json().data.map(({ id }) => id);
  const ended = (id: string) =>
    until(async () => {
      const { state } = (await get(ann.token, `/${id}`)).json();
      return ['succeeded', 'failed', 'cancelled'].includes(state) && state;
    });

  it.each(['member', 'admin', 'key'] as const)(
    'is listed, read and followed by them, and by no other: %s',
    async (who) => {
      const id = await begin('nothing');
      expect(await ended(id)).toBe('succeeded');
      const shared = await start(work, {});
      const token = others[who];
      for (const path of [`/${id}`, `/${id}/events`]) {
        const refused = await get(token, path);
        expect([refused.statusCode, refused.json().code]).toEqual([404, 'operation_not_found']);
      }
      for (const query of ['', '?page=1', '?state=succeeded']) {
        expect(idsOf(await get(token, query))).not.toContain(id);
        expect(idsOf(await get(ann.token, query))).toContain(id);
      }
      expect(idsOf(await get(token, ''))).toContain(shared);
      expect(idsOf(await get(ann.token, '')).slice(0, 2)).toEqual([shared, id]);
      expect((await get(ann.token, `/${id}`)).json()).toMatchObject({ id, result: { done: 'nothing' } });
      expect((await get(ann.token, `/${id}/events`)).body).toContain(id);
    },
  );

  it('is cancelled by them and by administrators, who see no result, and by no other', async () => {
    const one = await begin('wait');
    await hand.waits(one);
    for (const token of [others.member, others.key]) {
      const refused = await cancelAs(token, one);
      expect([refused.statusCode, refused.json().code]).toEqual([404, 'operation_not_found']);
    }
    expect((await get(ann.token, `/${one}`)).json().state).toBe('running');
    expect((await cancelAs(ann.token, one)).statusCode).toBe(202);
    expect(await ended(one)).toBe('cancelled');
    const two = await begin('wait');
    await hand.waits(two);
    expect((await cancelAs(others.admin, two)).statusCode).toBe(202);
    expect(await ended(two)).toBe('cancelled');
    const done = await begin('nothing');
    expect(await ended(done)).toBe('succeeded');
    const late = await cancelAs(others.admin, done);
    expect([late.statusCode, late.json()]).toMatchObject([200, { id: done, state: 'succeeded', result: null }]);
    expect((await cancelAs(ann.token, done)).json().result).toEqual({ done: 'nothing' });
    const soldOut = await begin('refuse');
    expect(await ended(soldOut)).toBe('failed');
    expect((await cancelAs(others.admin, soldOut)).json()).toMatchObject({ state: 'failed', error: null });
    expect((await cancelAs(ann.token, soldOut)).json().error).toMatchObject({ code: 'sold_out' });
  });

  it('waits for none of another kind, however many they began', async () => {
    const other = newId();
    await runSql(
      api.database.adminUrl,
      `insert into platform.operations (tenant_id, id, kind, cancel_permission, user_id)
       values ('${shop.id}', '${other}', 'tests.other-work', 'operations.write', '${ann.id}')`,
    );
    const id = await begin('nothing');
    expect(id).not.toBe(other);
    expect(await ended(id)).toBe('succeeded');
  });

  it('is told of to them alone', async () => {
    const url = await api.listen();
    const follow = (token: string) => openEventStream(`${url}/v1/events`, { authorization: `Bearer ${token}` });
    const streams = await Promise.all([ann.token, others.member, others.admin, others.key].map(follow));
    const own = await begin('nothing');
    expect(await ended(own)).toBe('succeeded');
    const shared = await start(work, {});
    const told = await Promise.all(
      streams.map(async (stream) => {
        const ids: unknown[] = [];
        while (!ids.includes(shared)) ids.push((await stream.next())?.data.id);
        stream.abort();
        return ids.includes(own);
      }),
    );
    expect(told).toEqual([true, false, false, false]);
  });

  it('is erased with them', async () => {
    const gone = await signedIn(api, shop, 'member');
    await start(ownWork, { userId: gone.id });
    await callAs(api, others.admin, 'POST', `/v1/members/${gone.id}/erasure`, { graceDays: 0 });
    const left = `select from platform.operations where user_id = '${gone.id}'`;
    await until(async () => (await runSql(api.database.adminUrl, left)).length === 0);
  });

  it('cannot be started for nobody, nor the tenant’s for a person', async () => {
    await expect(start(ownWork, {})).rejects.toThrow('names no user');
    await expect(start(work, { userId: ann.id })).rejects.toThrow('is declared as a tenant’s');
  });
});
