// Real: two PostgreSQL databases with the deployment's migrations, roles and policies. Faked: nothing; who
// writes meanwhile does so between the steps of the move, so that each finds its change.

import { deploymentSchema as schema } from '../../../test/support/deployment-schema.js';
import { type EmptyDatabase, emptyDatabase } from '../../../test/support/empty-database.js';
import { appsOf, fillDatabase } from '../../../test/support/filled-database.js';
import { runSql } from '../../../test/support/notes-table.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { cutoverOf, moveDeployment, requireAtHome, takeBack } from './index.js';

let test: TestDatabase;
let to: EmptyDatabase;
beforeEach(async () => {
  test = await testDatabase({ entities: [] });
  await fillDatabase(test.adminUrl);
  to = await emptyDatabase(test);
  await schema.migrate(to.ownerUrl, schema.migrations);
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

it('keeps the partitions as they are while they are copied', async () => {
  const old = 'platform.outbox_20250101';
  await runSql(
    test.ownerUrl,
    `SELECT platform.make_partition('platform.outbox', '${old}', '2025-01-01Z', '2025-01-02Z')`,
  );
  await moveDeployment(test, to, {
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

it('carries over what is added, changed and deleted while the bulk is copied', async () => {
  const writes: Record<string, string> = {
    'catch-up': `${rename('app-1', 'early')}; DELETE FROM catalog.apps WHERE slug = 'app-2'; ${rename('app-3', 'twice')}`,
    rest: `${rename('app-3', 'late')}; DELETE FROM catalog.apps WHERE slug = 'app-4';
      UPDATE catalog.apps SET slug = 'app-2' WHERE slug = 'app-5';
      INSERT INTO platform.audit_lines (tenant_id, id, at, actor_kind, actor_id, action, target_kind, target_id)
        SELECT id, uuidv7(), now(), 'job', 'test', 'test.thing.made', 'thing', 'one' FROM tenants.tenants;
      UPDATE tenants.tenants SET name = 'Late' WHERE slug = 'atelier'`,
  };
  const seen: string[] = [];
  const before = await guards(to.adminUrl);
  const report = await moveDeployment(test, to, {
    ...options,
    onStep: async (step) => {
      seen.push(step);
      await runSql(test.adminUrl, writes[step] ?? 'SELECT');
    },
  });
  expect(seen).toEqual(['copy', 'catch-up', 'rest', 'freeze', 'carry', 'jobs']);
  const moved = await apps(to.adminUrl);
  expect(moved).toEqual(await apps(test.adminUrl));
  expect(moved.filter(({ name }) => ['early', 'late'].includes(name))).toHaveLength(4);
  expect(moved).toHaveLength(96);
  expect(await runSql(to.adminUrl, 'SELECT FROM platform.audit_lines')).toHaveLength(2);
  // As many rows as before: only that they were written tells it.
  expect(await runSql(to.adminUrl, "SELECT FROM tenants.tenants WHERE name = 'Late'")).toHaveLength(1);
  expect(await guards(to.adminUrl)).toEqual(before);
  expect(report.carried).toBeGreaterThanOrEqual(8);
});

it('refuses every write on the old deployment with a problem, whoever writes, and goes on reading', async () => {
  await moveDeployment(test, to, options);
  const tenantId = (await runSql<{ id: string }>(test.adminUrl, 'SELECT id FROM tenants.tenants'))[0]?.id as string;
  const write = test.database.transaction({ tenantId }, (tx) =>
    tx.run({ name: 'test.write', text: 'UPDATE catalog.apps SET name = name' }),
  );
  await expect(write).rejects.toMatchObject({
    code: 'moving',
    status: 503,
    options: { headers: { 'Retry-After': '10' } },
  });
  // Functions with the ground's rights, the owner, and a partition by its own name.
  for (const [url, sql] of [
    [test.appUrl, `SELECT platform.take_outbox('job', uuidv7(), interval '1 s', 8, 8)`],
    [test.ownerUrl, 'TRUNCATE platform.outbox_lanes'],
    [test.ownerUrl, 'INSERT INTO platform.outbox_default DEFAULT VALUES'],
  ] as const) {
    await expect(runSql(url, sql)).rejects.toMatchObject({ code: 'PL503' });
  }
  expect(await apps(test.adminUrl)).toHaveLength(100);
  await expect(requireAtHome(test.appUrl)).rejects.toMatchObject({ code: 'house_moved' });
  await expect(requireAtHome(to.appUrl)).resolves.toBeUndefined();
});

it('waits for a transaction that writes, and keeps what it had confirmed', async () => {
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
  const cutover = moveDeployment(test, to, {
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

describe('a move that does not come to its end', () => {
  it('leaves the old deployment as it was when anything fails', async () => {
    const before = await guards(test.adminUrl);
    const failing = moveDeployment(test, to, { ...options, onArrived: () => Promise.reject(new Error('no room')) });
    await expect(failing).rejects.toThrow('no room');
    expect(await guards(test.adminUrl)).toEqual(before);
    await expect(requireAtHome(test.appUrl)).resolves.toBeUndefined();
    await expect(requireAtHome(to.appUrl)).rejects.toMatchObject({ code: 'house_moving' });
    await expect(moveDeployment(test, to, options)).resolves.toMatchObject({ tables: expect.any(Number) });
  });

  it.each([
    ['a row too many', { at: 'catch-up', found: 'catch-up' }, extraApp, 'SELECT'],
    ['a row too many in a table that is carried', { at: 'rest', found: 'carry' }, extraApp, rename('app-1', 'late')],
    [
      'a row that reads otherwise than it was carried',
      { at: 'rest', found: 'carry' },
      () => `CREATE RULE alters AS ON INSERT TO catalog.apps DO ALSO
             UPDATE catalog.apps SET summary = 'altered' WHERE id = NEW.id`,
      rename('app-1', 'late'),
    ],
  ])('leaves a copy that has %s', async (_, step, there, here) => {
    const [tenant] = await runSql<{ id: string }>(test.adminUrl, 'SELECT id FROM tenants.tenants');
    const seen: string[] = [];
    const failing = moveDeployment(test, to, {
      ...options,
      onStep: async (next) => {
        seen.push(next);
        if (next !== step.at) return;
        await runSql(to.adminUrl, there(tenant?.id as string));
        await runSql(test.adminUrl, here);
      },
    });
    await expect(failing).rejects.toMatchObject({
      code: 'houses_differ',
      message: expect.stringContaining('catalog.app'),
    });
    expect(seen.at(-1)).toBe(step.found);
    await expect(requireAtHome(test.appUrl)).resolves.toBeUndefined();
  });

  /** What a kill -9 of the command in mid-freeze leaves behind. */
  async function die(): Promise<void> {
    const died = moveDeployment(test, to, {
      ...options,
      onStep: async (step) => {
        if (step === 'carry') await runSql(test.adminUrl, killed);
      },
    });
    await expect(died).rejects.toMatchObject({ code: 'database_unavailable' });
    await expect(requireAtHome(test.appUrl)).rejects.toMatchObject({ code: 'house_moving' });
  }

  it('is ended by going back, after a death in mid-freeze', async () => {
    const before = await guards(test.adminUrl);
    await die();
    expect(await takeBack(test, undefined)).toMatchObject({ state: 'frozen' });
    expect(await guards(test.adminUrl)).toEqual(before);
    await expect(takeBack(test, undefined)).rejects.toMatchObject({ code: 'not_moved' });
  });

  it('is begun anew after such a death, in which the deployment takes writes until they are refused again', async () => {
    await die();
    await moveDeployment(test, to, {
      ...options,
      onStep: async (step) => {
        if (step === 'rest') await runSql(test.adminUrl, rename('app-1', 'second try'));
      },
    });
    expect(await apps(to.adminUrl)).toEqual(await apps(test.adminUrl));
    expect((await apps(to.adminUrl)).filter(({ name }) => name === 'second try')).toHaveLength(2);
  });

  it('is alone', async () => {
    const refused = Promise.withResolvers<void>();
    await moveDeployment(test, to, {
      ...options,
      onLeaving: async () => {
        await expect(moveDeployment(test, to, options)).rejects.toMatchObject({ code: 'move_under_way' });
        await expect(takeBack(test, undefined)).rejects.toMatchObject({ code: 'move_under_way' });
        refused.resolve();
      },
    });
    await refused.promise;
  });
});

/** What a kill -9 of the command does to its connections. */
const killed =
  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'palier copy' AND datname = current_database()";

describe('going back', () => {
  it('is possible while the new deployment is untouched, which then serves no more', async () => {
    await moveDeployment(test, to, options);
    await takeBack(test, to);
    await runSql(test.adminUrl, rename('app-1', 'home again'));
    expect(await cutoverOf(test.ownerUrl)).toBeUndefined();
    await expect(requireAtHome(to.appUrl)).rejects.toMatchObject({ code: 'house_moving' });
  });

  it.each([
    ['an app was changed', "UPDATE catalog.apps SET name = 'new'"],
    ['a tenant was changed', "UPDATE tenants.tenants SET name = 'new'"],
    ['something was deleted', "DELETE FROM catalog.apps WHERE slug = 'app-1'"],
  ])('is refused once %s there', async (_, write) => {
    await moveDeployment(test, to, options);
    await runSql(to.adminUrl, write);
    await expect(takeBack(test, to)).rejects.toMatchObject({ code: 'target_used' });
    await expect(requireAtHome(test.appUrl)).rejects.toMatchObject({ code: 'house_moved' });
    const fresh = await emptyDatabase(test);
    try {
      await schema.migrate(fresh.ownerUrl, schema.migrations);
      await moveDeployment(to, fresh, options);
      expect(await apps(fresh.adminUrl)).toEqual(await apps(to.adminUrl));
    } finally {
      await fresh.drop();
    }
  });
});
