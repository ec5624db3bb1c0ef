import { samples, statement } from '#platform/database';
import { declareList, equals, timestamp, uuid } from '#platform/lists';
import type { PostDetailDto, PostDto, PostVersionDto } from './posts.dto.js';

const columns = `id, subscription_id as "subscriptionId", url, title, author, excerpt, image, tags, published_at as "publishedAt",
    sorted_at as "sortedAt", received_at as "receivedAt", version`;

export const postList = declareList<PostDto, '-sortedAt', 'subscription'>({
  name: 'feeds.posts',
  columns,
  from: 'feeds.posts',
  filters: { subscription: equals('subscription_id', samples.id) },
  sorts: { '-sortedAt': { keys: [timestamp('sorted_at', 'sortedAt'), uuid('id', 'id')] } },
  defaultSort: '-sortedAt',
  index: (_, [subscription]) => (subscription ? 'posts_of_subscription' : 'posts_by_time'),
});

export const postById = statement<Omit<PostDetailDto, 'versions'>, [id: string]>({
  name: 'feeds.posts.by-id',
  index: 'posts_pkey',
  text: `select ${columns}, content, attachments from feeds.posts where id = $1`,
  sample: [samples.id],
});

/** What edits of a post replaced, the latest first. */
export const postVersions = statement<PostVersionDto, [postId: string]>({
  name: 'feeds.posts.versions',
  index: 'post_versions_pkey',
  text: `select version, url, title, author, content, received_at as "receivedAt"
    from feeds.post_versions where post_id = $1 order by version desc`,
  sample: [samples.id],
});
