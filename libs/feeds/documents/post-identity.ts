import { createHash } from 'node:crypto';
import type { ParsedPost } from './parsed-feed.js';

/** What makes the identity of a new post. */
export interface IdentityParts {
  readonly id: string;
  readonly url: string | null;
  readonly publishedAt: string | null;
  /** As the feed wrote it, on one line. */
  readonly heading: string;
  /** As readers see them, of an entry that has neither id nor page. */
  readonly title: string;
  readonly content: string;
}

/** How much of an entry makes its identity: beside its id, its page; its fragment; its date and title. */
export const FORMS = { least: 0, page: 1, fragment: 2, most: 3 };

/**
 * By its id; without one by its page, else by its title and date, else by its content; with as much more as its form says. The
 * least stays the same when the entry is edited.
 */
export function identityOf(post: IdentityParts, form: number): string {
  const { id, url, publishedAt, heading, title, content } = post;
  const page = pageOf(url);
  const more = form < FORMS.fragment ? [] : [fragmentOf(url), ...(form < FORMS.most ? [] : [publishedAt, heading])];
  if (id) return digest('id', id, form < FORMS.page ? null : page, ...more);
  if (page) return digest('url', page, ...more);
  return title || publishedAt ? digest('title', title, publishedAt) : digest('content', unspaced(content));
}

/** Another one, where posts have that identity already. */
export function identityAfter(identity: string, nth: number): string {
  return digest('after', identity, nth);
}

/** Changes with what a reader sees, and not with white space. */
export function hashOf(post: Pick<ParsedPost, 'title' | 'url' | 'author' | 'content' | 'attachments'>): string {
  const attachments = post.attachments.flatMap(({ url, type, bytes, seconds }) => [url, type, bytes, seconds]);
  return digest(post.title, pageOf(post.url), post.author, unspaced(post.content), ...attachments);
}

/** The place on the page, '' where it names none. */
export function fragmentOf(url: string | null): string {
  return url?.replace(/^[^#]*#?/, '') ?? '';
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
