// Real: the whole API and PostgreSQL. Faked: the contexts' answers, and a table with rows of tenants; no worker
// runs, and the test takes each step, as if the process before had been killed.
import pg from 'pg';
import { Database } from '#platform/database';
import { subscribersOf } from '#platform/events';
import { newId } from '#platform/ids';
import { makeNotesTable } from '../../../test/support/notes-table.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { Tenants } from '../tenants/tenants.js';
import { PurgeSteps } from './purge-steps.js';
import { Purges } from './purges.js';

describe('the steps of a purge', () => {
  let api: TestApp;
  let admin: pg.Client;
  let steps: PurgeSteps;
  let made = 0;
  /** The context whose rows the tests count, and those that have none. */
  let own: string;
  let others: string[];
  beforeAll(async () => {
    api = await startTestApp();
    steps = api.app.get(PurgeSteps);
    const emptying = subscribersOf('tenants.tenant.purging').map((name) => name.slice(0, name.indexOf('.')));
    [own = '', ...others] = [...new Set(emptying)].sort();
    await makeNotesTable(api.database.ownerUrl);
    admin = new pg.Client({ connectionString: api.database.adminUrl });
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await api.close();
  });

  const of = (slug: string) => api.app.get(Purges).of(slug);

  async function begun(): Promise<{ id: string; slug: string; purgeId: string }> {
    made += 1;
    const slug = `stepped-${made}`;
    await api.app.get(Tenants).create({ slug, name: slug, product: 'wistant' });
    const { id } = await api.app.get(Tenants).delete(slug, undefined, 0);
    await steps.begin(id);
    return { id, slug, purgeId: (await of(slug)).id };
  }

  function answer(
    id: string,
    purgeId: string,
    counts: Record<string, number>,
    done: boolean,
    round = 1,
    context = own,
  ) {
    const data = { purgeId, round, context, counts, done };
    return api.app.get(Database).transaction({ tenantId: id }, async (tx) => steps.answer(tx, id, data));
  }

  const othersAnswer = (id: string, purgeId: string, round = 1) =>
    Promise.all(others.map((context) => answer(id, purgeId, {}, true, round, context)));

  test('wait for every context, adding up what each batch deleted', async () => {
    const { id, slug, purgeId } = await begun();
    expect(others).not.toEqual([]);
    await answer(id, purgeId, { notes: 5 }, false);
    await answer(id, purgeId, { notes: 3, tags: 1 }, false);
    await expect(steps.advance(id)).resolves.toEqual({ kind: 'waiting', answered: 0, waitingFor: [own, ...others] });
    await othersAnswer(id, purgeId);
    await expect(steps.advance(id)).resolves.toEqual({
      kind: 'waiting',
      answered: others.length,
      waitingFor: [own],
    });
    await expect(of(slug)).resolves.toMatchObject({
      counts: { notes: 8, tags: 1 },
      waitingFor: [own],
      endedAt: null,
    });
  });

  test('end the purge once, even when several processes take the last step', async () => {
    const { id, slug, purgeId } = await begun();
    await admin.query(
      `insert into platform.operations (tenant_id, id, kind)
       select '${id}', gen_random_uuid(), 'tests.work' from generate_series(1, 6000)`,
    );
    await othersAnswer(id, purgeId);
    await answer(id, purgeId, {}, true);
    const kinds = (await Promise.all([1, 2, 3, 4, 5, 6].map(() => steps.advance(id)))).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'emptying').length).toBeGreaterThanOrEqual(2);
    expect(kinds).toContain('ended');
    const { receipt } = await of(slug);
    expect(receipt?.counts).toEqual({ 'platform.operations': 6000 });
    await expect(steps.advance(id)).resolves.toEqual({ kind: 'ended' });
    await expect(of(slug)).resolves.toMatchObject({ receipt });
  });

  test('ask the contexts again when rows were written after their answer', async () => {
    const { id, slug, purgeId } = await begun();
    await othersAnswer(id, purgeId);
    await answer(id, purgeId, {}, true);
    await admin.query(`insert into public.notes values ('${id}', '${newId()}', 'late')`);
    await expect(steps.advance(id)).resolves.toEqual({ kind: 'again', tables: ['public.notes'] });
    await expect(of(slug)).resolves.toMatchObject({ round: 2, waitingFor: [own, ...others], receipt: null });
    // A late answer of the first round does not count for the second.
    await answer(id, purgeId, {}, true, 1);
    await expect(steps.advance(id)).resolves.toMatchObject({ kind: 'waiting' });
    await admin.query(`delete from public.notes where tenant_id = '${id}'`);
    await othersAnswer(id, purgeId, 2);
    await answer(id, purgeId, { 'public.notes': 1 }, true, 2);
    await expect(steps.advance(id)).resolves.toEqual({ kind: 'ended' });
    expect((await of(slug)).receipt?.counts).toEqual({ 'public.notes': 1 });
  });

  test('delete no rows of a tenant that is not being purged', async () => {
    const { id } = await api.app.get(Tenants).create({ slug: 'untouched', name: 'U', product: 'velo' });
    await admin.query(
      `insert into platform.operations (tenant_id, id, kind) values ('${id}', gen_random_uuid(), 'x.y')`,
    );
    await expect(steps.advance(id)).resolves.toEqual({ kind: 'ended' });
    const app = new pg.Client({ connectionString: api.database.appUrl });
    await app.connect();
    await app.query(`set app.tenant_id = '${id}'`);
    await expect(app.query('select * from tenants.empty_ground(10)')).rejects.toThrow('being purged');
    await app.end();
    const { rows } = await admin.query(`select from platform.operations where tenant_id = '${id}'`);
    expect(rows).toHaveLength(1);
  });
});
