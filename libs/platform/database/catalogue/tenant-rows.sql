-- The parts of a table that hold rows: its partitions, or itself.
create or replace function platform.leaves(target regclass) returns setof regclass
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select relid from pg_partition_tree(target) where isleaf union select target
    where not exists (select from pg_partition_tree(target)) $$;

-- Runs a command on the rows at these places of a leaf that meet a condition, in which $3 is the tenant; returns how many.
-- Where the table has statement triggers, the command names the table and not the leaf, since they do not fire for partitions.
-- With every other scan off, PostgreSQL reads these places alone: where its statistics know few rows of a tenant, it would
-- compare all of them with each place.
create or replace function platform.change_places(command text, target regclass, leaf regclass, places tid[], condition text,
    tenant uuid)
  returns bigint
  language plpgsql set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_indexscan = off
  set enable_indexonlyscan = off set enable_bitmapscan = off as $$
  declare
    counts boolean := exists (select from pg_trigger where tgrelid = target and not tgisinternal and tgtype & 1 = 0);
    changed bigint;
  begin
    -- The condition has the tenant, although the places were found by it: a row that was changed since then is elsewhere, and one
    -- of another tenant may have its place.
    execute format(command, case when counts then target else leaf end)
      || ' where tableoid = $1 and ctid = any ($2) and ' || condition using leaf, places, tenant;
    get diagnostics changed = row_count;
    return changed;
  end $$;

-- Deletes up to so many rows of the tenant in force, all of one table, keys first and those that refer to others before these;
-- no row comes back once nothing is left. Columns that a declaration clears first, since rows refer to each other in a circle, are set to null before:
-- then the name comes back, with 0 deleted. Runs with the rights of the owner, whom row level security binds to that tenant,
-- and leaf by leaf, since a row's place is unique within a leaf alone. An index scan stops at the limit; a bitmap would read
-- all rows of the tenant for each batch.
create or replace function platform.delete_tenant_rows(most integer) returns table (name text, deleted bigint)
  language plpgsql set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_bitmapscan = off as $$
  declare
    tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    declared jsonb;
    leaf regclass;
    cleared text;
    places tid[];
  begin
    for name, declared in select c.name, c.declaration from platform.data_catalogue c
        where c.declaration->>'kind' <> 'shared' and c.declaration->>'kept' is null
        order by c.declaration ? 'keys' desc, c.position desc loop
      for leaf in select * from platform.leaves(name::regclass) loop
        for cleared in select jsonb_array_elements_text(coalesce(declared->'clearedFirst', '[]')) loop
          execute format('select array(select ctid from %s where tenant_id = $1 and %I is not null limit $2)', leaf, cleared)
            into places using tenant, most;
          continue when places = '{}' or 0 = platform.change_places(format('update %%s set %I = null', cleared),
            name::regclass, leaf, places, 'tenant_id = $3', tenant);
          deleted := 0;
          return next;
          return;
        end loop;
        execute format('select array(select ctid from %s where tenant_id = $1 limit $2)', leaf) into places using tenant, most;
        continue when places = '{}';
        deleted := platform.change_places('delete from %s', name::regclass, leaf, places, 'tenant_id = $3', tenant);
        if deleted > 0 then
          return next;
          return;
        end if;
      end loop;
    end loop;
  end $$;

set local role palier_backup;

-- Counts the rows of the tenant in force in every table that has a tenant, declared or not, and returns the tables that have
-- some. Runs as the backup role: policies of persons would hide rows from the owner.
create or replace function platform.count_tenant_rows() returns table (name text, kept boolean, rows bigint)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
  declare
    tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  begin
    for name, kept in
      select t.name, d.declaration->>'kept' is not null from (
        select format('%I.%I', n.nspname, c.relname) as name from pg_class c
          join pg_namespace n on n.oid = c.relnamespace
          join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
          where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^(pg_|information_schema$)') t
        left join platform.data_catalogue d using (name) order by 1
    loop
      execute format('select count(*) from %s where tenant_id = $1', name) into rows using tenant;
      if rows > 0 then return next; end if;
    end loop;
  end $$;
grant execute on function platform.count_tenant_rows() to palier_owner;
