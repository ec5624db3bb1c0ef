import { declareWebhookEvent } from '#platform/webhooks';
import type { PostsMarked } from '../events/index.js';
import { postsOfMessage } from './message-data.sql.js';

const example: {
  filterId: string;
  filter: string;
  subscriptionId: string;
  feed: string;
  posts: { id: string; title: string; url: string | null }[];
} = {
  filterId: '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61',
  filter: 'Competitors',
  subscriptionId: '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60',
  feed: 'The weather',
  posts: [
    {
      id: '0198c2f4-7f3e-8c55-8b1e-3b1c9a2d4e5f',
      title: 'Sunday stays dry',
      url: 'https://weather.example/2026-03-08',
    },
  ],
};

/** Posts that a line names; of others it gives the number. */
const NAMED = 3;

/** Tells webhooks of the posts that filters mark. */
export const PostsMarkedWebhook = declareWebhookEvent<PostsMarked, typeof example>({
  type: 'feeds.posts.marked',
  version: 1,
  after: { type: 'feeds.posts.marked', version: 1 },
  description: {
    en: 'Posts of a feed came that a filter marks, up to 100 in a message.',
    fr: 'Des articles d’un flux sont arrivés qu’un filtre marque, 100 au plus par message.',
  },
  example,
  async data({ data: { filterId, subscriptionId, postIds } }, tx) {
    const [found] = await tx.run(postsOfMessage, filterId, subscriptionId, postIds);
    return found && found.posts.length > 0 ? { filterId, subscriptionId, ...found } : undefined;
  },
  text({ filter, feed, posts }, locale) {
    const named = posts.slice(0, NAMED).map(({ title, url }) => [title, url].filter(Boolean).join(' '));
    const others = posts.length - named.length;
    const more = locale === 'fr' ? `et ${others} de plus` : `and ${others} more`;
    return `${filter} – ${feed}${locale === 'fr' ? ' :' : ':'} ${[...named, ...(others > 0 ? [more] : [])].join(' · ')}`;
  },
});
