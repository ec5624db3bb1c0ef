-- The trigger that gives each statement on tenants the next version of the directory, by which processes ask for what changed.
create or replace function tenants.advance_directory() returns trigger
  language plpgsql as $$
  begin
    -- The row stays locked until the commit, so that writers of tenants take turns, and versions become visible in their order. A
    -- number of a sequence that was drawn first may be committed last: a process that had gone past it would never read that row.
    update tenants.directory_version set version = version + 1;
    return null;
  end $$;

-- The trigger that gives each row that is written the version that its statement got from the trigger above.
create or replace function tenants.stamp_tenant() returns trigger
  language plpgsql as $$
  begin
    select version into new.directory_version from tenants.directory_version;
    return new;
  end $$;
