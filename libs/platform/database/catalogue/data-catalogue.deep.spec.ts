// Real: PostgreSQL, its roles, policies and triggers, and the functions that follow declarations. Faked: the tables, one of
// each kind, which belong to no context.
import { newId } from '#platform/ids';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { proveTables } from '../isolation/prove-tables.js';
import { declareTable } from './migration.js';
import type { TableDeclaration } from './table-declaration.js';

const [tenant, gone] = [newId(), newId()];
const [anna, bela] = [newId(), newId()];

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
  await runSql(test.ownerUrl, tables);
  for (const [table, declaration] of Object.entries(declarations)) {
    await runSql(test.ownerUrl, declareTable(`tests.${table}`, declaration));
  }
  await runSql(test.ownerUrl, 'grant select, insert, update, delete on all tables in schema tests to palier_app');
});
afterAll(() => test.close());

/** A parent partitioned by hash with counters, a child that a cascade would delete, a self-reference, and one of each kind. */
const tables = `
  create schema tests;
  grant usage on schema tests to palier_app;
  create table tests.posts (tenant_id uuid, id uuid, author_id uuid, parent_id uuid, starred boolean default false,
    written_at timestamptz default now(), primary key (tenant_id, id),
    foreign key (tenant_id, parent_id) references tests.posts (tenant_id, id));
  create index on tests.posts (tenant_id, parent_id);
  create index on tests.posts (tenant_id, author_id);
  create index on tests.posts (written_at) where not starred;
  create table tests.likes (tenant_id uuid, post_id uuid, n integer, liker_id uuid, primary key (tenant_id, post_id, n),
    foreign key (tenant_id, post_id) references tests.posts (tenant_id, id) on delete cascade) partition by hash (post_id);
  create table tests.likes_a partition of tests.likes for values with (modulus 2, remainder 0);
  create table tests.likes_b partition of tests.likes for values with (modulus 2, remainder 1);
  create index on tests.likes (tenant_id, liker_id);
  create table tests.like_counts (tenant_id uuid primary key, likes bigint not null check (likes >= 0));
  create function tests.uncount() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    begin
      update tests.like_counts c set likes = c.likes - gone.n
        from (select tenant_id, count(*) as n from removed group by 1) gone where c.tenant_id = gone.tenant_id;
      return null;
    end $$;
  create trigger uncount after delete on tests.likes referencing old table as removed for each statement execute function tests.uncount();
  create table tests.diaries (tenant_id uuid, id uuid, user_id uuid not null, primary key (tenant_id, id));
  create index on tests.diaries (tenant_id, user_id);
  create table tests.words (tenant_id uuid, id uuid, word text, primary key (tenant_id, id));
  create table tests.events (tenant_id uuid, id uuid, primary key (tenant_id, id)) partition by hash (id);
  create table tests.events_a partition of tests.events for values with (modulus 2, remainder 0);
  create table tests.events_b partition of tests.events for values with (modulus 2, remainder 1);
  create table tests.receipts (tenant_id uuid, id uuid, primary key (tenant_id, id))`;

const inExports = { en: 'Yours.', fr: 'À vous.' };

const declarations: Record<string, TableDeclaration> = {
  posts: {
    kind: 'tenant',
    holds: 'A post.',
    persons: [{ column: 'author_id', is: 'user', erasure: 'detach', exports: ['id'] }],
    inExports,
    clearedFirst: ['parent_id'],
    retention: { column: 'written_at', after: '30 days', except: 'starred' },
  },
  likes: {
    kind: 'tenant',
    holds: 'A like.',
    persons: [{ column: 'liker_id', is: 'user', erasure: 'detach', exports: ['n'] }],
    inExports,
  },
  like_counts: { kind: 'tenant', holds: 'How many likes there are.', kept: 'the test looks at it' },
  diaries: {
    kind: 'person',
    holds: 'A page of a diary.',
    persons: [{ column: 'user_id', is: 'user', erasure: 'delete', exports: ['id'] }],
    inExports,
  },
  words: { kind: 'search', holds: 'A word.' },
  events: { kind: 'tenant', holds: 'An event.' },
  receipts: { kind: 'tenant', holds: 'A receipt.', kept: 'it proves something' },
};

