-- The trigger of statements that give apps tags: counts the apps of each tag, a whole batch at once.
create or replace function catalog.count_added_tags() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    insert into catalog.tag_counts as counts (tenant_id, tag, apps)
    -- In the order of the tags, so that two batches with common tags wait for each other instead of deadlocking.
    select tenant_id, tag, count(*) from added group by tenant_id, tag order by tenant_id, tag
    on conflict (tenant_id, tag) do update set apps = counts.apps + excluded.apps;
    return null;
  end $$;

-- The trigger of statements that take tags from apps: counts the apps of each tag, a whole batch at once, and deletes the
-- counts of tags that no app has any more.
--
-- What was removed is counted once and then looked up by key. Joined with the table of what was removed, of which PostgreSQL
-- knows no statistics, 5,000 tags took nine seconds.
create or replace function catalog.count_removed_tags() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    tenant uuid;
    tags text[];
    numbers bigint[];
  begin
    for tenant, tags, numbers in
      select tenant_id, array_agg(tag order by tag), array_agg(apps order by tag)
      from (select tenant_id, tag, count(*) as apps from removed group by tenant_id, tag) as gone
      group by tenant_id order by tenant_id
    loop
      -- Locked in the order of the tags, as above.
      perform from catalog.tag_counts as counts where counts.tenant_id = tenant and counts.tag = any (tags)
      order by counts.tag for update;

      update catalog.tag_counts as counts set apps = counts.apps - gone.apps
      from unnest(tags, numbers) as gone (tag, apps)
      where counts.tenant_id = tenant and counts.tag = gone.tag;

      delete from catalog.tag_counts as counts
      where counts.tenant_id = tenant and counts.tag = any (tags) and counts.apps = 0;
    end loop;
    return null;
  end $$;
