/**
 * Lists of tenants, by cursor and by page.
 * Real: the whole API and PostgreSQL. Faked: nothing.
 */
import fc from 'fast-check';
import pg from 'pg';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { type TenantQuery, tenantSorts } from './tenants.js';
import { Tenants } from './tenants.service.js';

describe('the list of tenants', () => {
  let api: TestApp;
  let tenants: Tenants;
  /** Connects as the owner, for statements that the application may not run. */
  let owner: pg.Client;
  let made = 0;
  beforeAll(async () => {
    api = await startTestApp();
    owner = new pg.Client({ connectionString: api.database.ownerUrl });
    await owner.connect();
    tenants = api.app.get(Tenants);
  });
  beforeEach(async () => {
    made = 0;
    await owner.query('delete from tenants.tenants');
  });
  afterAll(async () => {
    await owner.end();
    await api.close();
  });

  test('sorts by name without case and accents, and by creation, both ways', async () => {
    await make('Zèbre', 'abeille', 'Élan', 'Écureuil', 'œillet', 'Ours');
    expect(await names({})).toEqual(['abeille', 'Écureuil', 'Élan', 'œillet', 'Ours', 'Zèbre']);
    expect(await names({ sort: '-name' })).toEqual(['Zèbre', 'Ours', 'œillet', 'Élan', 'Écureuil', 'abeille']);
    await owner.query("update tenants.tenants set created_at = now() + right(slug, 1)::int * interval '1 second'");
    expect(await names({ sort: 'createdAt' })).toEqual(['Zèbre', 'abeille', 'Élan', 'Écureuil', 'œillet', 'Ours']);
    expect((await names({ sort: '-createdAt' }))[0]).toBe('Ours');
  });

  test.each([
    ['etoile', ['Étoile']],
    ['ÉTOILE', ['Étoile']],
    ['oeuvre', ['Œuvre']],
    ['100%', ['100% vélo']],
    ['%', ['100% vélo']],
    ['_', ['snake_case']],
    ['\\', ['back\\slash']],
    ['TENANT-4', ['snake_case']],
    ['  velo ', ['100% vélo']],
    ['nothing like it', []],
  ])('finds %j by name and slug', async (search, found) => {
    await make('Étoile', 'Œuvre', '100% vélo', 'snake_case', 'back\\slash');
    expect(await names({ search })).toEqual(found);
  });

  test('filters by product, plan and state together', async () => {
    await make('one');
    await tenants.create({ slug: 'kept', name: 'kept', product: 'velo', plan: 'pro' });
    await tenants.create({ slug: 'other-plan', name: 'other-plan', product: 'velo' });
    await tenants.suspend('kept');
    expect(await names({ product: 'velo' })).toEqual(['kept', 'other-plan']);
    expect(await names({ plan: 'pro', state: 'suspended', product: 'velo', search: 'KEP' })).toEqual(['kept']);
    expect(await names({ plan: 'pro', state: 'active' })).toEqual([]);
  });

  test('is paginated by page with totals', async () => {
    await make(...Array.from({ length: 45 }, (_, n) => `T ${String(n).padStart(2, '0')}`));
    const { data: third, page } = await tenants.list({ page: 3 });
    expect(third.map(({ name }) => name)).toEqual(['T 40', 'T 41', 'T 42', 'T 43', 'T 44']);
    expect(page).toEqual({ next: null, size: 20, number: 3, totalItems: 45, totalPages: 3, totalKind: 'exact' });
    await expect(tenants.list({ page: 4 })).resolves.toMatchObject({ data: [] });
    await expect(tenants.list({ page: 1, cursor: 'x' })).rejects.toMatchObject({ code: 'mixed_pagination' });
  });

  test('refuses a cursor of another sort or filter', async () => {
    await make('a', 'b');
    const { page } = await tenants.list({ limit: 1 });
    const cursor = page.next ?? '';
    for (const query of [{ sort: '-name' }, { state: 'active' }, { search: 'a' }] as const) {
      await expect(tenants.list({ ...query, cursor })).rejects.toMatchObject({ code: 'invalid_cursor', status: 400 });
    }
    await expect(tenants.list({ cursor: 'forged' })).rejects.toMatchObject({ code: 'invalid_cursor' });
  });

  test('pagination by cursor lists every remaining tenant once and in order, while others are added and deleted', async () => {
    const name = fc.constantFrom('a', 'A', 'é', 'e', 'Œ', 'oe', 'z', '%');
    const step = fc.record({
      limit: fc.integer({ min: 1, max: 4 }),
      add: fc.array(name, { maxLength: 2 }),
      drop: fc.nat(9),
    });
    const property = fc.asyncProperty(
      fc.array(name, { minLength: 1, maxLength: 8 }),
      fc.array(step, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(...tenantSorts),
      async (before, steps, sort) => {
        await owner.query('delete from tenants.tenants');
        await make(...before);
        const seen: string[] = [];
        const gone = new Set<string>();
        const start = (await all({ sort })).map(({ slug }) => slug);
        let cursor: string | undefined;
        for (let turn = 0; turn === 0 || cursor !== undefined; turn += 1) {
          const { limit, add, drop } = steps[turn % steps.length] as (typeof steps)[number];
          const { data: shown, page } = await tenants.list({ sort, limit, cursor });
          seen.push(...shown.map(({ slug }) => slug));
          cursor = page.next ?? undefined;
          if (turn >= steps.length) continue;
          await make(...add);
          const dropped = start[drop];
          if (dropped) gone.add(dropped);
          await owner.query(`delete from tenants.tenants where slug = '${dropped}'`);
        }
        expect(new Set(seen).size).toBe(seen.length);
        const stayed = start.filter((slug) => !gone.has(slug));
        expect(seen.filter((slug) => stayed.includes(slug))).toEqual(stayed);
      },
    );
    await fc.assert(property, { numRuns: 25 });
  });

  /** Creates tenants of these names; their slugs are `tenant-1`, `tenant-2` and so on. */
  async function make(...given: string[]): Promise<void> {
    for (const name of given) await tenants.create({ slug: `tenant-${++made}`, name, product: 'veille' });
  }

  async function all(query: TenantQuery) {
    return (await tenants.list({ limit: 100, ...query })).data;
  }

  async function names(query: TenantQuery): Promise<string[]> {
    return (await all(query)).map(({ name }) => name);
  }
});