/** 300 posts in a chain of answers, each with 20 likes, and 50 rows of each other kind. */
const fill = (id: string) =>
  runSql(
    test.adminUrl,
    `set app.tenant_id = '${id}';
     insert into tests.posts (tenant_id, id, author_id) select '${id}', uuidv7(), '${anna}' from generate_series(1, 300);
     update tests.posts set parent_id = (select max(id::text)::uuid from tests.posts where tenant_id = '${id}') where tenant_id = '${id}';
     insert into tests.likes select '${id}', id, n from tests.posts, generate_series(1, 20) n where tenant_id = '${id}';
     insert into tests.like_counts values ('${id}', 6000);
     insert into tests.diaries select '${id}', uuidv7(), case when n < 26 then '${anna}' else '${bela}' end::uuid from generate_series(1, 50) n;
     insert into tests.words select '${id}', uuidv7(), 'word' from generate_series(1, 50);
     insert into tests.events select '${id}', uuidv7() from generate_series(1, 50);
     insert into tests.receipts select '${id}', uuidv7() from generate_series(1, 50)`,
  );

const asApp = <Row extends object>(sql: string, tenantId = tenant, userId = '') =>
  runSql<Row>(test.appUrl, `set app.tenant_id = '${tenantId}'; set app.user_id = '${userId}'; ${sql}`);
const deleteSome = (most: number) =>
  runSql<{ name: string; deleted: string }>(
    test.ownerUrl,
    `set app.tenant_id = '${gone}'; select * from platform.delete_tenant_rows(${most})`,
  );
const rowsOf = async (id: string) =>
  Object.fromEntries(
    (
      await runSql<{ name: string; rows: string }>(
        test.ownerUrl,
        `set app.tenant_id = '${id}'; select * from platform.count_tenant_rows()`,
      )
    ).map(({ name, rows }) => [name, Number(rows)]),
  );
const all = {
  'tests.posts': 300,
  'tests.likes': 6000,
  'tests.like_counts': 1,
  'tests.diaries': 50,
  'tests.words': 50,
  'tests.events': 50,
  'tests.receipts': 50,
};

describe('the rows of a tenant', () => {
  beforeAll(async () => {
    await fill(tenant);
    await fill(gone);
  });

  it('are counted whatever kind of table holds them', async () => expect(await rowsOf(tenant)).toEqual(all));

  it('of a person are seen by nobody else, in their tenant or another', async () => {
    const diaries = 'select count(*)::int as rows from tests.diaries';
    for (const [tenantId, userId, rows] of [
      [tenant, anna, 25],
      [tenant, newId(), 0],
      [tenant, '', 0],
      [newId(), anna, 0],
    ] as const) {
      expect(await asApp(diaries, tenantId, userId)).toEqual([{ rows }]);
    }
    await expect(
      asApp(`insert into tests.diaries values ('${tenant}', uuidv7(), '${bela}')`, tenant, anna),
    ).rejects.toThrow('row-level security');
  });

  it('are deleted in batches, children first, each counted once, and no row of another tenant', async () => {
    const counts: Record<string, number> = {};
    for (let batch = await deleteSome(170); batch.length > 0; batch = await deleteSome(170)) {
      expect(batch).toHaveLength(1);
      for (const { name, deleted } of batch) counts[name] = (counts[name] ?? 0) + Number(deleted);
      expect(Math.max(...batch.map(({ deleted }) => Number(deleted)))).toBeLessThanOrEqual(170);
    }
    const { 'tests.receipts': receipts, 'tests.like_counts': likes, ...deleted } = all;
    expect(counts).toEqual(deleted);
    expect(await rowsOf(gone)).toEqual({ 'tests.receipts': receipts, 'tests.like_counts': likes });
    expect(await rowsOf(tenant)).toEqual(all);
    // A trigger of the parent counts rows that left a partition.
    expect(await runSql(test.adminUrl, 'select tenant_id, likes::int from tests.like_counts order by 2')).toEqual([
      { tenant_id: gone, likes: 0 },
      { tenant_id: tenant, likes: 6000 },
    ]);
  });
});

describe('the functions of retention', () => {
  // With a generic plan PostgreSQL does not look at the name before it runs.
  const asked = (call: string) => asApp(`set plan_cache_mode = force_generic_plan; select ${call}`);

  it.each([
    `platform.delete_expired('tests.receipts where true; grant all on tests.events_a to palier_app --', 'tests.receipts', '{}', 1)`,
    `platform.delete_expired('tests.receipts', 'tests.receipts', '{}', 1)`,
    `platform.delete_expired('tests.receipts where true --', 'tests.receipts', '{}', 1)`,
    `platform.find_expired('tests.receipts --', 10, '{}', '{}', '{}')`,
    `platform.find_expired('tests.receipts', 10, '{}', '{}', '{}')`,
  ])('refuse %s: it names no table that is declared with a retention', async (call) => {
    await expect(asked(call)).rejects.toMatchObject({ code: 'P0002' });
  });
});

