import { anyOf, statement } from '#platform/database';

/** A subscription, as messages name it. */
export const feedOfMessage = statement<{ title: string; url: string }, [subscriptionId: string]>('feeds.webhooks.feed')`
  select title, url from feeds.subscriptions where id = $1`;

/**
 * A filter and posts of a subscription, as messages name them, without addresses that are longer than most take. No row where
 * the filter or the subscription is gone.
 */
export const postsOfMessage = statement<
  { filter: string; feed: string; posts: { id: string; title: string; url: string | null }[] },
  [filterId: string, subscriptionId: string, postIds: readonly string[]]
>('feeds.webhooks.posts')`
  select f.name as filter, s.title as feed, coalesce((
      select json_agg(json_build_object('id', p.id, 'title', left(p.title, 300), 'url', case when length(p.url) <= 2000 then p.url end) order by p.number)
        from feeds.posts p where p.id = ${anyOf('$3::uuid[]')}), '[]') as posts
    from feeds.filters f, feeds.subscriptions s where f.id = $1 and s.id = $2`;
