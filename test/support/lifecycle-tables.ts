import type { TableDeclaration } from '#platform/database';

/** A table with a row for each like of a tenant's posts, by a statement trigger of a partitioned parent. */
const counters = `
  create table model.like_counts (tenant_id uuid primary key, likes bigint not null check (likes >= 0));
  create function model.count_likes() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    begin
      if tg_op = 'INSERT' then
        insert into model.like_counts as c select tenant_id, count(*) from changed group by 1
          on conflict (tenant_id) do update set likes = c.likes + excluded.likes;
      else
        update model.like_counts c set likes = c.likes - gone.n
          from (select tenant_id, count(*) as n from changed group by 1) gone where c.tenant_id = gone.tenant_id;
      end if;
      return null;
    end $$;
  create trigger counted after insert on model.likes referencing new table as changed
    for each statement execute function model.count_likes();
  create trigger uncounted after delete on model.likes referencing old table as changed
    for each statement execute function model.count_likes()`;

/** One table for each effect of an erasure, and for each way in which rows depend on others. */
export const modelTables = `
  create schema model;
  grant usage on schema model to palier_app;
  create table model.posts (tenant_id uuid, id uuid, author_id uuid, parent_id uuid, starred boolean, written_at timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, parent_id) references model.posts (tenant_id, id) on delete set null (parent_id));
  create table model.likes (tenant_id uuid, post_id uuid, id uuid, liker_id uuid, primary key (tenant_id, post_id, id),
    foreign key (tenant_id, post_id) references model.posts (tenant_id, id) on delete cascade) partition by hash (post_id);
  create table model.likes_a partition of model.likes for values with (modulus 2, remainder 0);
  create table model.likes_b partition of model.likes for values with (modulus 2, remainder 1);
  create table model.diaries (tenant_id uuid, id uuid, user_id uuid not null, primary key (tenant_id, id));
  create table model.entries (tenant_id uuid, id uuid, diary_id uuid, primary key (tenant_id, id),
    foreign key (tenant_id, diary_id) references model.diaries (tenant_id, id));
  create table model.polls (tenant_id uuid, id uuid, author_id uuid not null, primary key (tenant_id, id));
  create table model.profiles (tenant_id uuid, id uuid, user_id uuid, name text not null, primary key (tenant_id, id));
  create table model.letters (tenant_id uuid, id uuid, email text, device text, primary key (tenant_id, id));
  create table model.marks (tenant_id uuid, id uuid, kind text, of_id uuid, primary key (tenant_id, id));
  create table model.receipts (tenant_id uuid, id uuid, by_id uuid, primary key (tenant_id, id));
  ${counters}`;

const user = { is: 'user', exports: ['id'] } as const;

/** In the order of their declaration: a table after those that it refers to. */
export const modelDeclarations = {
  posts: {
    kind: 'tenant',
    holds: 'A post.',
    persons: [{ ...user, column: 'author_id', erasure: 'detach' }],
    clearedFirst: ['parent_id'],
    retention: { column: 'written_at', after: '30 days', shortest: '8 days', except: 'starred' },
  },
  likes: { kind: 'tenant', holds: 'A like.', persons: [{ ...user, column: 'liker_id', erasure: 'delete' }] },
  like_counts: { kind: 'tenant', holds: 'How many likes there are.', kept: 'the test looks at it' },
  diaries: { kind: 'person', holds: 'A diary.', persons: [{ ...user, column: 'user_id', erasure: 'delete' }] },
  entries: {
    kind: 'tenant',
    holds: 'An entry.',
    persons: [{ through: 'model.diaries', erasure: 'delete', exports: ['id'] }],
  },
  polls: { kind: 'tenant', holds: 'A poll.', persons: [{ ...user, column: 'author_id', erasure: 'pseudonym' }] },
  profiles: {
    kind: 'tenant',
    holds: 'A name.',
    persons: [{ ...user, column: 'user_id', erasure: { anonymise: { name: "'gone'" }, done: "name = 'gone'" } }],
  },
  letters: {
    kind: 'tenant',
    holds: 'A letter.',
    persons: [
      { column: 'email', is: 'email', erasure: 'delete', exports: ['id'] },
      { column: 'device', is: 'subject', erasure: 'detach', exports: ['id'] },
    ],
  },
  marks: {
    kind: 'tenant',
    holds: 'A mark.',
    persons: [{ ...user, column: 'of_id', when: "kind = 'user'", erasure: 'delete' }],
  },
  receipts: {
    kind: 'tenant',
    holds: 'A receipt.',
    persons: [{ ...user, column: 'by_id', erasure: { keep: 'it proves something' } }],
    kept: 'it proves something',
  },
} as const satisfies Readonly<Record<string, TableDeclaration>>;

export type ModelTable = keyof typeof modelDeclarations;

/** Every row as JSON; ages in days in place of times. */
export const allModelRows = (Object.keys(modelDeclarations) as ModelTable[])
  .map((table) => {
    const row =
      table === 'posts'
        ? `to_jsonb(t) - 'written_at' || jsonb_build_object('days', round(extract(epoch from now() - written_at) / 86400))`
        : 'to_jsonb(t)';
    return `select '${table}' as name, ${row} as row from model.${table} t`;
  })
  .join(' union all ');
