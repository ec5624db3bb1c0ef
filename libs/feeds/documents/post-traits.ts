import { fragmentOf } from './post-identity.js';
import type { RawText } from './raw-feed.js';

/** The same post has nearly all of them in the next document. Numbers of 48 bits, 0 where there is none. */
export interface PostTraits {
  /** Without scheme and `www.`, where it is an address. */
  readonly id: number;
  /** Without scheme, `www.` and fragment. */
  readonly page: number;
  readonly fragment: number;
  readonly title: number;
  /** Seconds since 1970. */
  readonly date: number;
}

/** Of a text, those of its words whose hashes are the smallest: two texts share about as many of them as of all words. */
export const mostHashes = 16;
/** Characters that are read of a text. */
const mostRead = 4000;
/** Where no spaces stand between words, each two letters that follow each other are one. */
const word =
  /(?=((?:\p{sc=Han}|\p{sc=Hira}|\p{sc=Kana}|\p{sc=Thai}|\p{sc=Lao}|\p{sc=Khmr}|\p{sc=Mymr}){2})).|[\p{L}\p{M}\p{N}]{3,}/gsu;

/** @param instead what stands for the page of an entry without one, and without an id that is an address */
export function traitsOf(
  entry: {
    readonly id: string;
    readonly url: string | null;
    readonly heading: string;
    readonly publishedAt: string | null;
  },
  instead: () => string,
): PostTraits {
  const { id, url, heading, publishedAt } = entry;
  const address = url ?? (/^https?:/i.test(id) ? id : '');
  return {
    id: numberOf(withoutScheme(id)),
    page: numberOf(withoutScheme(address).replace(/#.*$/, '') || instead()),
    fragment: numberOf(fragmentOf(url)),
    title: numberOf(heading),
    date: publishedAt ? Math.trunc(Date.parse(publishedAt) / 1000) : 0,
  };
}

const withoutScheme = (address: string) => address.replace(/^https?:\/\/(?:www\.)?/i, '');

/** The hashes of the words of a text, in their order. */
export function wordsOf({ text }: RawText): number[] {
  const words = text
    .slice(0, mostRead)
    .replace(/<[^<>]*>/g, ' ')
    .toLowerCase()
    .matchAll(word);
  const hashes = new Set([...words].map(([whole, pair]) => numberOf(pair ?? whole) % 2 ** 32));
  return [...hashes].sort((a, b) => a - b).slice(0, mostHashes);
}

/** Whether at least half of the words are the same: 1 or -1, and 0 where a text has none. */
export function alike(one: readonly number[], other: readonly number[]): number {
  if (one.length === 0 || other.length === 0) return 0;
  let [at, to, shared, both] = [0, 0, 0, 0];
  for (; both < mostHashes && (at < one.length || to < other.length); both += 1) {
    const [first, second] = [one[at] ?? Infinity, other[to] ?? Infinity];
    if (first <= second) at += 1;
    if (second <= first) to += 1;
    if (first === second) shared += 1;
  }
  // Where half of the words of each are the same, a third of all words are in both.
  return 3 * shared >= both ? 1 : -1;
}

/** A hash that is quick: feeds that make it collide harm themselves. */
function numberOf(text: string): number {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return text === '' ? 0 : (high & 0xffff) * 2 ** 32 + (low >>> 0);
}
