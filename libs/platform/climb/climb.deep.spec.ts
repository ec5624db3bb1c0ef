// Real: two PostgreSQL databases with the deployment's migrations, roles and policies. Faked: nothing;
// concurrent writes happen between the steps of the cutover, so that each step finds changed rows.

import { type EmptyDatabase, migratedDatabase } from '../../../test/support/empty-database.js';
import { appsOf, fillDatabase } from '../../../test/support/filled-database.js';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { cutOver, cutoverOf, requireNotCutOver, undoCutover } from './index.js';

let test: TestDatabase;
let to: EmptyDatabase;
beforeEach(async () => {
  test = await testDatabase();
  await fillDatabase(test.adminUrl);
  to = await migratedDatabase(test);
});
afterEach(async () => {
  await to.drop();
  await test.close();
});

const options = { jobDeadlineMs: 0 };
const rename = (app: string, name: string) => `UPDATE catalog.apps SET name = '${name}' WHERE slug = '${app}'`;
const extraApp = (tenantId: string) => appsOf(tenantId, 1, 900);
const apps = (url: string) =>
  runSql<{ slug: string; name: string; tags: number }>(
    url,
    `SELECT t.slug || '/' || a.slug AS slug, a.name,
            (SELECT count(*)::int FROM catalog.app_tags g WHERE g.tenant_id = a.tenant_id AND g.app_id = a.id) AS tags
     FROM catalog.apps a JOIN tenants.tenants t ON t.id = a.tenant_id ORDER BY 1`,
  );
const guards = (url: string) =>
  runSql(
    url,
    `SELECT c.oid::regclass::text, relforcerowsecurity, array(SELECT tgname::text || tgenabled::text FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal ORDER BY 1) AS triggers,
            array(SELECT conname FROM pg_constraint WHERE conrelid = c.oid ORDER BY 1) AS constraints
     FROM pg_class c WHERE relowner = 'palier_owner'::regrole AND relkind IN ('r', 'p') ORDER BY 1`,
  );

it('creates and drops no partition while the partitions are copied', async () => {
  const old = 'platform.outbox_20250101';
  await runSql(
    test.ownerUrl,
    `SELECT platform.make_partition('platform.outbox', '${old}', '2025-01-01Z', '2025-01-02Z')`,
  );
  await cutOver(test, to, {
    ...options,
    onStep: async (step) => {
      if (step === 'catch-up') await runSql(test.appUrl, 'SELECT platform.maintain_partitions()');
    },
  });
  const there = `SELECT FROM pg_class WHERE oid = to_regclass('${old}')`;
  expect([await runSql(test.adminUrl, there), await runSql(to.adminUrl, there)]).toEqual([[{}], [{}]]);
  await runSql(to.appUrl, 'SELECT platform.maintain_partitions()');
  expect(await runSql(to.adminUrl, there)).toEqual([]);
});

it('carries over rows that are inserted, updated and deleted during the bulk copy', async () => {
  const writes: Record<string, string> = {
    'catch-up': `${rename('app-1', 'early')}; DELETE FROM catalog.apps WHERE slug = 'app-2'; ${rename('app-3', 'twice')}`,
    drain: `${rename('app-3', 'late')}; DELETE FROM catalog.apps WHERE slug = 'app-4';
      UPDATE catalog.apps SET slug = 'app-2' WHERE slug = 'app-5';
      INSERT INTO platform.audit_lines (tenant_id, id, at, actor_kind, actor_id, action, target_kind, target_id)
        SELECT id, uuidv7(), now(), 'job', 'test', 'test.thing.made', 'thing', 'one' FROM tenants.tenants;
      UPDATE tenants.tenants SET name = 'Late' WHERE slug = 'atelier'`,
  };
  const seen: string[] = [];
  const before = await guards(to.adminUrl);
  const report = await cutOver(test, to, {
    ...options,
    onStep: async (step) => {
      seen.push(step);
      await runSql(test.adminUrl, writes[step] ?? 'SELECT');
    },
  });
  expect(seen).toEqual(['copy', 'catch-up', 'drain', 'freeze', 'carry', 'jobs']);
  const moved = await apps(to.adminUrl);
  expect(moved).toEqual(await apps(test.adminUrl));
  expect(moved.filter(({ name }) => ['early', 'late'].includes(name))).toHaveLength(4);
  expect(moved).toHaveLength(96);
  expect(await runSql(to.adminUrl, 'SELECT FROM platform.audit_lines')).toHaveLength(2);
  // The row count is the same: only the mark tells that the row was written.
  expect(await runSql(to.adminUrl, "SELECT FROM tenants.tenants WHERE name = 'Late'")).toHaveLength(1);
  expect(await guards(to.adminUrl)).toEqual(before);
  expect(report.carried).toBeGreaterThanOrEqual(8);
});

