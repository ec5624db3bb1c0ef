import { DocumentFault } from './document-fault.js';
import { mostContent, mostPosts } from './document-limits.js';
import { digestOf, type StoredPosts, writeStored } from './known-posts.js';
import { makePost, outlineOf } from './make-post.js';
import { parseDate } from './parse-date.js';
import type { ChangedFeed, ParsedPost } from './parsed-feed.js';
import { firstWords } from './plain-text.js';
import { hashOf, identityOf, sharedIds } from './post-identity.js';
import type { RawPost } from './raw-feed.js';

/** Characters of the words that stand for the title of a post without one. */
const mostWords = 80;

/**
 * The newest entries as posts, in the order of the document. Of posts of one identity the latest remains, in the place of the
 * first.
 *
 * @param now milliseconds since 1970, for dates in the future
 * @param stored what is known of the last document: an entry that is as it was there is not made into a post again
 * @throws DocumentFault `feed_too_large`
 */
export function makePosts(
  found: readonly RawPost[],
  now: number,
  stored: StoredPosts,
): Pick<ChangedFeed, 'posts' | 'digests'> {
  let characters = 0;
  const entries = newest(found, now).map((entry) => {
    const read = readEntry(entry, now, stored);
    characters += read.characters;
    if (characters > mostContent) throw new DocumentFault('feed_too_large');
    return read;
  });
  const shared = sharedIds(entries.map(({ outline }) => outline));
  const kept = new Map<string, (typeof entries)[number]>();
  for (const entry of entries) {
    // What it is recognised by where it has neither id nor page, `readEntry` has made.
    const { title = '', content = '' } = entry.post ?? {};
    const identity = identityOf({ ...entry.outline, title, content }, shared);
    const earlier = kept.get(identity);
    if (!earlier || dateOf(entry.outline) > dateOf(earlier.outline)) kept.set(identity, entry);
  }
  const posts = [...kept].map(
    ([
      identity,
      {
        hash,
        post,
        place,
        outline: { publishedAt, updatedAt },
      },
    ]) => {
      if (!post) return { identity, hash, publishedAt, updatedAt, place };
      // The words that stand for a title are no part of what tells posts and their edits apart.
      return { identity, hash, ...post, title: post.title || firstWords(post.excerpt, mostWords) };
    },
  );
  return { posts, digests: writeStored([...kept.values()]) };
}

/** An entry with its post, or with the place where that is stored. */
function readEntry(entry: RawPost, now: number, stored: StoredPosts) {
  const outline = outlineOf(entry, now);
  const digest = digestOf(entry);
  // Without an id and a page it is recognised by what is made of it.
  const known = outline.id || outline.url ? stored.get(digest) : undefined;
  if (known) return { outline, post: undefined, ...known };
  const post = makePost(entry, outline);
  return { outline, post, digest, characters: post.content.length, hash: hashOf(post), place: 0 };
}

/** In the order of the document; those without a date count as the oldest. */
function newest(posts: readonly RawPost[], now: number): readonly RawPost[] {
  if (posts.length <= mostPosts) return posts;
  const dated = posts.map((post, at) => ({ at, date: parseDate(post.published ?? post.updated, now) ?? '' }));
  const kept = new Set(
    dated
      .sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : a.at - b.at))
      .slice(0, mostPosts)
      .map(({ at }) => at),
  );
  return posts.filter((_post, at) => kept.has(at));
}

function dateOf({ updatedAt, publishedAt }: Pick<ParsedPost, 'updatedAt' | 'publishedAt'>): string {
  return updatedAt ?? publishedAt ?? '';
}
