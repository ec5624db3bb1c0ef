import { cleanHtml } from '../documents/clean-html.js';

/** What a feed gave is cleaned when it is fetched, and addresses are absolute then: relative ones have no base here. */
const clean = (html: string) => cleanHtml(html, 'about:blank');

/** Cleans the HTML of posts in the archive of a tenant, which readers show as it is stored. */
export const importedPosts = { 'feeds.posts': { content: clean }, 'feeds.post_versions': { content: clean } };
