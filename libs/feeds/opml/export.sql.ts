import { samples, statement } from '#platform/database';

export interface ExportedSubscription {
  readonly id: string;
  readonly titleKey: string;
  readonly url: string;
  readonly siteUrl: string | null;
  readonly title: string;
  readonly tags: readonly string[];
  readonly folder: string | null;
}

/** What a tenant follows, in the order of titles, after one of them. */
export const exportedSubscriptions = statement<ExportedSubscription, [titleKey: string, id: string, most: number]>({
  name: 'feeds.opml.export',
  index: 'subscriptions_by_title',
  text: `select id, title_key as "titleKey", url, site_url as "siteUrl", title, tags,
      (select f.name from feeds.folders f where f.tenant_id = s.tenant_id and f.id = s.folder_id) as folder
    from feeds.subscriptions s where (title_key, id) > ($1, $2::uuid) order by title_key, id limit $3`,
  sample: ['feed 1', samples.id, 500],
});
