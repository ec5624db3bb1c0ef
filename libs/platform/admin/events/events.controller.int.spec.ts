// Real: the whole API over PostgreSQL, with an operator's key. Faked: the dead letters, which are
// written by SQL as a worker would.
import { newId } from '#platform/ids';
import { runSql } from '../../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.js';

const url = '/v1/platform/events';
const tenantIds = ['0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1', '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b2'];

describe('the routes to the dead letters', () => {
  let api: TestApp;
  let ids: string[];
  beforeAll(async () => {
    api = await startTestApp();
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    ids = [];
    for (const n of [0, 1, 2]) ids.unshift(await deadLetter(n));
  });
  afterEach(() => runSql(api.database.adminUrl, 'truncate platform.dead_letters, platform.outbox, platform.inbox'));

  async function deadLetter(n: number): Promise<string> {
    const [id, eventId] = [newId(), newId()];
    const tenantId = tenantIds[n % 2];
    await runSql(
      api.database.adminUrl,
      `insert into platform.dead_letters (tenant_id, id, event_id, subscriber, type, version, subject, data,
         occurred_at, tries, error_code, error_message)
       values ('${tenantId}', '${id}', '${eventId}', 'test.ledger', 'test.thing.counted', 1, 's', '{"n":${n}}',
         '2026-01-15T09:30:00Z', 5, 'Error', 'no');
       insert into platform.inbox (tenant_id, event_id, subscriber) values ('${tenantId}', '${eventId}', 'test.ledger')`,
    );
    return id;
  }

  const ask = (method: 'GET' | 'POST', path: string) =>
    api.inject({ method, url: path, headers: { authorization: `Bearer ${api.operatorKey}` } });

  it('list those of every tenant, the latest first, by cursor and by page', async () => {
    const walked: string[] = [];
    for (let next: string | null = `${url}?limit=2`; next; ) {
      const step = await ask('GET', next);
      walked.push(...step.json().data.map(({ id }: { id: string }) => id));
      next = /^<(.+)>; rel="next"$/.exec(String(step.headers.link))?.[1] ?? null;
    }
    expect(walked).toEqual(ids);
    const page = (await ask('GET', `${url}?page=2&pageSize=2`)).json();
    expect(page.data).toMatchObject([{ id: ids[2], tenantId: tenantIds[0] }]);
    expect(page.page).toMatchObject({ number: 2, totalItems: 3, totalPages: 2, totalKind: 'exact' });
  });

  it('count exactly up to 10,000, and mark a larger total as estimated', async () => {
    const totalOf = async () => (await ask('GET', `${url}?page=1`)).json().page;
    const fill = (rows: number) =>
      runSql(
        api.database.adminUrl,
        `insert into platform.dead_letters (tenant_id, id, event_id, subscriber, type, version, subject, data,
           occurred_at, tries, error_code, error_message)
         select '${tenantIds[0]}', uuidv7(), uuidv7(), 'test.ledger', 'a.b', 1, 's', '{}', now(), 5, 'Error', 'no'
         from generate_series(1, ${rows}); analyze platform.dead_letters`,
      );
    await fill(9997);
    expect(await totalOf()).toMatchObject({ totalItems: 10_000, totalKind: 'exact' });
    await fill(2000);
    expect(await totalOf()).toMatchObject({ totalItems: 12_000, totalKind: 'estimated' });
  });

  it('show one, without the event’s data', async () => {
    expect((await ask('GET', `${url}/${ids[0]}`)).json()).toEqual({
      id: ids[0],
      eventId: expect.any(String),
      tenantId: tenantIds[0],
      type: 'test.thing.counted',
      version: 1,
      subject: 's',
      subscriber: 'test.ledger',
      tries: 5,
      error: { code: 'Error', message: 'no' },
      occurredAt: '2026-01-15T09:30:00.000Z',
      createdAt: expect.any(String),
    });
  });

  it('retry one: it returns to the outbox, and an audit line names the operator', async () => {
    const answer = await ask('POST', `${url}/${ids[0]}/retry`);
    expect([answer.statusCode, answer.json().id]).toEqual([202, ids[0]]);
    const { eventId } = answer.json();
    const [row] = await runSql<{ payload: object }>(
      api.database.adminUrl,
      `select payload from platform.outbox where tenant_id = '${tenantIds[0]}' and kind = 'event' and subject = 's'`,
    );
    expect(row?.payload).toEqual({
      type: 'test.thing.counted',
      version: 1,
      data: { n: 2 },
      occurredAt: '2026-01-15T09:30:00.000Z',
      again: { eventId, subscriber: 'test.ledger' },
    });
    expect(
      await runSql(api.database.adminUrl, `select from platform.inbox where event_id = '${eventId}'`),
    ).toHaveLength(0);
    const lines = await ask('GET', `/v1/platform/audit?tenant=${tenantIds[0]}&target=${eventId}`);
    expect(lines.json().data).toMatchObject([{ action: 'platform.event.retried', actorKind: 'operator' }]);
    expect((await ask('POST', `${url}/${ids[0]}/retry`)).json().code).toBe('event_not_found');
  });

  it.each(['nonsense', newId()])('answer 404 for the unknown id %s', async (id) => {
    const answer = await ask('GET', `${url}/${id}`);
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'event_not_found']);
  });

  it.each(['cursor=nonsense', 'page=1&limit=2', 'sort=type'])('refuse %s', async (query) => {
    expect((await ask('GET', `${url}?${query}`)).statusCode).toBe(400);
  });
});
