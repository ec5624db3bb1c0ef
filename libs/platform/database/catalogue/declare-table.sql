-- Stores the declaration of a table, or its new one, and gives the table and its partitions the policies that follow from it;
-- makes the partitions that it declares. Called by the migration that makes the table, through `declareTable`.
create or replace function platform.declare_table(target text, declared jsonb) returns void
  language plpgsql as $$
  declare
    leaf regclass;
  begin
    insert into platform.data_catalogue (name, position, declaration)
      values (target, (select count(*) + 1 from platform.data_catalogue), declared)
      on conflict (name) do update set declaration = excluded.declaration;
    if declared->>'kind' = 'shared' then return; end if;
    for leaf in select relid from pg_partition_tree(target::regclass) union select target::regclass loop
      perform platform.protect_table(leaf);
    end loop;
    if declared ? 'partitions' then perform platform.maintain_partitions(); end if;
  end $$;

-- Gives a table or a partition the row level security that its declaration asks for: of the tenant, of the person, and for the
-- backup role. A table also gets what refuses erased persons, in new rows by policies and in changed ones by triggers. May be
-- called again. Called when a table is declared, when a partition is made, and where a backup is loaded.
create or replace function platform.protect_table(target regclass) returns void
  language plpgsql as $$
  declare
    root regclass := coalesce(pg_partition_root(target), target);
    declared jsonb := (select declaration from platform.data_catalogue where to_regclass(name) = root);
    kind text := declared->>'kind';
    person text;
    names text;
  begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s %s row level security', target, case kind when 'search' then 'no force' else 'force' end);
    execute format('drop policy if exists tenant on %1$s; drop policy if exists person on %1$s;
      drop policy if exists backup on %1$s', target);
    execute format($policy$create policy tenant on %s
      using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, target);
    if kind = 'person' then
      execute format($policy$create policy person on %s as restrictive to palier_app
        using (%I = nullif(current_setting('app.user_id', true), '')::uuid)$policy$, target, declared->'persons'->0->>'column');
    end if;
    execute format('create policy backup on %s for select to palier_backup using (true)', target);
    -- Rows are written through the parent, whose policies count; its triggers are on the partitions too.
    if target <> root then return; end if;
    for person in select format('policy %I', polname) from pg_policy where polrelid = target and polname ~ '^erased_'
        union all select format('trigger %I', tgname) from pg_trigger where tgrelid = target and tgname ~ '^erased_' loop
      execute format('drop %s on %s', person, target);
    end loop;
    for person, names in select p->>'column', coalesce(p->>'when', 'true') from jsonb_array_elements(declared->'persons') p
        where p->>'is' = 'user' and not p->'erasure' ? 'keep' loop
      execute format($policy$create policy %I on %s as restrictive for insert to palier_app
        with check ((%s) is not true or platform.refuse_erased(%I))$policy$, 'erased_' || person, target, names, person);
      -- Not for each update of a row: one that names the person already may be changed until its erasure reaches it.
      execute format('create trigger %I before update of %I on %s for each row when (new.%2$I is distinct from old.%2$I)
        execute function platform.refuse_erased_change(%2$L, %4$L)', 'erased_' || person, person, target, names);
    end loop;
  end $$;