it('refuses every write on the old deployment with a problem, from any role, and still reads', async () => {
  await cutOver(test, to, options);
  const tenantId = (await runSql<{ id: string }>(test.adminUrl, 'SELECT id FROM tenants.tenants'))[0]?.id as string;
  const write = test.database.transaction({ tenantId }, (tx) =>
    tx.run({ name: 'test.write', text: 'UPDATE catalog.apps SET name = name' }),
  );
  await expect(write).rejects.toMatchObject({
    code: 'writes_paused',
    status: 503,
    options: { headers: { 'Retry-After': '10' } },
  });
  // A function with the rights of the platform, the owner, and a partition by its own name.
  for (const [url, sql] of [
    [test.appUrl, `SELECT platform.claim_outbox('job', uuidv7(), interval '1 s', 8, 8)`],
    [test.ownerUrl, 'TRUNCATE platform.outbox_shards'],
    [test.ownerUrl, 'INSERT INTO platform.outbox_default DEFAULT VALUES'],
  ] as const) {
    await expect(runSql(url, sql)).rejects.toMatchObject({ code: 'PL503' });
  }
  expect(await apps(test.adminUrl)).toHaveLength(100);
  await expect(requireNotCutOver(test.appUrl)).rejects.toMatchObject({ code: 'deployment_cut_over' });
  await expect(requireNotCutOver(to.appUrl)).resolves.toBeUndefined();
});

