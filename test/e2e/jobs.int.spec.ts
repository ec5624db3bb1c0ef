// Real: the whole API with its workers over PostgreSQL, with an operator's key. Faked: nothing.
import { Module } from '@nestjs/common';
import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobPayload, Jobs } from '#platform/jobs';
import { WorkerModule } from '../../apps/worker/worker.module.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

const tenantId = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1';
const bake = defineJob('test.bake', { tries: 1 });
const url = '/v1/platform/jobs';

@HandlesJob(bake)
class Bakes {
  cold = false;

  async run({ tenantId: baker }: JobPayload): Promise<object> {
    if (this.cold) throw new Error('The oven is cold.');
    return { baker };
  }
}

@Module({ imports: [WorkerModule], providers: [Bakes] })
class Bakery {}

describe('the routes for jobs', () => {
  let api: TestApp;
  beforeAll(async () => {
    api = await startTestApp({}, undefined, [Bakery]);
  });
  afterEach(() => {
    api.app.get(Bakes).cold = false;
  });
  afterAll(() => api.close());

  const ask = (method: 'GET' | 'POST', path: string) =>
    api.inject({ method, url: path, headers: { authorization: `Bearer ${api.operatorKey}` } });
  const get = (path: string) => ask('GET', path);
  const add = (delayMs = 0) =>
    api.app.get(Database).transaction({ tenantId }, (tx) => api.app.get(Jobs).add(tx, bake, { tenantId }, { delayMs }));
  const shown = (id: string, state: string) =>
    until(async () => {
      const answer = await get(`${url}/test.bake/${id}`);
      return answer.statusCode === 200 && answer.json().state === state && answer.json();
    });

  it('show why a job failed, and retry it', async () => {
    api.app.get(Bakes).cold = true;
    const id = await add();
    expect(await shown(id, 'failed')).toMatchObject({
      id,
      queue: 'test.bake',
      tenantId,
      tries: 1,
      triesAllowed: 1,
      failure: 'The oven is cold.',
      payload: { tenantId },
      stacks: [expect.stringContaining('Bakes.run')],
    });
    const listed = (await get(`${url}?queue=test.bake&state=failed`)).json();
    expect(listed).toMatchObject({ data: [{ id, failure: 'The oven is cold.' }], page: { next: null, size: 20 } });
    api.app.get(Bakes).cold = false;
    expect((await ask('POST', `${url}/test.bake/${id}/retry`)).statusCode).toBe(200);
    expect(await shown(id, 'completed')).toMatchObject({ result: { baker: tenantId }, failure: null });
    expect((await ask('POST', `${url}/test.bake/${id}/retry`)).json().code).toBe('job_not_failed');
  });

  it('list waiting jobs by cursor and by page, and cancel them', async () => {
    const ids = await Promise.all([60_000, 61_000, 62_000].map(add));
    await until(async () => (await get(`${url}?queue=test.bake&state=delayed`)).json().data.length === 3);
    const walked: string[] = [];
    for (let next: string | null = `${url}?queue=test.bake&state=delayed&limit=2`; next; ) {
      const step = await get(next);
      walked.push(...step.json().data.map(({ id }: { id: string }) => id));
      next = /^<(.+)>; rel="next"$/.exec(String(step.headers.link))?.[1] ?? null;
    }
    expect(walked).toEqual(ids);
    const page = (await get(`${url}?queue=test.bake&state=delayed&page=2&pageSize=2`)).json();
    expect(page.data).toMatchObject([{ id: ids[2] }]);
    expect(page.page).toMatchObject({ totalItems: 3, totalPages: 2, totalKind: 'exact' });
    for (const id of ids) {
      expect((await ask('POST', `${url}/test.bake/${id}/cancel`)).json()).toEqual({ outcome: 'removed' });
      expect((await get(`${url}/test.bake/${id}`)).json().code).toBe('job_not_found');
      expect((await ask('POST', `${url}/test.bake/${id}/cancel`)).json()).toEqual({ outcome: 'gone' });
    }
  });

  it('accept a forged cursor of a valid place in the list, and refuse one of an invalid place', async () => {
    await add().then((id) => shown(id, 'completed'));
    await add().then((id) => shown(id, 'completed'));
    const { next } = (await get(`${url}?queue=test.bake&state=completed&limit=1`)).json().page;
    const [print] = JSON.parse(Buffer.from(next, 'base64url').toString());
    const forgeries = [-1, 2 ** 31 - 1, 0.5, 1e308].map(async (offset) => {
      const cursor = Buffer.from(JSON.stringify([print, offset])).toString('base64url');
      const answer = await get(`${url}?queue=test.bake&state=completed&limit=1&cursor=${cursor}`);
      return answer.statusCode;
    });
    expect(await Promise.all(forgeries)).toEqual([200, 200, 400, 400]);
  });

  it('list the queues with their counts, and retry all failed jobs', async () => {
    const queues = (await get('/v1/platform/queues?limit=100')).json().data;
    expect(queues.map(({ queue }: { queue: string }) => queue)).toContain('audit-chain.append');
    const mine = queues.find(({ queue }: { queue: string }) => queue === 'test.bake');
    expect(mine).toMatchObject({ waiting: 0, active: 0, failed: 0, oldestWaitingSeconds: null });
    api.app.get(Bakes).cold = true;
    const id = await add();
    await shown(id, 'failed');
    api.app.get(Bakes).cold = false;
    expect((await ask('POST', '/v1/platform/queues/test.bake/retry')).json()).toEqual({ retried: 1 });
    await shown(id, 'completed');
  });

  it.each([
    ['GET', `${url}?queue=test.unknown&state=failed`, 404, 'queue_not_found'],
    ['GET', `${url}?queue=test.bake`, 400, 'validation_failed'],
    ['GET', `${url}?queue=test.bake&state=lost`, 400, 'validation_failed'],
    ['GET', `${url}?queue=test.bake&state=failed&cursor=nonsense`, 400, 'invalid_cursor'],
    ['GET', `${url}/test.bake/nonsense`, 404, 'job_not_found'],
    ['POST', '/v1/platform/queues/test.unknown/retry', 404, 'queue_not_found'],
  ] as const)('refuse %s %s', async (method, path, status, code) => {
    const answer = await ask(method, path);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  });
});
