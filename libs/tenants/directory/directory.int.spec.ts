/**
 * The directory in two processes.
 * Real: PostgreSQL, LISTEN, polling; each process is a directory with its own pool.
 * Faked: events, which have no subscriber; the cache that processes share, which is none; the clock, where a test shows that notifications alone suffice.
 */

import { setImmediate } from 'node:timers/promises';
import { Audit } from '#platform/audit';
import { ResponseCache, SharedTier } from '#platform/cache';
import { Settings } from '#platform/config';
import { openDatabase } from '#platform/database';
import { newId } from '#platform/ids';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { propertyRuns } from '../../../test/support/property-runs.js';
import { patientLimits, type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { unnamed } from '../../../test/support/unnamed.js';
import { TenantHistory } from '../tenants/tenant-history.js';
import { TenantRegistry } from '../tenants/tenant-registry.js';
import { Tenants } from '../tenants/tenants.service.js';
import { DirectoryRefresh } from './directory-refresh.js';
import { MemoryDirectory } from './memory-directory.js';

/** Events without a subscriber. */
const silent = { publish: async () => '' } as never;

/** Without a Redis nothing is shared. */
const shared: SharedTier = Object.assign(Object.create(SharedTier.prototype), { tenantsChanged: async () => {} });

/** The parts of one simulated process. */
interface Process {
  tenants: Tenants;
  directory: MemoryDirectory;
  stop(): Promise<void>;
}

describe('the directory', () => {
  let registry: TestDatabase;
  const running: Process[] = [];
  beforeAll(async () => {
    registry = await testDatabase({ statementTimeoutMs: 60_000 });
  });
  afterEach(async () => {
    jest.useRealTimers();
    for (const process of running.splice(0)) await process.stop();
  });
  afterAll(() => registry.close());

  test.each(['suspend', 'resume'] as const)('shows in every process that another process did %s', async (verb) => {
    const [writer, reader] = [await start(), await start()];
    await writer.tenants.create({ slug: `seen-${verb}`, name: 'Seen', product: 'veille' });
    if (verb === 'resume') await writer.tenants.suspend(`seen-${verb}`);
    const { state } = await writer.tenants[verb](`seen-${verb}`);
    expect(writer.directory.bySlug(`seen-${verb}`)?.state).toBe(state);
    await until(() => reader.directory.bySlug(`seen-${verb}`)?.state === state);
  });

  test('is updated by notifications alone', async () => {
    const writer = await start();
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance', 'Date'] });
    const reader = await start();
    // Its next poll was scheduled on the fake clock, which does not advance.
    jest.useRealTimers();
    await writer.tenants.create({ slug: 'announced', name: 'Announced', product: 'veille' });
    await until(() => reader.directory.bySlug('announced') !== undefined);
  });

  test('is updated by polling alone, within a second', async () => {
    const writer = await start();
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance', 'Date'] });
    const reader = await start({ listening: false });
    const read = jest.spyOn(reader.directory, 'refresh');
    await writer.tenants.create({ slug: 'polled', name: 'Polled', product: 'veille' });
    expect(read).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1000);
    await until(() => reader.directory.bySlug('polled') !== undefined);
  });

  test.each(['commits', 'rolls back'])(
    'misses nothing that commits after a later write began: the first %s',
    async (end) => {
      const { directory } = await start({ listening: false });
      const slugs = end === 'commits' ? ['early-1', 'late-1'] : ['early-2', 'late-2'];
      const [early, late] = slugs as [string, string];
      await using first = await heldTransaction(registry.adminUrl, rowOf(early));
      const second = insert(late);
      await first.blocks();
      await directory.refresh();
      expect(slugs.filter((slug) => directory.bySlug(slug))).toEqual([]);

      await (end === 'commits' ? first.commit() : first.rollback());
      await second;
      await directory.refresh();
      expect(slugs.filter((slug) => directory.bySlug(slug))).toEqual(end === 'commits' ? [early, late] : [late]);
    },
  );

  test('does not read rows of a transaction that may still roll back', async () => {
    const { directory } = await start({ listening: false });
    const rolledBack = registry.database.ambient({ tenantId: newId() }, async (tx) => {
      await tx.run(unnamed(rowOf('rolled-back')));
      await directory.refresh();
      expect(directory.bySlug('rolled-back')).toBeUndefined();
      throw new Error('changed its mind');
    });
    await expect(rolledBack).rejects.toThrow('changed its mind');
    await insert('after-it');
    await directory.refresh();
    expect(directory.bySlug('after-it')).toBeDefined();
  });

  test('holds more tenants than a batch, and follows a statement that changes more than a batch', async () => {
    const count = propertyRuns(7000, 12_500);
    await run(`insert into tenants.tenants (id, slug, name, name_key, search_text, product, plan)
      select gen_random_uuid(), 'many-' || n, 'Many ' || n, 'many ' || n, 'many ' || n, 'veille', 'free'
      from generate_series(1, ${count}) as n`);
    const { directory } = await start({ listening: false });
    const all = Array.from({ length: count }, (_, i) => directory.bySlug(`many-${i + 1}`));
    expect(all.every((tenant) => tenant?.plan === 'free' && directory.byId(tenant.id) === tenant)).toBe(true);

    await run("update tenants.tenants set plan = 'pro' where slug like 'many-%' and slug not like 'many-1%'");
    await directory.refresh();
    const changed = all.flatMap((tenant) => (directory.byId(tenant?.id ?? '')?.plan === 'pro' ? [tenant?.slug] : []));
    expect(changed).toEqual(all.map((tenant) => tenant?.slug).filter((slug) => !slug?.startsWith('many-1')));
    expect(changed.length).toBeGreaterThan(5000);
  });

  async function start({ listening = true } = {}): Promise<Process> {
    const { databaseConnectTimeoutMs: connectTimeoutMs, ...limits } = patientLimits;
    const opened = await openDatabase({ ...registry.connection, ...limits, connectTimeoutMs, poolSize: 2 });
    const { notifications } = opened;
    const directory = new MemoryDirectory(opened.database, notifications, shared, new ResponseCache(new Settings()));
    if (!listening) jest.spyOn(notifications, 'subscribe').mockReturnValue(() => {});
    const refresh = new DirectoryRefresh(directory, notifications);
    const history = new TenantHistory(new Audit(), silent);
    const rows = new TenantRegistry(opened.database, directory, history, { within: async () => {} } as never);
    const tenants = new Tenants(rows);
    const process = {
      tenants,
      directory,
      stop: async () => {
        await refresh.onModuleDestroy();
        await opened.close();
      },
    };
    running.push(process);
    await refresh.onModuleInit();
    return process;
  }

  function run(sql: string): Promise<void> {
    return registry.database.unscoped('tenants.registry', async (tx) => void (await tx.run(unnamed(sql))));
  }

  function insert(slug: string): Promise<void> {
    return run(rowOf(slug));
  }

  function rowOf(slug: string): string {
    return `insert into tenants.tenants (id, slug, name, name_key, search_text, product, plan)
      values (gen_random_uuid(), '${slug}', '${slug}', '${slug}', '${slug}', 'veille', 'free')`;
  }
});

/** Waits until the condition is true; Jest's timeout ends a wait that never succeeds. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await setImmediate();
}
