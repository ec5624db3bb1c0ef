import { statement } from '#platform/database';

/** When the latest post of each feed was received. */
export const newestPosts = statement<{ id: string; newestAt: Date | null }>({
  name: 'feeds.greader.newest',
  text: `select s.id, (select p.received_at from feeds.posts p where p.subscription_id = s.id and p.number is not null
      order by p.number desc limit 1) as "newestAt"
    from feeds.subscriptions s`,
});

export interface NameRow {
  readonly name: string;
  readonly nameKey: string;
}

export const folderNames = statement<NameRow>({
  name: 'feeds.greader.folders',
  text: 'select name, name_key as "nameKey" from feeds.folders order by name_key',
});

/** Those of the user in force, who has not many. */
export const labelNames = statement<NameRow>({
  name: 'feeds.greader.labels',
  text: 'select name, name_key as "nameKey" from feeds.labels order by name_key',
});

/** The folder and the label of the user in force that have a name, whatever its case. */
export const streamByName = statement<{ folderId: string | null; labelId: string | null }, [name: string]>({
  name: 'feeds.greader.named',
  text: `select (select id from feeds.folders where name_key = lower($1)) as "folderId",
    (select id from feeds.labels where name_key = lower($1)) as "labelId"`,
});

const idsByName = (table: 'folders' | 'labels') =>
  statement<{ id: string }, [names: readonly string[]]>({
    name: `feeds.greader.${table}-among`,
    text: `select id from feeds.${table} where name_key = any (array(select lower(n) from unnest($1::text[]) n))`,
  });

/** The labels of some names that the user in force has, whatever their case. */
export const labelsByName = idsByName('labels');

/** The folders of some names, whatever their case. */
export const foldersByName = idsByName('folders');
