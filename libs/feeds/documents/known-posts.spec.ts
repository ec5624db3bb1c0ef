import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { documentOf, type RandomFeed, randomFeed } from '../../../test/support/random-feeds.js';
import { PARSER_VERSION } from './known-posts.js';
import { parseChanges, parseFeed } from './parse-feed.js';
import type { ChangedFeed, ParsedFeed } from './parsed-feed.js';

const now = Date.UTC(2026, 5, 1);
const DAY = 24 * 60 * 60 * 1000;

/** The feed as it is stored: posts that are known, as the last document has them. */
function stored({ posts, ...feed }: ChangedFeed, last: ParsedFeed): ParsedFeed {
  return {
    ...feed,
    posts: posts.map((post) => {
      if (!('place' in post)) return post;
      const { place, ...told } = post;
      return { ...(last.posts[place - 1] as ParsedFeed['posts'][number]), ...told };
    }),
  };
}

const fetched = (text: string, url = 'https://one.example/feed') => ({
  body: Buffer.from(text),
  url,
  contentType: null,
});
/** One is more than two days ahead at first, and not any more at last. */
const read = fc.record({
  feed: randomFeed,
  at: fc.constantFrom(now, now + 2 * DAY),
  url: fc.constantFrom('https://one.example/feed', 'https://two.example/feed'),
});

it('a document of which the last one is known is read as one of which nothing is', () => {
  fc.assert(
    fc.property(read, read, (first, second) => {
      const of = (feed: RandomFeed, { url } = second) => fetched(documentOf(feed, now), url);
      const last = parseFeed(of(first.feed, first), first.at);
      const more = [...first.feed.items, ...second.feed.items].reverse();
      for (const feed of [first.feed, { ...first.feed, items: more }, { ...second.feed, items: more }]) {
        const changes = parseChanges(of(feed), last, second.at);
        expect(stored(changes, last)).toEqual(parseChanges(of(feed), { ...last, digests: null }, second.at));
      }
    }),
    { numRuns: 150 },
  );
});

const rss = (...items: readonly string[]) =>
  fetched(`<rss version="2.0"><channel>${items.map((text) => `<item>${text}</item>`).join('')}</channel></rss>`);
const [one, two] = ['<guid>1</guid><description>One</description>', '<guid>2</guid><description>Two</description>'];

it('of a document, entries that are as they were are named by their places, and the others alone are made into posts', () => {
  const last = parseFeed(rss(one, two), now);
  const { posts } = parseChanges(rss('<guid>3</guid>', two, one.replace('One', 'Edited')), last, now);
  const [, second] = last.posts;
  expect(posts).toEqual([
    expect.objectContaining({ content: '' }),
    { identity: second?.identity, hash: second?.hash, publishedAt: null, updatedAt: null, place: 2 },
    expect.objectContaining({ content: '<p>Edited</p>' }),
  ]);
});

it('the posts that are known count where a feed is too large', () => {
  const last = parseFeed(rss(one), now);
  // As if its content had that many characters, after the version and its digest.
  const of = (characters: number) => new DataView(last.digests.buffer).setUint32(12, characters);
  of(19_999_995);
  expect(parseChanges(rss(one), last, now).posts).toEqual([expect.objectContaining({ place: 1 })]);
  expect(() => parseChanges(rss(one, two), last, now)).toThrow(expect.objectContaining({ code: 'feed_too_large' }));
});

it.each([
  ['of an older parser', (digests: Uint8Array) => digests.fill(0, 0, 4)],
  ['that are cut off', (digests: Uint8Array) => digests.subarray(0, 3)],
])('digests %s do not count', (_name, change) => {
  const { digests, posts } = parseFeed(rss(one, two), now);
  expect(parseChanges(rss(one, two), { digests: change(digests), identities: null }, now).posts).toEqual(posts);
});

/**
 * What the entries of the corpus are made into. When this fails, entries give other posts than before: raise PARSER_VERSION, and
 * write down what came out. New files of the corpus alone need no new version.
 */
it('entries are made into the posts that this version of the parser makes', () => {
  const folder = join(__dirname, '../../../test/feeds/corpus');
  const sum = createHash('sha256');
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.expected.json')) continue;
    const {
      url = 'https://blog.example/feed',
      contentType = null,
      fault,
    } = JSON.parse(readFileSync(join(folder, `${name}.expected.json`), 'utf8'));
    if (fault) continue;
    const { posts } = parseFeed({ body: readFileSync(join(folder, name)), url, contentType }, now);
    sum.update(JSON.stringify(posts));
  }
  expect([PARSER_VERSION, sum.digest('hex').slice(0, 16)]).toEqual([2, '0814c14c02bd0c85']);
});

it.each([
  ['rss version="2.0"><channel', 'item', '</channel></rss>'],
  ['feed xmlns="http://www.w3.org/2005/Atom"', 'entry', '</feed>'],
])('of a document <%s> that is cut off anywhere, only whole entries are posts', (root, name, end) => {
  const id = name === 'item' ? 'guid' : 'id';
  const entries = ['1', '2'].map((n) => `<${name}><title>${n}</title><${id}>${n}</${id}></${name}>`);
  const text = `<${root}><title>Feed</title>${entries.join('')}${end}`;
  const whole = parseFeed(fetched(text), now).posts.map(({ hash }) => hash);
  expect(whole).toHaveLength(2);
  for (let length = 0; length < text.length; length += 1) {
    const count = text.slice(0, length).split(`</${name}>`).length - 1;
    const read = () => parseFeed(fetched(text.slice(0, length)), now).posts.map(({ hash }) => hash);
    if (count > 0) expect(read()).toEqual(whole.slice(0, count));
    else
      expect(read).toThrow(expect.objectContaining({ code: expect.stringMatching(/^(not_a_feed|feed_malformed)$/) }));
  }
});
