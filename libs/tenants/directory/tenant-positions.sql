create or replace function tenants.advance_directory() returns trigger language plpgsql as $$
  begin
    update tenants.directory_version set version = version + 1;
    return null;
  end $$;

create or replace function tenants.stamp_tenant() returns trigger language plpgsql as $$
  begin
    select version into new.directory_version from tenants.directory_version;
    return new;
  end $$;
