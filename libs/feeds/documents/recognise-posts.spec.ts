import { growth, PARTS } from '../../../test/support/growth.js';
import { parseChanges } from './parse-feed.js';
import { nothingKnown, type PostBefore } from './parsed-feed.js';
import { wordsOf } from './post-traits.js';

/** Reads documents of RSS one after the other. @returns the identities of the posts of each, in its order */
function fetchAll(...documents: readonly (readonly string[])[]): string[][] {
  let last = nothingKnown;
  return documents.map((items) => {
    const body = `<rss version="2.0"><channel>${items.map((item) => `<item>${item}</item>`).join('')}</channel></rss>`;
    const document = { body: Buffer.from(body), url: 'https://blog.example/feed', contentType: null };
    const { posts, digests, identities } = parseChanges(document, last);
    last = { digests, identities: identities ?? last.identities };
    return posts.map(({ identity }) => identity);
  });
}

interface Item {
  readonly guid?: string;
  readonly link?: string;
  readonly title?: string;
  readonly date?: string;
  readonly text?: string;
}

function item({ guid, link, title, date, text }: Item): string {
  const element = (name: string, value: string | undefined) =>
    value === undefined ? '' : `<${name}>${value}</${name}>`;
  const id = guid === undefined ? '' : `<guid isPermaLink="false">${guid}</guid>`;
  return id + element('link', link) + element('title', title) + element('pubDate', date) + element('description', text);
}

const [january, february] = ['2026-01-01', '2026-02-01'];
const story = {
  guid: 'https://bbc.example/1#0',
  link: 'https://bbc.example/1',
  title: 'Storm',
  date: january,
  text: 'Wind and rain',
};
const outage = { link: '/status', title: 'Outage', date: january, text: 'Mail was away for an hour' };

it.each<[string, Item, Item]>([
  ['another guid', story, { ...story, guid: 'https://bbc.example/1#1' }],
  ['another guid, date and text', story, { ...story, guid: '2', date: february, text: 'Nothing else at all' }],
  ['another guid and title', story, { ...story, guid: '2', title: 'Gale' }],
  ['another scheme', { link: 'http://a.example/1' }, { link: 'https://a.example/1' }],
  ['another scheme, with www. and a fragment', { link: 'http://a.example/1' }, { link: 'https://www.a.example/1#top' }],
  ['a guid of another scheme', { guid: 'http://a.example/1' }, { guid: 'https://a.example/1' }],
  ['another page', story, { ...story, link: '/moved' }],
  ['another page and date', story, { ...story, link: '/moved', date: february }],
  ['another title and date', story, { ...story, title: 'Gale', date: february }],
  ['another title and text', story, { ...story, title: 'Gale', text: 'Nothing else at all' }],
  ['another date and text', story, { ...story, date: february, text: 'Nothing else at all' }],
  [
    'a guid and a page alone, and another title and date',
    { ...story, text: '' },
    { ...story, text: '', title: 'Gale', date: february },
  ],
  [
    'another date and title, and nearly the same sentence in Chinese',
    { ...story, text: '北京今天下雨，明天晴。' },
    { ...story, title: 'Gale', date: february, text: '北京今天下雨了，明天晴朗。' },
  ],
  [
    'another date and title, and nearly the same sentence in Thai',
    { ...story, link: '/s', guid: 's', text: 'วันนี้ฝนตกที่กรุงเทพและพรุ่งนี้แดดออก' },
    { ...story, link: '/s', guid: 's', title: 'Gale', date: february, text: 'วันนี้ฝนตกที่กรุงเทพมากและพรุ่งนี้แดดออก' },
  ],
  [
    'another date and title, half of its words',
    story,
    { ...story, title: 'Gale', date: february, text: 'Wind and sun' },
  ],
])('an entry with %s is the post that it was', (_name, before, after) => {
  const [first, second, third] = fetchAll([item(before)], [item(after)], [item(after)]);
  expect(second).toEqual(first);
  expect(third).toEqual(first);
});

it.each<[string, Item, Item]>([
  [
    'guid and page of another post alone',
    story,
    { ...story, title: 'Gale', date: february, text: 'Nothing else at all' },
  ],
  ['page of another post alone', outage, { ...outage, title: 'Repair', date: february, text: 'Nothing else at all' }],
  [
    'page of another post without text alone',
    { link: '/a', title: 'A', date: january },
    { link: '/a', title: 'B', date: february },
  ],
  [
    'guid of another post alone',
    story,
    { guid: story.guid, link: '/2', title: 'Gale', date: february, text: 'Nothing else' },
  ],
  [
    'guid of another post without a date alone',
    { ...story, date: undefined },
    { guid: story.guid, link: '/2', title: 'Gale', text: 'Nothing else' },
  ],
  ['guid and title of another post alone', { ...story, text: '' }, { ...story, text: '', link: '/2', date: february }],
  ['page of another post and a guid of its own', story, { guid: '2', link: story.link, title: 'Gale', date: february }],
])('an entry that has the %s is another post, also where both are there', (_name, before, after) => {
  const [[old], [fresh], both] = fetchAll([item(before)], [item(after)], [item(before), item(after)]) as [
    [string],
    [string],
    string[],
  ];
  expect(fresh).not.toBe(old);
  expect(both).toEqual([old, fresh]);
});

