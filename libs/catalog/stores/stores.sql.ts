import { statement } from '#platform/database';

export const deleteTags = statement<{ rows: number }, [most: number]>({
  name: 'catalog.stores.delete-tags',
  index: 'app_tags_pkey',
  text: `with gone as (
      delete from catalog.app_tags
      where ctid = any (array(select ctid from catalog.app_tags order by app_id, tag limit $1))
      returning 1)
    select count(*)::int as rows from gone`,
  sample: [5000],
});

/** Deletes apps without tags: the tags of an app would be deleted by cascade, in unbounded number. */
export const deleteApps = statement<{ rows: number }, [most: number]>({
  name: 'catalog.stores.delete-apps',
  index: 'apps_pkey',
  text: `with gone as (
      delete from catalog.apps
      where ctid = any (array(select ctid from catalog.apps order by id limit $1))
      returning 1)
    select count(*)::int as rows from gone`,
  sample: [5000],
});

/** The number of tag counts, which triggers delete with the tags. */
export const countedTags = statement<{ total: number }>({
  name: 'catalog.stores.counted-tags',
  text: 'select count(*)::int as total from catalog.tag_counts',
});
