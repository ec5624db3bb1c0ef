// Real: PostgreSQL, row level security. Faked: the list is walked while rows come and go between its steps.
import fc from 'fast-check';
import { newId } from '#platform/ids';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { unnamed } from '../../../../test/support/unnamed.js';
import {
  atLeast,
  below,
  declareList,
  equals,
  estimateTotalsWhile,
  integer,
  type ListDefinition,
  readList,
  rowsOfTenant,
  startsWith,
  text,
  timestamp,
  uuid,
} from '../index.js';

interface Item {
  id: string;
  name: string;
  rank: number;
  kind: string | null;
  madeAt: Date;
}

type Sort = 'name' | '-name' | 'rank' | '-madeAt';

const columns = 'id, name, rank, kind, made_at';
const given = (value: string) => value;

const definition: Omit<
  ListDefinition<Item, Sort, 'kind' | 'begins' | 'least' | 'under'>,
  'name' | 'from' | 'timesAsText' | 'defaultSort'
> = {
  columns: 'id, name, rank, kind, made_at as "madeAt"',
  where: 'rank < 100',
  filters: {
    kind: equals('kind'),
    begins: startsWith({ name: (prefix) => prefix.toLowerCase() }),
    least: atLeast('rank', given),
    under: below('rank', given),
  },
  sorts: {
    name: { keys: [text('name', 'name'), uuid('id', 'id')] },
    '-name': { keys: [text('name', 'name'), uuid('id', 'id')] },
    rank: { keys: [integer('rank', 'rank'), text('name', 'name'), uuid('id', 'id')] },
    '-madeAt': { keys: [timestamp('made_at', 'madeAt'), uuid('id', 'id')] },
  },
};
const items = declareList({ ...definition, name: 'tests.items', from: 'items' });
const merged = declareList({
  ...definition,
  name: 'tests.merged',
  from: ['items', 'more_items'].map((from) => ({ from, columns })),
});

const keysBySort: Record<Sort, (item: Item) => (string | number)[]> = {
  name: ({ name, id }) => [name, id],
  '-name': ({ name, id }) => [name, id],
  rank: ({ rank, name, id }) => [rank, name, id],
  '-madeAt': ({ madeAt, id }) => [madeAt.getTime(), id],
};

interface Query {
  sort: Sort;
  kind?: string | undefined;
  begins?: string | undefined;
  least?: string | undefined;
  under?: string | undefined;
}

/** What the list should hold, by filtering and sorting in memory. */
function naive(all: readonly Item[], { sort, kind, begins, least = '-9', under = '100' }: Query): Item[] {
  const direction = sort.startsWith('-') ? -1 : 1;
  return all
    .filter((item) => item.rank < 100 && item.rank >= Number(least) && item.rank < Number(under))
    .filter((item) => kind === undefined || item.kind === kind)
    .filter(({ name }) => !begins?.trim() || name.startsWith(begins.trim().toLowerCase()))
    .sort((a, b) => direction * compare(keysBySort[sort](a), keysBySort[sort](b)));
}

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const i = a.findIndex((value, at) => value !== b[at]);
  if (i < 0) return 0;
  return (a[i] as string) < (b[i] as string) ? -1 : 1;
}

// Few values, so that many rows tie.
const item = fc.record({
  id: fc.constant(0).map(() => newId()),
  name: fc.constantFrom('a', 'ab', 'abc', 'b', 'a%', 'zz'),
  rank: fc.constantFrom(-1, 0, 7, 99, 100),
  kind: fc.constantFrom('a', 'b', null),
  madeAt: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.001Z').map((at) => new Date(at)),
});
/** Mostly no filter, so that many rows are left. */
const seldom = (...values: string[]) =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 3 }, { arbitrary: fc.constantFrom(...values), weight: 1 });
const query: fc.Arbitrary<Query> = fc.record({
  sort: fc.constantFrom<Sort>('name', '-name', 'rank', '-madeAt'),
  kind: seldom('a', 'b', 'none'),
  begins: seldom('a', 'A', ' ab ', '%', ' '),
  least: seldom('0', '7'),
  under: seldom('7', '99'),
});
const rows = fc.array(item, { maxLength: 25, size: 'max' });

