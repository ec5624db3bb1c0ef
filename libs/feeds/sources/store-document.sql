set local role palier_cross_tenant;

-- What the entries of the last document of a claimed source were made of, by which a fetch passes over those that it knows.
-- Null where retention may delete the document before the fetch is stored, which is within five minutes: its posts are needed
-- then. Documents stay for seven days.
create or replace function feeds.document_digests(source uuid, by uuid) returns bytea
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select d.digests from feeds.sources s join feeds.documents d on d.source_id = s.id and d.version = s.version
    where s.id = source and s.claim = by and d.fetched_at > now() - interval '7 days' + interval '1 hour' $$;
grant execute on function feeds.document_digests(uuid, uuid) to palier_app;

-- The traits by which posts of a claimed source are recognised; null until this version of Palier has stored a document of it.
create or replace function feeds.known_identities(source uuid, by uuid) returns bytea
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.identities from feeds.sources s where s.id = source and s.claim = by $$;
grant execute on function feeds.known_identities(uuid, uuid) to palier_app;

-- The posts of the last document of a claimed source whose traits are not known, or were written by another version: followers
-- have them, and would get them again.
create or replace function feeds.last_posts(source uuid, by uuid, traits integer) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_agg(jsonb_build_object('identity', p->'identity', 'url', p->'url', 'title', p->'title',
      'publishedAt', p->'publishedAt') order by e.place)
    from feeds.sources s join feeds.documents d on d.source_id = s.id and d.version = s.version,
      jsonb_array_elements(d.posts) with ordinality as e (p, place)
    where s.id = source and s.claim = by and (s.identities is null or get_byte(s.identities, 0) <> traits) $$;
grant execute on function feeds.last_posts(uuid, uuid, integer) to palier_app;

-- Stores what a claimed fetch brought and settles the fetch: as a new version where it has other posts than the last document,
-- or where that is not kept any more. Returns the version to deliver, 0 where every follower has its posts, null where the
-- claim is not in force any more.
--
-- `posts`: those of the document, in its order, each with its identity and hash. One that the last document has too may be
-- given by its place there, with these two alone. `about`: {title, siteUrl, etag, lastModified, bodyHash, intervalMinutes,
-- newestAt, digests, identities, problem}, the digests and identities in base64; identities that are null stay as they are. With a
-- problem the document was cut off: the fetch counts as failed, and what the last document has beside these posts stays.
create or replace function feeds.store_document(source uuid, by uuid, seconds integer, moved text, about jsonb, posts jsonb)
  returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    known feeds.sources;
    compared jsonb;
    changed boolean;
    added integer;
    -- Whether it has other posts than the last document: a new follower must not get those that are gone.
    replaced boolean;
    kept boolean;
    deliverable integer;
    cut boolean := about ? 'problem';
  begin
    -- Held until the fetch is settled, so that no other fetch makes the same version, and whoever begins to follow the source
    -- meanwhile is seen by note_success. A claim that another fetch has replaced stores nothing.
    select * into known from feeds.sources s where s.id = source and s.claim = by for update;
    if not found then return null; end if;
    -- A worker of an older version would give posts identities that their followers do not have.
    if known.identities is not null and not about ? 'identities' then
      perform feeds.release_source(source, by);
      return null;
    end if;
    if cut then
      posts := posts || (select coalesce(jsonb_agg(jsonb_build_object('identity', p->'identity', 'hash', p->'hash', 'place', place)
          order by place), '[]')
        from (select e.p, e.place from feeds.documents d, jsonb_array_elements(d.posts) with ordinality as e (p, place)
          where d.source_id = source and d.version = known.version
            and p->>'identity' not in (select g->>'identity' from jsonb_array_elements(store_document.posts) g)
          -- As many as a whole document may have: one that is always cut off would otherwise grow without end.
          order by e.place limit greatest(0, 1000 - jsonb_array_length(store_document.posts))) e);
    end if;
    -- Joined, and not looked up one by one: each look-up would read all entries.
    select coalesce(jsonb_agg(p || jsonb_build_object('state', state) order by place), '[]'),
        coalesce(bool_or(state <> 'same'), false), count(*) filter (where state = 'new')
      into compared, changed, added
      from jsonb_array_elements(posts) with ordinality as e (p, place)
        left join jsonb_each_text(known.entries) as k (identity, hash) on k.identity = e.p->>'identity',
        lateral (select case when k.identity is null then 'new' when k.hash <> e.p->>'hash' then 'edited' else 'same' end)
          as c (state);
    replaced := changed or known.version = 0
      or not cut and jsonb_array_length(posts) <> (select count(*) from jsonb_object_keys(known.entries));
    kept := exists (select from feeds.documents d where d.source_id = source and d.version = known.version);
    if replaced or not kept then
      -- Retention may have deleted the last document since its digests were read, but document_digests leaves an hour for that.
      if not kept and jsonb_path_exists(posts, '$[*].place') then
        raise exception 'The document that has the posts of the source % is not kept any more.', source;
      end if;
      insert into feeds.documents (source_id, version, posts, digests)
        select source, known.version + 1, coalesce(jsonb_agg(coalesce(l.p, '{}') || (c.p - 'place') order by c.place), '[]'),
            decode(about->>'digests', 'base64')
          from jsonb_array_elements(compared) with ordinality as c (p, place)
            left join (select e.p, e.place from feeds.documents d, jsonb_array_elements(d.posts) with ordinality as e (p, place)
              where d.source_id = source and d.version = known.version) l on l.place = (c.p->'place')::integer;
      known.version := known.version + 1;
    end if;
    update feeds.sources s set version = known.version, etag = about->>'etag', last_modified = about->>'lastModified',
        body_hash = about->>'bodyHash', title = about->>'title', site_url = about->>'siteUrl',
        identities = coalesce(decode(about->>'identities', 'base64'), s.identities),
        interval_minutes = (about->>'intervalMinutes')::integer, newest_at = (about->>'newestAt')::timestamptz,
        entries = case when not replaced and not cut then s.entries else
          -- An empty identity, which no document has, makes the next whole document replace this part, even if nothing else changed.
          case when cut then '{"": ""}'::jsonb else '{}' end
            || (select coalesce(jsonb_object_agg(p->>'identity', p->>'hash'), '{}') from jsonb_array_elements(posts) p) end
      where s.id = source;
    if cut then
      perform feeds.note_failure(source, by, about->>'problem', seconds, false, 0);
      deliverable := case when exists (select from feeds.subscriptions f
        where f.source_id = source and not f.paused and not f.filled) then known.version else 0 end;
    else
      deliverable := feeds.note_success(source, by, seconds, moved);
    end if;
    if added > 0 then
      update feeds.source_days d set new_posts = d.new_posts + added
        where d.source_id = source and d.day = (now() at time zone 'UTC')::date;
    end if;
    return case when changed then known.version else deliverable end;
  end $$;
grant execute on function feeds.store_document(uuid, uuid, integer, text, jsonb, jsonb) to palier_app;
