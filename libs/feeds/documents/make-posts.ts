import { DocumentFault } from './document-fault.js';
import { mostContent, mostPosts } from './document-limits.js';
import { type KnownIdentity, readIdentities, writeIdentities } from './known-identities.js';
import { digestOf, readStored, type StoredPost, type StoredPosts, writeStored } from './known-posts.js';
import { makePost, outlineOf } from './make-post.js';
import { parseDate } from './parse-date.js';
import type { ChangedFeed, KnownFeed, ParsedPost } from './parsed-feed.js';
import { firstWords } from './plain-text.js';
import { FORMS, hashOf, identityOf } from './post-identity.js';
import { traitsOf, wordsOf } from './post-traits.js';
import { postsBefore } from './posts-before.js';
import type { RawPost } from './raw-feed.js';
import { recognise } from './recognise-posts.js';

/** Characters of the words that stand for the title of a post without one. */
const mostWords = 80;
/** Posts that left a document and are remembered, at least; of a longer feed as many as its longest document had. */
const leastGone = 50;

/**
 * The newest entries as posts, in the order of the document. Of entries that differ in nothing that they are recognised by, the
 * latest remains, in the place of the first.
 *
 * @param now milliseconds since 1970, for dates in the future
 * @param last an entry that is as it was in the last document is not made into a post again
 * @throws DocumentFault `feed_too_large`
 */
export function makePosts(
  found: readonly RawPost[],
  now: number,
  last: KnownFeed,
): Pick<ChangedFeed, 'posts' | 'digests' | 'identities'> {
  const stored = readStored(last.digests);
  let characters = 0;
  const kept = new Map<string, ReturnType<typeof readEntry>>();
  for (const raw of newest(found, now)) {
    const entry = readEntry(raw, now, stored);
    characters += entry.characters;
    if (characters > mostContent) throw new DocumentFault('feed_too_large');
    const { id, page, fragment, title, date } = entry;
    const key = [id, page, fragment, title, date].join();
    const earlier = kept.get(key);
    if (!earlier || dateOf(entry.outline) > dateOf(earlier.outline)) kept.set(key, entry);
  }
  const entries = [...kept.values()];
  const { posts: known, room } = readIdentities(last.identities) ?? {
    posts: postsBefore(last.lastPosts ?? [], entries),
    room: last.lastPosts?.length ?? 0,
  };
  const recognised = recognise(entries, known);
  const gone = new Set(known);
  const identities: KnownIdentity[] = [];
  const posts = [...recognised].map(([entry, { identity, form, before }]) => {
    if (before) gone.delete(before);
    const { id, page, fragment, title, date, parts, post, hash, place } = entry;
    // An entry that did not change has the words that it had.
    const words = before && !post ? before.words : entry.words();
    const isKept = identity !== identityOf(parts, FORMS.least);
    identities.push({ identity, form, isKept, id, page, fragment, title, date, words });
    const { publishedAt, updatedAt } = entry.outline;
    if (!post) return { identity, hash, publishedAt, updatedAt, place };
    // The words that stand for a title are no part of what tells posts and their edits apart.
    return { identity, hash, ...post, title: post.title || firstWords(post.excerpt, mostWords) };
  });
  const most = Math.max(leastGone, posts.length, room);
  const remembered = [...gone].sort((a, b) => +b.isKept - +a.isKept).slice(0, most);
  const written = writeIdentities([...identities, ...remembered], most);
  const isSame = last.identities && Buffer.compare(last.identities, written) === 0;
  return { posts, digests: writeStored(entries), identities: isSame ? null : written };
}

/** An entry with its post, or with the place where that is stored. */
function readEntry(entry: RawPost, now: number, stored: StoredPosts) {
  const outline = outlineOf(entry, now);
  const digest = digestOf(entry);
  // Without an id and a page it is recognised by what is made of it.
  const known = outline.id || outline.url ? stored.get(digest) : undefined;
  const post = known ? undefined : makePost(entry, outline);
  const made = post && { digest, characters: post.content.length, hash: hashOf(post), place: 0 };
  const parts = { ...outline, title: post?.title ?? '', content: post?.content ?? '' };
  let words: readonly number[] | undefined;
  return {
    ...((known ?? made) as StoredPost),
    outline,
    post,
    parts,
    ...traitsOf(outline, () => identityOf(parts, FORMS.least)),
    words: () => (words ??= wordsOf(entry.content)),
  };
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