describe('a declaration', () => {
  const broken = async () =>
    (await proveTables(test.appUrl, [tenant]))
      .filter(({ holds }) => !holds)
      .map(({ subject, claim, seen }) => `${subject} ${claim}: ${seen}`);
  const declared = (change: object) =>
    declareTable('tests.posts', { ...declarations.posts, ...change } as TableDeclaration);

  it('holds for one table of each kind', async () => expect(await broken()).toEqual([]));
  // Each test repairs what it broke.
  afterAll(async () => expect(await broken()).toEqual([]));

  it.each<[string, string, string]>([
    [declared({ persons: [] }), '', 'declares what each uuid column identifies: author_id'],
    [declared({ uuids: { editor_id: 'nobody' } }), '', 'declares only columns that it has: editor_id'],
    [declared({ sealed: { parent_id: 'tests {key}' } }), '', 'declares only columns that it has: key'],
    [declared({ sealed: { secret: 'tests {id}' } }), '', 'declares only columns that it has: secret'],
    [declared({ keys: ['secret'] }), '', 'declares only columns that it has: secret'],
    [declared({ notArchived: ['secret'] }), '', 'declares only columns that it has: secret'],
    [declared({ notArchived: ['id'] }), '', 'takes a null where a purge, an erasure or a restore sets one: id'],
    [declared({ inExports: undefined }), '', 'says what its rows are in exports of persons: it does not'],
    [declared({ retention: { column: 'starred', after: '0' } }), '', 'has an index for its retention: starred'],
    [
      declared({ kind: 'shared', through: 'functions' }),
      '',
      'is declared as it is: with a tenant, or shared: it does not',
    ],
    [
      declared({ clearedFirst: [] }),
      '',
      'refers to tables that were declared before it, or clears the reference first: tests.posts',
    ],
    [
      'alter table tests.posts alter author_id set not null',
      'alter table tests.posts alter author_id drop not null',
      'takes a null where a purge, an erasure or a restore sets one: author_id',
    ],
    [
      declared({
        persons: [{ through: 'tests.diaries', erasure: 'delete', exports: ['id'] }],
        uuids: { author_id: 'x' },
      }),
      '',
      'has one foreign key to each table that its persons are found through: tests.diaries',
    ],
    [
      'drop index tests.posts_tenant_id_author_id_idx',
      'create index on tests.posts (tenant_id, author_id)',
      'has an index for each erasure: author_id',
    ],
    ['drop policy erased_author_id on tests.posts', '', 'refuses rows that name an erased person: author_id'],
    [
      'alter table tests.posts disable trigger erased_author_id',
      'alter table tests.posts enable trigger erased_author_id',
      'refuses rows that name an erased person: author_id',
    ],
    [
      declared({ retention: { column: 'written_at', after: '30 days', shortest: '1 day', except: 'starred' } }),
      '',
      'has an index for the retention of each tenant: written_at',
    ],
    [
      declared({ retention: { column: 'written_at', after: '30 days', quota: 'noteDays', except: 'starred' } }),
      '',
      'has an index for the retention of each tenant: written_at',
    ],
    [
      'drop index tests.posts_tenant_id_parent_id_idx',
      'create index on tests.posts (tenant_id, parent_id)',
      'has an index for each foreign key: (tenant_id,parent_id)',
    ],
  ])('is found wanting after %s', async (change, repair, found) => {
    await runSql(test.ownerUrl, change);
    try {
      expect(await broken()).toContain(`tests.posts ${found}`);
    } finally {
      await runSql(test.ownerUrl, repair || declared({}));
    }
  });

  it.each<[string, string, string, string]>([
    ['diaries', 'drop policy person on tests.diaries', 'shows a person only their own rows', 'diaries'],
    ['events', 'alter table tests.events_a disable row level security', 'has row level security', 'events_a'],
    ['words', 'alter table tests.words disable row level security', 'has row level security', 'words'],
  ])('of %s is found wanting after %s', async (table, change, claim, subject) => {
    await runSql(test.ownerUrl, change);
    try {
      expect((await broken()).join('\n')).toContain(`tests.${subject} ${claim}`);
    } finally {
      await runSql(test.ownerUrl, declareTable(`tests.${table}`, declarations[table] as TableDeclaration));
    }
  });
});