describe.each([
  ['of one table', items, ['items']],
  ['of two tables that are merged', merged, ['items', 'more_items']],
])('a declared list %s', (_, list, tables) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
    await runSql(
      test.ownerUrl,
      tables
        .map(
          (table) => `CREATE TABLE ${table} (tenant_id uuid NOT NULL, id uuid NOT NULL, name text NOT NULL,
         rank integer NOT NULL, kind text, made_at timestamptz NOT NULL, PRIMARY KEY (tenant_id, id));
       ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY; ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
       CREATE POLICY tenant ON ${table} USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
       GRANT SELECT, INSERT, DELETE ON ${table} TO palier_app`,
        )
        .join(';'),
    );
  });
  afterAll(() => test.close());

  /** Into each of the tables in turn. */
  const add = (tenantId: string, added: readonly Item[]) =>
    test.database.transaction({ tenantId }, async (tx) => {
      for (const [i, table] of tables.entries()) {
        const part = added.filter((_item, at) => at % tables.length === i);
        const rows = 'json_to_recordset($2) as t (id uuid, name text, rank integer, kind text, "madeAt" timestamptz)';
        await tx.run(unnamed(`insert into ${table} select $1, * from ${rows}`), tenantId, JSON.stringify(part));
      }
    });
  const remove = (tenantId: string, { id }: Item) =>
    test.database.transaction({ tenantId }, async (tx) => {
      for (const table of tables) await tx.run(unnamed(`delete from ${table} where id = $1`), id);
    });
  const read = (tenantId: string, asked: Query & object) =>
    readList(rowsOfTenant(test.database, tenantId), list, asked);

  it('has the rows, the order and the total of filtering and sorting in memory, page by page', async () => {
    await fc.assert(
      fc.asyncProperty(rows, rows, query, fc.integer({ min: 1, max: 9 }), async (own, others, asked, pageSize) => {
        const tenantId = newId();
        await add(tenantId, own);
        await add(newId(), others);
        const expected = naive(own, asked);
        for (let page = 1; page <= Math.ceil(expected.length / pageSize) + 1; page += 1) {
          const answer = await read(tenantId, { ...asked, page, pageSize } as Query);
          expect(answer.data).toEqual(expected.slice((page - 1) * pageSize, page * pageSize));
          expect(answer.page).toMatchObject({ totalItems: expected.length, totalKind: 'exact', next: null });
        }
      }),
      { numRuns: 40 },
    );
  });

  it('has all rows of pages that end about where pages are no longer near the start', async () => {
    const tenantId = newId();
    const shown = fc.sample(item, 130).map((each) => ({ ...each, rank: Math.min(each.rank, 99) }));
    await add(tenantId, shown);
    const ids = async (page: number, pageSize: number) =>
      (await read(tenantId, { sort: 'rank', page, pageSize } as Query)).data.map(({ id }) => id);
    const all = [...(await ids(1, 100)), ...(await ids(2, 100))];
    expect(new Set(all).size).toBe(130);
    for (const pageSize of [1, 33, 34, 50, 51]) {
      for (let page = Math.floor(100 / pageSize); page * pageSize < 104 + pageSize; page += 1) {
        const slice = all.slice((page - 1) * pageSize, page * pageSize);
        expect([pageSize, page, await ids(page, pageSize)]).toEqual([pageSize, page, slice]);
      }
    }
  });

  it('has the same rows, and a total that says that it is estimated, where no row may be counted', async () => {
    const tenantId = newId();
    const like = { name: 'a', rank: 1, kind: 'a', madeAt: new Date(0) };
    await add(
      tenantId,
      Array.from({ length: 25 }, () => ({ ...like, id: newId() })),
    );
    const page = (number: number) => read(tenantId, { sort: 'name', page: number, pageSize: 10 } as Query);
    const exact = await Promise.all([1, 2, 3].map(page));
    estimateTotalsWhile(test.database, () => true);
    const estimated = await Promise.all([1, 2, 3].map(page));
    estimateTotalsWhile(test.database, () => false);
    expect(estimated.map(({ data }) => data)).toEqual(exact.map(({ data }) => data));
    expect(exact.map(({ page: { totalKind } }) => totalKind)).toEqual(['exact', 'exact', 'exact']);
    // The last page tells how many there are.
    expect(estimated.map(({ page: { totalKind } }) => totalKind)).toEqual(['estimated', 'estimated', 'exact']);
    expect(estimated.map(({ page: { totalItems } }, i) => Number(totalItems) >= (i + 1) * 8)).toEqual([
      true,
      true,
      true,
    ]);
    expect(await page(1)).toEqual(exact[0]);
  });

  it('refuses a cursor of another tenant, order, filter or value of a filter', async () => {
    const [tenantId, other] = [newId(), newId()];
    const like = { name: 'a', rank: 1, kind: 'a', madeAt: new Date(0) };
    await add(
      tenantId,
      [1, 2, 3].map(() => ({ ...like, id: newId() })),
    );
    const asked: Query = { sort: 'name', least: '0' };
    const { page } = await read(tenantId, { ...asked, limit: 1 } as Query);
    const walk = (tenant: string, query: Query) => read(tenant, { ...query, cursor: page.next } as Query);
    expect((await walk(tenantId, asked)).data).toHaveLength(2);
    const others: Query[] = [
      { sort: 'name' },
      { ...asked, sort: '-name' },
      { ...asked, kind: 'a' },
      { ...asked, least: '1' },
    ];
    for (const [tenant, query] of [[other, asked] as const, ...others.map((query) => [tenantId, query] as const)])
      await expect(walk(tenant, query)).rejects.toMatchObject({ code: 'invalid_cursor' });
  });

  it('walked by cursor shows each row that stays once, in order, while others come and go', async () => {
    const changes = fc.array(fc.record({ adds: item, removes: fc.nat() }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, changes, query, fc.integer({ min: 1, max: 5 }), async (own, changing, asked, limit) => {
        const tenantId = newId();
        await add(tenantId, own);
        const gone = new Set<string>();
        const shown: Item[] = [];
        let cursor: string | undefined;
        for (let step = 0; ; step += 1) {
          const { data, page } = await read(tenantId, { ...asked, limit, cursor } as Query);
          expect(data.length).toBeLessThanOrEqual(limit);
          shown.push(...data);
          if (!page.next) {
            const steps = Math.max(1, Math.ceil(naive(own, asked).length / limit));
            if (changing.length === 0) expect(step + 1).toBe(steps);
            break;
          }
          cursor = page.next;
          const change = changing[step];
          const removed = own[(change?.removes ?? 0) % Math.max(1, own.length)];
          if (!change || !removed) continue;
          await add(tenantId, [change.adds]);
          await remove(tenantId, removed);
          gone.add(removed.id);
        }
        const keys = shown.map(keysBySort[asked.sort]);
        const direction = asked.sort.startsWith('-') ? -1 : 1;
        for (let i = 1; i < keys.length; i += 1) {
          expect(direction * compare(keys[i - 1] as string[], keys[i] as string[])).toBeLessThan(0);
        }
        const stayed = naive(own, asked).filter(({ id }) => !gone.has(id));
        const ids = new Set(stayed.map(({ id }) => id));
        expect(shown.filter(({ id }) => ids.has(id))).toEqual(stayed);
      }),
      { numRuns: 60 },
    );
  });
});
