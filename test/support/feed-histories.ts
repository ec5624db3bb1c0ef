import fc from 'fast-check';

/** A post as its author knows it. */
interface Post {
  readonly number: number;
  title: string;
  text: string;
}

/** What a feed says of its posts. Where neither their pages nor their places on one tell them apart, dates do. */
const habit = fc
  .record({
    link: fc.constantFrom('own', 'place', 'shared'),
    guid: fc.constantFrom('none', 'own', 'address', 'same', 'revision', 'position'),
    isDated: fc.boolean(),
    hasText: fc.boolean(),
  })
  .filter(({ link, guid, isDated }) => isDated || (link !== 'shared' && (guid !== 'position' || link === 'own')))
  // Of an entry with a title alone, an edit leaves nothing where its page is that of others and its id was another one's.
  .filter(({ link, guid, hasText }) => hasText || link !== 'shared' || guid !== 'position')
  .filter(({ link, guid }) => guid !== 'revision' || link === 'own');

/** What happens before a fetch, at once. Of posts, the first of the document is 0. */
const step = fc.record({
  added: fc.nat(2),
  gone: fc.option(fc.nat(4), { nil: undefined }),
  back: fc.boolean(),
  turned: fc.boolean(),
  renumbered: fc.boolean(),
  secure: fc.boolean(),
  edited: fc.option(fc.record({ place: fc.nat(4), what: fc.constantFrom('title', 'text') }), { nil: undefined }),
});

type Habit = typeof habit extends fc.Arbitrary<infer One> ? One : never;
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

function documentOf(posts: readonly Post[], { link, guid, isDated, hasText }: Habit, scheme: string, revision: number) {
  const items = posts.map(({ number, title, text }, position) => {
    const page = { own: `/${number}`, place: `/changes#${number}`, shared: '/status' }[link];
    const ids = { own: `post ${number}`, address: `${scheme}://a.example/?p=${number}`, same: 'N/A', none: '' };
    const id = { ...ids, revision: `${scheme}://a.example${page}#${revision}`, position: `${position}` }[guid];
    const date = new Date(Date.UTC(2026, 0, 1, number)).toISOString();
    return `<item><title>${title}</title><link>${scheme}://a.example${page}</link>
      ${id && `<guid isPermaLink="false">${id}</guid>`}${isDated ? `<pubDate>${date}</pubDate>` : ''}
      ${hasText ? `<description>${text}</description>` : ''}</item>`;
  });
  return `<rss version="2.0"><channel><title>Feed</title>${items.join('')}</channel></rss>`;
}

const textOf = (about: string) => [1, 2, 3, 4, 5, 6].map((at) => `about${at}${about} common`).join(' ');

/** A document of a feed, and which of its posts it has, in its order: each has its number from its first day to its last. */
interface Fetch {
  readonly document: string;
  readonly numbers: readonly number[];
}

/** Feeds that reorder, renumber and edit their entries, drop some and bring them back, and move to another scheme. */
export const feedHistory = fc
  .tuple(habit, fc.array(step, { minLength: 2, maxLength: 6 }))
  .map(([habit, steps]) => fetchesOf(habit, steps));

function fetchesOf(habit: Habit, steps: readonly Step[]): Fetch[] {
  const left: Post[] = [];
  const posts: Post[] = [];
  let [count, revision] = [0, 0];
  const first: Step[] = steps.slice(0, 1).map((one) => ({ ...one, added: 3 }));
  return [...first, ...steps].map(({ added, gone, back, turned, renumbered, secure, edited }) => {
    if (gone !== undefined && posts[gone]) left.push(...posts.splice(gone, 1));
    if (back && left.length > 0) posts.push(...left.splice(0, 1));
    for (let nth = 0; nth < added; nth += 1) {
      count += 1;
      const title = count % 3 === 0 ? 'Outage' : `Title ${count}`;
      posts.unshift({ number: count, title, text: textOf(`${count}`) });
    }
    left.push(...posts.splice(5));
    const post = edited && posts[edited.place];
    // Without a text and a date, a title is all that there is.
    if (post && edited.what === 'title' && (habit.hasText || habit.isDated)) post.title += ' edited';
    if (post && edited.what === 'text') post.text = textOf(`${post.number}edited${revision}`);
    if (turned) posts.reverse();
    if (renumbered) revision += 1;
    const document = documentOf(posts, habit, secure ? 'https' : 'http', revision);
    return { document, numbers: posts.map(({ number }) => number) };
  });
}
