import type { KnownIdentity } from './known-identities.js';
import { FORMS, type IdentityParts, identityAfter, identityOf } from './post-identity.js';
import { alike, type PostTraits } from './post-traits.js';

/** An entry of a document. */
export interface FoundEntry extends PostTraits {
  readonly parts: IdentityParts;
  /** Of its text, read where they are needed. */
  readonly words: () => readonly number[];
}

type Trait = keyof PostTraits;
const all: readonly Trait[] = ['id', 'page', 'fragment', 'title', 'date'];
/** Ordered from the strongest match to the weakest. */
const common: readonly (readonly Trait[])[] = [
  ['page', 'title', 'date'],
  ['id', 'page', 'date'],
  ['id', 'page', 'title'],
  ['page', 'date'],
  ['page', 'title'],
  ['id', 'page'],
  ['page'],
  ['id'],
];
/** Known posts that one entry is compared with each time. */
const mostCompared = 50;

/** What an entry turned out to be. */
export interface Recognised extends Pick<KnownIdentity, 'identity' | 'form'> {
  /** The known post that it is. */
  readonly before: KnownIdentity | undefined;
}

/**
 * Tells which entries of a document are posts that the feed had before: other feeds renumber their ids, use one for several
 * posts, or move to another scheme. An entry that shares its id or page with a known post is that one unless its title, its date
 * and most of its words are others; where several posts share these, more has to agree. All others are new posts, whose
 * identities no other post has.
 *
 * @param entries no two with the same traits, in the order of the document
 */
export function recognise<Entry extends FoundEntry>(
  entries: readonly Entry[],
  known: readonly KnownIdentity[],
): Map<Entry, Recognised> {
  const found = pairs(entries, known);
  const taken = new Set(known.map(({ identity }) => identity));
  const forms = new Map<number, number>();
  for (const post of known) forms.set(base(post), Math.max(post.form, forms.get(base(post)) ?? 0));
  for (const [shared, group] of Map.groupBy(entries, base)) {
    forms.set(shared, formOf(group, forms.get(shared) ?? FORMS.least));
  }
  const count = new Map<string, number>();
  const nameOf = (entry: Entry): Recognised => {
    const before = found.get(entry);
    const needed = forms.get(base(entry)) ?? FORMS.least;
    if (before) return { identity: before.identity, form: needed, before };
    const form = taken.has(identityOf(entry.parts, needed)) ? FORMS.most : needed;
    const first = identityOf(entry.parts, form);
    let [identity, nth] = [first, count.get(first) ?? 0];
    for (; taken.has(identity); nth += 1) identity = identityAfter(first, nth);
    count.set(first, nth);
    taken.add(identity);
    return { identity, form, before };
  };
  return new Map(entries.map((entry) => [entry, nameOf(entry)]));
}

/** Entries of a group would have one identity by the least of their forms. */
function base({ id, page }: PostTraits): number {
  return id || page;
}

/** The least form, from one that the group needed before, by which all of its entries stay apart. */
function formOf(group: readonly FoundEntry[], from: number): number {
  if (group.length === 1) return from;
  for (let form = from; form < FORMS.most; form += 1) {
    if (new Set(group.map(({ parts }) => identityOf(parts, form))).size === group.length) return form;
  }
  return FORMS.most;
}

function pairs(entries: readonly FoundEntry[], known: readonly KnownIdentity[]): Map<FoundEntry, KnownIdentity> {
  const left = new Set(known);
  const found = new Map<FoundEntry, KnownIdentity>();
  const pair = (traits: readonly Trait[], isSame: (post: KnownIdentity, entry: FoundEntry) => boolean) => {
    if (found.size === entries.length || left.size === 0) return;
    const keyOf = (post: PostTraits) => traits.map((trait) => post[trait]).join();
    const byKey = Map.groupBy(left, keyOf);
    for (const entry of entries) {
      const posts = found.has(entry) ? undefined : byKey.get(keyOf(entry));
      const at = posts?.slice(0, mostCompared).findIndex((post) => isSame(post, entry)) ?? -1;
      const [post] = at < 0 ? [] : (posts?.splice(at, 1) ?? []);
      if (post) found.set(entry, post);
      if (post) left.delete(post);
    }
  };
  pair(all, () => true);
  if (found.size === entries.length) return found;
  const sharedPages = severalTimes('page', entries, known);
  pair(
    ['page', 'fragment', 'title', 'date'],
    comparison(() => false, sharedPages),
  );
  const ids = new Set(known.map(({ id }) => id));
  // Once an id went from one post to another, an id alone proves nothing.
  const areMoved = [...found].some(([entry, post]) => entry.id !== post.id && ids.has(entry.id));
  const sharedIds = severalTimes('id', entries, known);
  for (const { id, form } of known) if (form > FORMS.least) sharedIds.add(id);
  const isSame = comparison((id) => !areMoved && !sharedIds.has(id), sharedPages);
  for (const traits of common) pair(traits, isSame);
  return found;
}

/** The values of a trait that several entries of the document have, or several known posts. */
function severalTimes(trait: Trait, ...lists: readonly (readonly PostTraits[])[]): Set<number> {
  const several = new Set([0]);
  for (const posts of lists) {
    const seen = new Set<number>();
    for (const post of posts) (seen.has(post[trait]) ? several : seen).add(post[trait]);
  }
  return several;
}

/** 1, or -1 where they differ, and 0 where there is only one. */
const agree = (one: number, other: number) => (one === 0 || other === 0 ? 0 : one === other ? 1 : -1);

/** @param isOwn whether no other post has an id */
function comparison(isOwn: (id: number) => boolean, sharedPages: ReadonlySet<number>) {
  return (post: KnownIdentity, entry: FoundEntry): boolean => {
    const isSameId = post.id === entry.id;
    const isOwnId = isSameId && isOwn(post.id);
    const place = agree(post.fragment, entry.fragment);
    const isShared = sharedPages.has(post.page);
    const isSamePage = post.page === entry.page && !(isShared && place < 0);
    if (!isOwnId && !isSamePage) return false;
    const date = agree(post.date, entry.date);
    if (isOwnId && (date > 0 || (isSamePage && date === 0))) return true;
    const title = agree(post.title, entry.title);
    const words = alike(post.words, entry.words());
    const isNear = Math.max(title, date, words) > 0;
    const sum = title + date + words;
    // A text that is missing tells nothing against a post; an id may be that of a place in the feed.
    if (isOwnId) return isSamePage ? isNear || words === 0 : sum >= -date;
    if (isShared) return isNear && post.fragment === entry.fragment && sum + place >= (isSameId && date >= 0 ? 0 : 1);
    return isSameId ? isNear || (date === 0 && place >= 0) : title > 0 || (isNear && sum >= 0);
  };
}
