import { samples, statement } from '#platform/database';

/** A feed that the tenant follows, by title. */
export interface FeedRow {
  readonly id: string;
  readonly title: string;
  readonly titleKey: string;
  readonly url: string;
  readonly siteUrl: string | null;
  readonly folderId: string | null;
  readonly folder: string | null;
  /** When its latest post was received. */
  readonly newestAt: Date | null;
}

/** What a tenant follows, in the order of titles, after one of them. */
export const followedFeeds = statement<FeedRow, [titleKey: string, id: string, most: number]>({
  name: 'feeds.greader.feeds',
  index: 'subscriptions_by_title',
  text: `select s.id, s.title, s.title_key as "titleKey", s.url, s.site_url as "siteUrl", s.folder_id as "folderId",
      (select f.name from feeds.folders f where f.id = s.folder_id) as folder,
      (select p.received_at from feeds.posts p where p.subscription_id = s.id and p.number is not null
        order by p.number desc limit 1) as "newestAt"
    from feeds.subscriptions s where (s.title_key, s.id) > ($1, $2::uuid) order by s.title_key, s.id limit $3`,
  sample: ['feed 1', samples.id, 500],
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

/** The folder of a name, whatever its case. */
export const folderByName = statement<{ id: string }, [name: string]>({
  name: 'feeds.greader.folder',
  index: 'folders_by_name',
  text: 'select id from feeds.folders where name_key = lower($1)',
  sample: ['Weather'],
});

/** The folder and the label of the user in force that have a name, whatever its case. */
export const streamByName = statement<{ folderId: string | null; labelId: string | null }, [name: string]>({
  name: 'feeds.greader.named',
  index: 'folders_by_name',
  text: `select (select id from feeds.folders where name_key = lower($1)) as "folderId",
    (select id from feeds.labels where name_key = lower($1)) as "labelId"`,
  sample: ['Weather'],
});

/** The labels of some names that the user in force has, whatever their case. */
export const labelsByName = statement<{ id: string }, [names: readonly string[]]>({
  name: 'feeds.greader.labels-among',
  index: 'labels_by_name',
  text: 'select id from feeds.labels where name_key = any (array(select lower(n) from unnest($1::text[]) n))',
  sample: [['Later', 'Work']],
});

/** The folders of some names, whatever their case. */
export const foldersByName = statement<{ id: string }, [names: readonly string[]]>({
  name: 'feeds.greader.folders-among',
  index: 'folders_by_name',
  text: 'select id from feeds.folders where name_key = any (array(select lower(n) from unnest($1::text[]) n))',
  sample: [['Weather', 'Sky']],
});
