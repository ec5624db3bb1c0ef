import { setImmediate } from 'node:timers/promises';
import { ResponseCache, SharedTier } from '#platform/cache';
import { Settings } from '#platform/config';
import { Database, Notifications, type Statement } from '#platform/database';
import type { DirectoryRow } from './directory.sql.js';
import { MemoryDirectory } from './memory-directory.js';

/** Fakes the registry's table for the directory's statements. */
class FakeRegistry extends Database {
  version = 0;
  rows: DirectoryRow[] = [];
  reads: string[] = [];
  unreachable = false;

  override async unscopedRead<Row extends object, Values extends readonly unknown[]>(
    _access: string,
    { name }: Statement<Row, Values>,
    ...values: Values
  ): Promise<Row[]> {
    this.reads.push(name);
    if (this.unreachable) throw new Error('The database is unreachable.');
    return this.answer(name, values) as Row[];
  }

  override unscoped = () => Promise.reject(new Error('The database is unreachable.'));
  override transaction = this.unscoped;
  override ambient = this.unscoped;
  override read = this.unscoped;

  write(slug: string, state: DirectoryRow['state'] = 'active'): DirectoryRow {
    this.version += 1;
    const row = {
      id: `id-${slug}`,
      slug,
      name: slug,
      product: 'wistant',
      plan: 'free',
      state,
      origins: [],
      networks: [],
      locale: null,
      timeZone: null,
      directoryVersion: this.version,
    };
    this.rows = [...this.rows.filter((other) => other.slug !== slug), row];
    return row;
  }

  private answer(name: string, values: readonly unknown[]): object[] {
    if (name === 'tenants.directory.version') return [{ version: this.version }];
    if (name === 'tenants.directory.changed-after')
      return this.rows.filter(({ directoryVersion }) => directoryVersion > (values[0] as number));
    const [after, limit] = values as [string, number];
    const rows = this.rows.filter(({ id }) => id > after).sort((a, b) => (a.id < b.id ? -1 : 1));
    return rows.slice(0, limit);
  }
}

