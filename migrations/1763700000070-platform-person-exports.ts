import { declareTable, migration } from '#platform/database';

/** What tables hold of a person, as JSON lines in numbered parts, until the person has fetched it. */
const table = `
  create table platform.person_exports (
    tenant_id uuid not null,
    id uuid not null,
    part integer not null check (part >= 0),
    user_id uuid not null,
    lines text not null,
    created_at timestamptz(3) not null default now(),
    primary key (tenant_id, id, part)
  );
  create index person_exports_by_user on platform.person_exports (tenant_id, user_id);
  create index person_exports_by_age on platform.person_exports (created_at);
  grant select, insert, delete on platform.person_exports to palier_app`;

/**
 * The columns that declarations export of each row of the person in force, the tables in the order of their declarations.
 * As the owner, whom row level security binds to the tenant in force.
 */
const rows = `
  create function platform.export_person_rows(email text, subjects text[]) returns table (name text, data jsonb)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
    declare
      tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
      person uuid := nullif(current_setting('app.user_id', true), '')::uuid;
      declared jsonb;
      condition text;
    begin
      if person is null then raise exception 'No person is in force.'; end if;
      for name, declared, condition in
        select d.name, d.person->'exports', d.condition from platform.declared_persons() d
          join platform.data_catalogue c using (name)
          where jsonb_typeof(d.person->'exports') = 'array' order by c.position
      loop
        return query execute format('select %L, jsonb_build_object(%s) from %s where tenant_id = $1 and %s', name,
            (select string_agg(format('%L, %I', e, e), ', ' order by place)
              from jsonb_array_elements_text(declared) with ordinality x (e, place)), name, condition)
          using tenant, person, email, subjects;
      end loop;
    end $$`;

export const PlatformPersonExports1763700000070 = migration(
  'PlatformPersonExports1763700000070',
  table,
  rows,
  'grant execute on function platform.export_person_rows(text, text[]) to palier_app',
  declareTable('platform.person_exports', {
    kind: 'person',
    holds: 'A part of the export of a person: copies of rows of other tables.',
    persons: [{ column: 'user_id', is: 'user', erasure: 'delete', exports: 'it holds copies alone' }],
    retention: { column: 'created_at', after: '7 days' },
    archive: { notExported: 'copies of rows that are exported' },
  }),
);
