export { importedPosts } from './documents/clean-html.js';
export { Feeds } from './feeds.service.js';
export type { FeedExplanation } from './sources/explain-feed.js';