describe('MemoryDirectory', () => {
  /** Loses every notification. */
  const silent = Object.assign(Object.create(Notifications.prototype), { publish: async () => {} }) as Notifications;
  /** The slugs of the tenants whose shared pages were voided. */
  let voided: string[];
  const shared: SharedTier = Object.assign(Object.create(SharedTier.prototype), {
    tenantsChanged: async (slugs: string[]) => void voided.push(...slugs),
  });
  let registry: FakeRegistry;
  let directory: MemoryDirectory;
  let answers: ResponseCache;
  beforeEach(() => {
    jest.restoreAllMocks();
    voided = [];
    registry = new FakeRegistry();
    answers = new ResponseCache(new Settings());
    directory = new MemoryDirectory(registry, silent, shared, answers);
  });

  test('holds no tenant before the first load, and every tenant after it', async () => {
    registry.write('one');
    expect([directory.loaded, directory.bySlug('one')]).toEqual([false, undefined]);
    await directory.refresh();
    expect(directory.loaded).toBe(true);
    expect(directory.bySlug('one')).toBe(directory.byId('id-one'));
    expect(directory.bySlug('one')).toEqual(expect.not.objectContaining({ directoryVersion: 1 }));
  });

  test('knows an origin as long as a tenant lists it', async () => {
    const origins = ['https://shop.example'];
    directory.written({ ...registry.write('one'), origins });
    directory.written({ ...registry.write('two'), origins });
    expect([directory.knowsOrigin('https://shop.example'), directory.knowsOrigin('https://evil.example')]).toEqual([
      true,
      false,
    ]);
    directory.written(registry.write('one'));
    expect(directory.knowsOrigin('https://shop.example')).toBe(true);
    directory.written({ ...registry.write('two', 'deleting'), origins });
    expect(directory.knowsOrigin('https://shop.example')).toBe(false);
  });

  test('reads only the version while nothing changes', async () => {
    await directory.refresh();
    registry.reads = [];
    await directory.refresh();
    expect(registry.reads).toEqual(['tenants.directory.version']);
  });

  test('does not change while the database is unreachable, and is updated afterwards', async () => {
    registry.write('one');
    await directory.refresh();
    registry.unreachable = true;
    await expect(directory.refresh()).rejects.toThrow('unreachable');
    expect(directory.bySlug('one')?.state).toBe('active');
    registry.unreachable = false;
    registry.write('one', 'suspended');
    await directory.refresh();
    expect(directory.bySlug('one')?.state).toBe('suspended');
  });

  test('voids the shared pages of each tenant that it served differently, or that it does not serve at its first load', async () => {
    for (const slug of ['kept', 'changed', 'deleted', 'suspended']) registry.write(slug);
    const suspended = registry.write('suspended', 'suspended');
    await directory.refresh();
    expect(voided.splice(0)).toEqual(['suspended']);
    registry.write('new');
    registry.write('deleted', 'deleting');
    registry.write('kept');
    await directory.refresh();
    expect(voided.splice(0)).toEqual(['deleted']);
    directory.written({ ...registry.write('changed'), origins: ['https://shop.example'] });
    directory.written({ ...suspended, directoryVersion: registry.version + 1, state: 'active' });
    expect(voided).toEqual(['changed', 'suspended']);
  });

  test('drops what this process answered with a tenant that had changed already', async () => {
    registry.write('one');
    registry.write('other');
    await directory.refresh();
    const answer = { body: '{}', etag: '"1"', contentType: 'application/json', encoding: undefined, headers: [] };
    const look = (id: string) => answers.lookup(id, () => [`${id} tenant`], { ttl: 300, scope: 'user' });
    const changed = { ...registry.write('one'), name: 'New' };
    registry.rows = registry.rows.map((row) => (row.slug === 'one' ? changed : row));
    // The invalidation is here before the change, and answers are made with the former name.
    answers.invalidate('id-one', ['tenant']);
    for (const id of ['id-one', 'id-other']) {
      const found = look(id);
      if (found.kind === 'fill') found.fill.complete(answer);
    }
    await directory.refresh();
    expect(directory.bySlug('one')?.name).toBe('New');
    expect([look('id-one').kind, look('id-other').kind]).toEqual(['fill', 'hit']);
  });

  test('voids the shared pages of many tenants that it does not serve batch by batch, at its first load', async () => {
    const slugs = Array.from({ length: 12_000 }, (_, i) => `s${i}`);
    registry.rows = slugs.map((slug) => ({ ...registry.write('one', 'suspended'), id: `id-${slug}`, slug }));
    let underWay = 0;
    let most = 0;
    jest.spyOn(shared, 'tenantsChanged').mockImplementation(async (some) => {
      underWay += some.length;
      most = Math.max(most, underWay);
      await setImmediate();
      underWay -= some.length;
      voided.push(...some);
    });
    await directory.refresh();
    while (voided.length < slugs.length) await setImmediate();
    expect(most).toBeLessThanOrEqual(5_000);
    expect(voided.sort()).toEqual(slugs.sort());
  });

  test('voids the shared pages of a purged tenant when it is purged, and not at each first load', async () => {
    registry.write('deleted', 'deleting');
    await directory.refresh();
    voided = [];
    registry.write('deleted', 'purging');
    await directory.refresh();
    expect(voided).toEqual([]);
    registry.write('deleted', 'purged');
    await directory.refresh();
    expect(voided.splice(0)).toEqual(['deleted']);
    await new MemoryDirectory(registry, silent, shared, answers).refresh();
    expect(voided).toEqual([]);
  });

  test('shows a write of this process at once, even when the notification is lost', async () => {
    await directory.refresh();
    directory.written(registry.write('one'));
    expect(directory.bySlug('one')).toBeDefined();
  });

  test.each(['deleting', 'purging', 'purged'] as const)(
    'does not contain a tenant that is %s, but still finds its id',
    async (state) => {
      registry.write('one');
      await directory.refresh();
      registry.write('one', state);
      await directory.refresh();
      expect([directory.bySlug('one'), directory.byId('id-one')]).toEqual([undefined, undefined]);
      await expect(directory.idOf('one')).resolves.toBe('id-one');
      registry.write('one');
      await directory.refresh();
      expect(directory.bySlug('one')?.limits.apps).toBe(50);
    },
  );

  test('reads the database for an unknown slug, but not for an invalid one', async () => {
    await directory.refresh();
    registry.write('new');
    await expect(directory.idOf('new')).resolves.toBe('id-new');
    registry.reads = [];
    await expect(directory.idOf('No Slug')).rejects.toMatchObject({ code: 'tenant_not_found' });
    expect(registry.reads).toEqual([]);
  });

  test('ignores an older version of a row', async () => {
    const before = registry.write('one');
    const after = registry.write('one', 'suspended');
    directory.written(after);
    directory.written(before);
    expect(directory.bySlug('one')?.state).toBe('suspended');
  });

  test('removes tenants that a restored backup does not hold', async () => {
    registry.write('one');
    registry.write('two');
    await directory.refresh();
    registry.rows = registry.rows.slice(0, 1);
    registry.version = 1;
    await directory.refresh();
    expect([directory.bySlug('one')?.slug, directory.bySlug('two')]).toEqual(['one', undefined]);
  });

  test('concurrent refreshes share two reads: the one that runs and the next', async () => {
    await Promise.all(Array.from({ length: 50 }, () => directory.refresh()));
    expect(registry.reads.filter((name) => name === 'tenants.directory.version').length).toBeLessThanOrEqual(2);
  });
});
