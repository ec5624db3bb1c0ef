set local role palier_cross_tenant;

-- The posts of the tenant in force that have a label of the user in force, a mark of a filter, and words, of which null selects
-- all; of the latest 10,000, or of the latest 2,000 with all pairs of letters of a run without spaces: to look for a run takes
-- half a millisecond a post. Row level security would not let PostgreSQL search words by an index: this finds them by the one
-- that has the tenant in each word.
create or replace function feeds.chosen_posts(label uuid, mark uuid, words text) returns setof uuid
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
  declare
    tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    person uuid := nullif(current_setting('app.user_id', true), '')::uuid;
    query tsquery := feeds.query_of(words);
    -- Words in ASCII have none.
    runs text[] := case when octet_length(words) > length(words) then platform.runs_of(feeds.typed_words(words)) else '{}' end;
    most integer := case when runs = '{}' then 10000 else 2000 end;
    latest uuid[];
  begin
    if label is not null then
      latest := array(
        select l.post_id from feeds.labelled_posts l where l.tenant_id = tenant and l.user_id = person and l.label_id = label
            and (mark is null or exists (select from feeds.marked_posts m
              where m.tenant_id = tenant and m.filter_id = mark and m.post_id = l.post_id))
            and (words is null or exists (select from feeds.posts p
              where p.tenant_id = tenant and p.id = l.post_id and p.search @@ query))
          order by l.sorted_at desc limit most);
    elsif mark is not null then
      latest := array(
        select m.post_id from feeds.marked_posts m where m.tenant_id = tenant and m.filter_id = mark
            and (words is null or exists (select from feeds.posts p
              where p.tenant_id = tenant and p.id = m.post_id and p.search @@ query))
          order by m.sorted_at desc limit most);
    else
      latest := array(
        with found as materialized (
          -- By the key of the tenant, which another one may have, too.
          select p.tenant_id, p.id, p.sorted_at from feeds.posts p
            where feeds.words_of_tenant(p.tenant_id, p.search) @@ feeds.query_of_tenant(tenant, query)
        )
        select f.id from found f where f.tenant_id = tenant order by f.sorted_at desc limit most);
    end if;
    if runs = '{}' then
      return query select unnest(latest);
    else
      return query select p.id from feeds.posts p
        where p.tenant_id = tenant and p.id = any (latest) and platform.has_runs(p.search, runs);
    end if;
  end $$;
grant execute on function feeds.chosen_posts(uuid, uuid, text) to palier_app;