it('waits for a transaction that is writing, and copies what it commits', async () => {
  const { database } = test;
  const tenantId = (await runSql<{ id: string }>(test.adminUrl, 'SELECT id FROM tenants.tenants'))[0]?.id as string;
  const [begun, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const writing = database.transaction({ tenantId }, async (tx) => {
    await tx.run({ name: 'test.rename', text: rename('app-9', 'in flight') });
    begun.resolve();
    await go.promise;
  });
  await begun.promise;
  let frozen = false;
  const cutover = cutOver(test, to, {
    ...options,
    onStep: (step) => {
      if (step === 'freeze') go.resolve();
      if (step === 'carry') frozen = true;
    },
  });
  await writing;
  expect(frozen).toBe(false);
  await cutover;
  expect((await apps(to.adminUrl)).filter(({ name }) => name === 'in flight')).toHaveLength(1);
});

describe('a cutover that is not completed', () => {
  it('leaves the old deployment unchanged when a step fails', async () => {
    const before = await guards(test.adminUrl);
    const failing = cutOver(test, to, { ...options, onArrived: () => Promise.reject(new Error('no room')) });
    await expect(failing).rejects.toThrow('no room');
    expect(await guards(test.adminUrl)).toEqual(before);
    await expect(requireNotCutOver(test.appUrl)).resolves.toBeUndefined();
    await expect(requireNotCutOver(to.appUrl)).rejects.toMatchObject({ code: 'deployment_being_cut_over' });
    await expect(cutOver(test, to, options)).resolves.toMatchObject({ tables: expect.any(Number) });
  });

  it.each([
    ['one row too many', { at: 'catch-up', found: 'catch-up' }, extraApp, 'SELECT'],
    ['one row too many in a table with changes', { at: 'drain', found: 'carry' }, extraApp, rename('app-1', 'late')],
    [
      'a row whose content differs from the original',
      { at: 'drain', found: 'carry' },
      () => `CREATE RULE alters AS ON INSERT TO catalog.apps DO ALSO
             UPDATE catalog.apps SET summary = 'altered' WHERE id = NEW.id`,
      rename('app-1', 'late'),
    ],
  ])('fails when the copy has %s', async (_, step, there, here) => {
    const [tenant] = await runSql<{ id: string }>(test.adminUrl, 'SELECT id FROM tenants.tenants');
    const seen: string[] = [];
    const failing = cutOver(test, to, {
      ...options,
      onStep: async (next) => {
        seen.push(next);
        if (next !== step.at) return;
        await runSql(to.adminUrl, there(tenant?.id as string));
        await runSql(test.adminUrl, here);
      },
    });
    await expect(failing).rejects.toMatchObject({
      code: 'copy_differs',
      message: expect.stringContaining('catalog.app'),
    });
    expect(seen.at(-1)).toBe(step.found);
    await expect(requireNotCutOver(test.appUrl)).resolves.toBeUndefined();
  });

  /** Leaves the state that a kill -9 of the command leaves after the freeze. */
  async function die(): Promise<void> {
    const died = cutOver(test, to, {
      ...options,
      onStep: async (step) => {
        if (step === 'carry') await runSql(test.adminUrl, killed);
      },
    });
    await expect(died).rejects.toMatchObject({ code: 'database_unavailable' });
    await expect(requireNotCutOver(test.appUrl)).rejects.toMatchObject({ code: 'deployment_being_cut_over' });
  }

  it('is ended by going back, when the command died after the freeze', async () => {
    const before = await guards(test.adminUrl);
    await die();
    expect(await undoCutover(test, undefined)).toMatchObject({ state: 'frozen' });
    expect(await guards(test.adminUrl)).toEqual(before);
    await expect(undoCutover(test, undefined)).rejects.toMatchObject({ code: 'no_cutover' });
  });

  it('starts again after such a death, and the deployment accepts writes until the next freeze', async () => {
    await die();
    await cutOver(test, to, {
      ...options,
      onStep: async (step) => {
        if (step === 'drain') await runSql(test.adminUrl, rename('app-1', 'second try'));
      },
    });
    expect(await apps(to.adminUrl)).toEqual(await apps(test.adminUrl));
    expect((await apps(to.adminUrl)).filter(({ name }) => name === 'second try')).toHaveLength(2);
  });

  it('refuses a second command on the same deployment', async () => {
    const refused = Promise.withResolvers<void>();
    await cutOver(test, to, {
      ...options,
      onLeaving: async () => {
        await expect(cutOver(test, to, options)).rejects.toMatchObject({ code: 'cutover_under_way' });
        await expect(undoCutover(test, undefined)).rejects.toMatchObject({ code: 'cutover_under_way' });
        refused.resolve();
      },
    });
    await refused.promise;
  });
});

/** Ends the connections of the command, as a kill -9 would. */
const killed =
  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'palier copy' AND datname = current_database()";

describe('going back', () => {
  it('is possible while the new deployment is unchanged, which then refuses to serve', async () => {
    await cutOver(test, to, options);
    await undoCutover(test, to);
    await runSql(test.adminUrl, rename('app-1', 'home again'));
    expect(await cutoverOf(test.ownerUrl)).toBeUndefined();
    await expect(requireNotCutOver(to.appUrl)).rejects.toMatchObject({ code: 'deployment_being_cut_over' });
  });

  it.each([
    ['an app was changed', "UPDATE catalog.apps SET name = 'new'"],
    ['a tenant was changed', "UPDATE tenants.tenants SET name = 'new'"],
    ['something was deleted', "DELETE FROM catalog.apps WHERE slug = 'app-1'"],
  ])('is refused once %s on the new deployment', async (_, write) => {
    await cutOver(test, to, options);
    await runSql(to.adminUrl, write);
    await expect(undoCutover(test, to)).rejects.toMatchObject({ code: 'target_used' });
    await expect(requireNotCutOver(test.appUrl)).rejects.toMatchObject({ code: 'deployment_cut_over' });
    const fresh = await migratedDatabase(test);
    try {
      await cutOver(to, fresh, options);
      expect(await apps(fresh.adminUrl)).toEqual(await apps(to.adminUrl));
    } finally {
      await fresh.drop();
    }
  });
});
