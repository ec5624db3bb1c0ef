import type { KnownIdentity } from './known-identities.js';
import type { PostBefore } from './parsed-feed.js';
import { FORMS, identityOf } from './post-identity.js';
import { traitsOf } from './post-traits.js';
import type { FoundEntry } from './recognise-posts.js';

/**
 * The posts of a last document of which nothing else is known. Their identities were made of their entries: one that makes such
 * an identity tells the id of its post, and its page where no other entry makes it.
 */
export function postsBefore(posts: readonly PostBefore[], entries: readonly FoundEntry[]): KnownIdentity[] {
  const byIdentity = Map.groupBy(entries, ({ parts }) => identityOf(parts, FORMS.least));
  return posts.map(({ identity, url, title, publishedAt }) => {
    const [entry, another] = byIdentity.get(identity) ?? [];
    const traits = traitsOf({ id: '', url, heading: title, publishedAt }, () => identity);
    const page = entry && !another ? entry.page : traits.page;
    return { identity, form: FORMS.least, isKept: !entry, ...traits, id: entry?.id ?? 0, page, words: [] };
  });
}
