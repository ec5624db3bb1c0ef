export { Feeds } from './feeds.js';
export { importedPosts } from './posts/imported-posts.js';
export type { FeedExplanation } from './sources/explain-feed.js';
