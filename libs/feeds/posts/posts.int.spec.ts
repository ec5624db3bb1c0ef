// Real: the whole API, a worker, PostgreSQL, the threads that read documents, a web server. Faked: the Internet, whose hosts
// all lead to that server; when posts were published, which SQL sets.
import { type FeedsApp, type Team, useFeedsApp } from '../../../test/support/feeds-app.js';

let app: FeedsApp;
let team: Team;
let reader: Team;
let made = 0;
useFeedsApp(async (given) => {
  ({ app, team } = given);
  reader = await team.withUser('member');
});

interface Post {
  readonly id: string;
  readonly title: string;
}
const list = async (query: string) => (await reader.read<{ data: Post[] }>(`posts?${query}`)).data;
const found = async (query: string) => (await list(query)).map(({ title }) => title);
const search = (words: string, more = '') => found(`q=${encodeURIComponent(words)}${more}`);

/** Follows a feed with these posts, the first one of which is the newest. */
async function follow(...posts: string[]): Promise<string> {
  made += 1;
  team.put(`feed-${made}`, ...posts);
  const subscriptionId = await team.follow(`feed-${made}`);
  const order = posts.map((post, at) => `('${post.split(':')[0]}', ${at})`).join(', ');
  await app.sql(`update feeds.posts p set sorted_at = now() - o.at * interval '1 hour'
    from (values ${order}) as o (title, at) where p.subscription_id = '${subscriptionId}' and p.title = o.title`);
  return subscriptionId;
}

describe('a search', () => {
  it.each([
    ['velo', ['Vélo électrique']],
    ['ÉLECTRIQUES vélos', ['Vélo électrique']],
    ['élec', ['Vélo électrique']],
    ['batt recharge', []],
    ['recharge batt', ['Vélo électrique']],
    ['bat', ['Vélo électrique']],
    ['ba', []],
    ['cat', ['The cats run']],
    ['running cat', ['The cats run']],
    ['at', []],
    ['cat vélo', []],
    ['???', []],
    ['div', []],
    // Four letters each, without a space: of words that are longer than an index takes, the first 250 letters count.
    ['㍿'.repeat(100), ['Long words']],
    ['㍿'.repeat(170), ['Long words']],
  ])('for %s finds %j', async (words, titles) => {
    await follow(
      'Vélo électrique:&lt;div&gt;La &lt;b&gt;batterie&lt;/b&gt; se recharge.&lt;/div&gt;',
      'The cats run:In the garden.',
      `Long words:${'㍿'.repeat(100)}`,
    );
    expect(await search(words)).toEqual(titles);
  });

  it('finds an edited post by what it says now', async () => {
    await follow('one:Before the edit.', 'two:Something else.');
    expect(await search('before')).toEqual(['one']);
    team.put(`feed-${made}`, 'one:After the change.', 'two:Something else.');
    await team.round();
    expect([await search('before'), await search('after')]).toEqual([[], ['one']]);
  });

  it('is of a tenant, of a subscription, and of what is unread or starred', async () => {
    const here = await follow('one:Sunny', 'two:Sunny');
    await follow('three:Sunny');
    const other = await app.team();
    const mine = team;
    team = other;
    await follow('four:Sunny');
    team = mine;
    expect((await search('sunny')).sort()).toEqual(['one', 'three', 'two']);
    expect(await search('sunny', `&subscription=${here}`)).toEqual(['one', 'two']);
    const [first] = await list(`subscription=${here}`);
    await reader.call('POST', 'posts/states', { posts: [first?.id], read: true, starred: true });
    expect((await search('sunny', '&unread=true')).sort()).toEqual(['three', 'two']);
    expect(await search('sunny', '&starred=true')).toEqual(['one']);
    expect(await search('sunny', `&starred=true&unread=true&subscription=${here}&folder=${here}`)).toEqual([]);
    const page = await reader.read<{ page: object }>('posts?q=sunny&page=1&pageSize=2');
    expect(page.page).toMatchObject({ totalItems: 3, totalKind: 'exact' });
  });
});

it('posts have neighbours in the order and under the filters of a list', async () => {
  const id = await follow('one', 'two', 'three', 'four');
  await follow('other');
  const data = await list(`subscription=${id}`);
  expect(data.map(({ title }) => title)).toEqual(['one', 'two', 'three', 'four']);
  const beside = async (title: string, query: string) => {
    const post = data.find((each) => each.title === title)?.id;
    const { previous, next } = await reader.read<{ previous: Post | null; next: Post | null }>(
      `posts/${post}/neighbours?${query}`,
    );
    return [previous?.title, next?.title];
  };
  const here = `subscription=${id}`;
  expect(await beside('two', here)).toEqual(['one', 'three']);
  expect(await beside('two', `${here}&sort=sortedAt`)).toEqual(['three', 'one']);
  expect(await beside('one', here)).toEqual([undefined, 'two']);
  expect(await beside('four', here)).toEqual(['three', undefined]);
  await reader.call('POST', 'posts/states', { posts: [data[2]?.id], read: true, starred: true });
  expect(await beside('two', `${here}&unread=true`)).toEqual(['one', 'four']);
  expect(await beside('one', 'starred=true')).toEqual([undefined, 'three']);
  expect(await beside('three', `${here}&q=three`)).toEqual([undefined, undefined]);
  expect(await found(`${here}&sort=sortedAt`)).toEqual(['four', 'three', 'two', 'one']);
});
