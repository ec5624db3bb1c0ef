// Real: the whole API and PostgreSQL. Faked: the worker, whose jobs are called one by one.
import pg from 'pg';
import { Database } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { unnamed } from '../../../test/support/unnamed.js';
import { Tenants } from '../tenants/tenants.service.js';
import { FindDuePurges } from './find-due-purges.job.js';
import { PurgeSteps } from './purge-steps.js';
import { Purges } from './purges.service.js';

describe('the job that finds due purges', () => {
  let api: TestApp;
  let tenants: Tenants;
  let added: jest.SpyInstance;
  beforeAll(async () => {
    api = await startTestApp();
    tenants = api.app.get(Tenants);
    added = jest.spyOn(api.app.get(Jobs), 'add');
  });
  beforeEach(() => added.mockClear());
  afterAll(() => api.close());

  const look = () =>
    new FindDuePurges(api.app.get(Database), api.app.get(PurgeSteps), api.app.get(Jobs)).run(
      { tenantId: PLATFORM_TENANT_ID },
      { id: '', attempt: 1, signal: new AbortController().signal, progress: async () => {} },
    );
  const stateOf = async (slug: string) => (await tenants.bySlug(slug)).state;
  const make = (slug: string) => tenants.create({ slug, name: slug, product: 'velo' });
  const sql = (text: string) => api.database.database.unscoped('tenants.registry', (tx) => tx.run(unnamed(text)));

  test('begins the purges whose grace period is over, and no other', async () => {
    for (const slug of ['due', 'later', 'undeleted', 'active']) await make(slug);
    const { id } = await tenants.delete('due', undefined, 0);
    await tenants.delete('later', undefined, 1);
    await tenants.delete('undeleted', undefined, 0);
    await tenants.undelete('undeleted');
    await expect(look()).resolves.toMatchObject({ begun: 1 });
    const states = await Promise.all(['due', 'later', 'undeleted', 'active'].map(stateOf));
    expect(states).toEqual(['purging', 'deleting', 'active', 'active']);
    expect(added.mock.calls.map(([, job, payload]) => [job.name, payload])).toEqual([
      ['tenants.purge-tenant', { tenantId: id }],
    ]);
    await expect(api.app.get(Purges).of('due')).resolves.toMatchObject({ receipt: null, endedAt: null });
  });

  test('continues a purge without progress for 15 minutes', async () => {
    const { id } = await make('idle');
    await tenants.delete('idle', undefined, 0);
    await look();
    added.mockClear();
    await look();
    expect(added).not.toHaveBeenCalled();
    const admin = new pg.Client({ connectionString: api.database.adminUrl });
    await admin.connect();
    // The later one is of a clock that was ahead.
    for (const since of ["now() - interval '16 minutes'", "now() + interval '2 days'"]) {
      added.mockClear();
      await admin.query(`update tenants.purges set seen_at = ${since} where tenant_id = '${id}'`);
      await look();
      expect(added.mock.calls.map(([, , payload]) => payload)).toEqual([{ tenantId: id }]);
    }
    await admin.end();
  });

  test('concurrent runs begin a purge once', async () => {
    await make('raced');
    await tenants.delete('raced', undefined, 0);
    await Promise.all(Array.from({ length: 5 }, look));
    const purges = await sql(
      "select count(*)::int as events from tenants.tenants where slug = 'raced' and state = 'purging'",
    );
    expect(purges).toEqual([{ events: 1 }]);
    expect(added).toHaveBeenCalledTimes(1);
  });
});
