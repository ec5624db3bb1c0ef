-- The words of a text in French and as they are, and the pieces of those without spaces.
create or replace function catalog.vector_of(words text) returns tsvector
  language sql immutable
  return to_tsvector('french', words) || to_tsvector('simple', words) || platform.pieces_of(words);

-- What searches find an app by: its words, weighted by where they stand (name, tags, summary) in `head`, which ranks, and
-- without weights, with those of the description and the values of filters, in `document`. Downloads are those that are counted
-- now.
create or replace function catalog.entry_of(app catalog.apps) returns catalog.search_entries
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
  declare
    name_words text := trim(catalog.searchable(app.name));
    summary_words text := catalog.searchable(app.summary);
    description_words text := catalog.searchable(left(app.description, 4000));
    tags text[] := coalesce(app.tags, array(
      select tag from catalog.app_tags t where t.tenant_id = app.tenant_id and t.app_id = app.id order by tag));
    tag_words text := catalog.searchable(array_to_string(tags, ' '));
    downloaded integer := (select least(coalesce(sum(c.downloads), 0), 2147483647) from catalog.download_counts c
      where c.tenant_id = app.tenant_id and c.app_id = app.id);
    head tsvector;
  begin
    head := setweight(catalog.vector_of(name_words), 'A')
      || setweight(to_tsvector('simple', tag_words) || platform.pieces_of(tag_words), 'B')
      || setweight(catalog.vector_of(summary_words), 'C');
    return (app.tenant_id, app.id, app.name_key, name_words, app.created_at, app.updated_at, downloaded,
      app.licence, app.author, tags, head,
      strip(head) || strip(catalog.vector_of(description_words))
        || array_to_tsvector(array(select '#tag:' || tag from unnest(tags) as tag)
        || case when app.licence is null then '{}' else array['#licence:' || app.licence] end
        || case when app.author is null then '{}' else array['#author:' || app.author] end))::catalog.search_entries;
  end $$;

-- The trigger of apps that keeps the entry of an app as the app is, and deletes that of one which the store does not list. It
-- leaves the downloads of an entry, which rank_downloads brings up to date.
create or replace function catalog.index_app() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    -- In force already, but not for SQL that an operator runs as the owner of the server.
    perform set_config('app.tenant_id', new.tenant_id::text, true);
    if not new.listed then
      delete from catalog.search_entries e where e.tenant_id = new.tenant_id and e.app_id = new.id;
      return null;
    end if;
    insert into catalog.search_entries as e select * from catalog.entry_of(new)
    on conflict (tenant_id, app_id) do update set
      name_key = excluded.name_key, name_words = excluded.name_words, updated_at = excluded.updated_at,
      licence = excluded.licence, author = excluded.author,
      tags = excluded.tags, head = excluded.head, document = excluded.document;
    return null;
  end $$;
