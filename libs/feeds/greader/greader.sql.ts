import { statement } from '#platform/database';

/** When the latest post of each feed was received. */
export const newestPosts = statement<{ id: string; newestAt: Date | null }>('feeds.greader.newest')`
  select s.id, (select p.received_at from feeds.posts p where p.subscription_id = s.id and p.number is not null
      order by p.number desc limit 1) as "newestAt"
    from feeds.subscriptions s`;

export interface NameRow {
  readonly name: string;
  readonly nameKey: string;
}

export const folderNames = statement<NameRow>('feeds.greader.folders')`
  select name, name_key as "nameKey" from feeds.folders order by name_key`;

/** Those of the user in force, who has not many. */
export const labelNames = statement<NameRow>('feeds.greader.labels')`
  select name, name_key as "nameKey" from feeds.labels order by name_key`;

/** The folder and the label of the user in force that have a name, whatever its case. */
export const streamByName = statement<{ folderId: string | null; labelId: string | null }, [name: string]>(
  'feeds.greader.named',
)`
  select (select id from feeds.folders where name_key = lower($1)) as "folderId",
    (select id from feeds.labels where name_key = lower($1)) as "labelId"`;

const idsByName = (table: 'folders' | 'labels') =>
  statement<{ id: string }, [names: readonly string[]]>(`feeds.greader.${table}-among`)`
    select id from feeds.${table} where name_key = any (array(select lower(n) from unnest($1::text[]) n))`;

/** The labels of some names that the user in force has, whatever their case. */
export const labelsByName = idsByName('labels');

/** The folders of some names, whatever their case. */
export const foldersByName = idsByName('folders');
