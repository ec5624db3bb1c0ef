-- Trigger before a statement that writes tenants: raises the version of the directory, once a statement. Its row stays
-- locked until the commit, so versions become visible in their order: a reader that has read up to a version misses none
-- before it.
create or replace function tenants.advance_directory() returns trigger language plpgsql as $$
  begin
    update tenants.directory_version set version = version + 1;
    return null;
  end $$;

-- Trigger before a tenant is written: gives the row the version that `advance_directory` has just made.
create or replace function tenants.stamp_tenant() returns trigger language plpgsql as $$
  begin
    select version into new.directory_version from tenants.directory_version;
    return new;
  end $$;