it('a guid that becomes ambiguous later makes no post unread', () => {
  const [x, y, z] = ['x', 'y', 'z'].map((name) =>
    item({ guid: '1', link: `/${name}`, title: name, text: `All of ${name}` }),
  ) as [string, string, string];
  const [[first], both, swapped, [second], [third]] = fetchAll([x], [x, y], [y, x], [y], [z]) as string[][] as [
    string[],
    string[],
    string[],
    string[],
    string[],
  ];
  expect(both[0]).toBe(first);
  expect(swapped).toEqual([...both].reverse());
  expect(second).toBe(both[1]);
  expect(both).not.toContain(third);
});

it('a page that has had several posts tells the next one from them, whichever are there', () => {
  const [a, b, c] = [
    outage,
    { ...outage, date: february },
    { ...outage, date: '2026-03-01', text: 'The disk was full' },
  ];
  const [both, alone, gone, back] = fetchAll([item(a), item(b)], [item(c)], [], [item(b), item(c), item(a)]);
  expect(new Set([...(both ?? []), ...(alone ?? [])]).size).toBe(3);
  expect(gone).toEqual([]);
  expect(back).toEqual([both?.[1], alone?.[0], both?.[0]]);
});

it('guids that go from one post to the next leave every post what it is', () => {
  const pages = ['d', 'c', 'b', 'a'];
  const document = (from: number) =>
    pages.slice(from, from + 3).map((page, at) => item({ guid: `${at}`, link: `/${page}`, title: page }));
  const [old, current] = fetchAll(document(1), document(0));
  expect(current?.slice(1)).toEqual(old?.slice(0, 2));
  expect(old).not.toContain(current?.[0]);
});

it('of an entry that has not changed nothing is written down again', () => {
  const document = {
    body: Buffer.from(`<rss version="2.0"><channel><item>${item(story)}</item></channel></rss>`),
    url: 'https://b.example/',
    contentType: null,
  };
  const first = parseChanges(document, nothingKnown);
  expect(parseChanges(document, first)).toMatchObject({ identities: null, posts: [{ place: 1 }] });
});

it('an empty document between loses no post of a feed that moved to another scheme', () => {
  const document = (scheme: string) =>
    Array.from({ length: 120 }, (_, at) =>
      item({ guid: `${scheme}://a.example/${at}`, link: `${scheme}://a.example/${at}` }),
    );
  const [before, moved, , , back] = fetchAll(document('http'), document('https'), [], [], document('https'));
  expect(moved).toEqual(before);
  expect(back).toEqual(before);
});

it('a post whose identity its entry does not tell any more is remembered longest', () => {
  const others = (from: number) => Array.from({ length: 40 }, (_, at) => item({ link: `/${from + at}` }));
  const [[old] = []] = fetchAll([item(story)]);
  const renumbered = item({ ...story, guid: '2' });
  const all = fetchAll([item(story)], [renumbered], others(0), others(100), others(200), [renumbered]);
  expect(all.at(-1)).toEqual([old]);
});

it.each<[string, (part: number) => string]>([
  ['where no tag is closed', (part) => '<'.repeat(4000 / part)],
  ['of many words', (part) => 'abc '.repeat(1000 / part)],
])('the words of a text take linear time, %s', (_name, text) => {
  const read = (one: string) => Array.from({ length: 150 }, () => wordsOf({ text: one, kind: 'html' })).length;
  expect(growth(text, read).times).toBeLessThan(3 * PARTS);
});

it('entries of one identity take linear time', () => {
  const document = (part: number) =>
    `<rss version="2.0"><channel>${Array.from({ length: 1000 / part }, (_, at) => `<item><title>A&lt;b x="${at}">&lt;/b></title></item>`).join('')}</channel></rss>`;
  const read = (body: string) =>
    parseChanges({ body: Buffer.from(body), url: 'https://a.example/', contentType: null }, nothingKnown).posts.length;
  const { times, last } = growth(document, read);
  expect(last).toBe(1000);
  expect(times).toBeLessThan(1.5 * PARTS);
});

it.each<[string, string[], string[], boolean[]]>([
  [
    'a page that had another post',
    [item(outage)],
    [item({ ...outage, title: 'Repair', date: february }), item(outage)],
    [false, true],
  ],
  [
    'guids that all are the same',
    [item({ ...story, guid: 'N/A' })],
    [item({ ...story, guid: 'N/A', link: '/2', title: 'Gale', date: february }), item({ ...story, guid: 'N/A' })],
    [false, true],
  ],
  ['other guids', [item(story)], [item({ ...story, guid: '2' })], [true]],
  ['another scheme', [item({ link: 'http://a.example/1' })], [item({ link: 'https://a.example/1' })], [true]],
  [
    'another title of an undated post',
    [item({ guid: '1', link: '/1', title: 'A' })],
    [item({ guid: '1', link: '/1', title: 'B' })],
    [true],
  ],
  [
    'another title and page of a post',
    [item({ ...story, guid: '1' })],
    [item({ ...story, guid: '1', link: '/2', title: 'Gale' })],
    [true],
  ],
])('of a feed of which only the last posts are known, %s', (_name, before, after, isOld) => {
  const read = (items: string[], lastPosts: PostBefore[]) =>
    parseChanges(
      {
        body: Buffer.from(
          `<rss version="2.0"><channel>${items.map((one) => `<item>${one}</item>`).join('')}</channel></rss>`,
        ),
        url: 'https://blog.example/feed',
        contentType: null,
      },
      { digests: null, identities: null, lastPosts },
    ).posts.map((post) => ({ url: null, title: '', ...post }));
  const first = read(before, []);
  const identities = first.map(({ identity }) => identity);
  expect(read(after, first).map(({ identity }) => identities.includes(identity))).toEqual(isOld);
});
