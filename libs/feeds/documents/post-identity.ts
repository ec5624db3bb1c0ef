import { createHash } from 'node:crypto';
import type { ParsedPost } from './parsed-feed.js';

/** What an entry may be recognised by. */
interface IdentityParts {
  readonly id: string;
  readonly url: string | null;
  readonly title: string;
  readonly publishedAt: string | null;
  readonly content: string;
}

/** The ids that entries of one document share although they link to different pages. */
export function sharedIds(posts: readonly Pick<IdentityParts, 'id' | 'url'>[]): Set<string> {
  const pages = new Map<string, string | null>();
  const shared = new Set<string>();
  for (const { id, url } of posts) {
    const page = pageOf(url);
    if (id && pages.has(id) && pages.get(id) !== page) shared.add(id);
    else pages.set(id, page);
  }
  return shared;
}

/**
 * What stays the same when the entry is edited: its id, with its page where the id is shared; else its page; else
 * its title and date; else its content.
 */
export function identityOf(post: IdentityParts, shared: ReadonlySet<string>): string {
  const { id, url, title, publishedAt, content } = post;
  const page = pageOf(url);
  if (id) return digest('id', id, shared.has(id) ? page : null);
  if (page) return digest('url', page);
  return title || publishedAt ? digest('title', title, publishedAt) : digest('content', unspaced(content));
}

/** Changes with what a reader sees, and not with white space. */
export function hashOf(post: Pick<ParsedPost, 'title' | 'url' | 'author' | 'content' | 'attachments'>): string {
  const attachments = post.attachments.flatMap(({ url, type, bytes, seconds }) => [url, type, bytes, seconds]);
  return digest(post.title, pageOf(post.url), post.author, unspaced(post.content), ...attachments);
}

/** A fragment is a place on a page; the page is the same. */
function pageOf(url: string | null): string | null {
  return url?.replace(/#.*$/, '') ?? null;
}

function unspaced(html: string): string {
  return html.replace(/\s+/g, ' ').replace(/ ?(<[^>]*>) ?/g, '$1');
}

/** JSON keeps apart what would be equal when joined. */
function digest(...parts: readonly (string | number | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
