// Real: the whole API, a worker, PostgreSQL, the threads that read documents, a web server. Faked: the Internet, whose hosts
// all lead to that server; when posts were published, which SQL sets.
import { rss } from '../../../test/support/feed-server.js';
import { FeedsApp, type Team } from '../../../test/support/feeds-app.js';
import { callAs, type SignedIn, signedIn } from '../../../test/support/signed-in.js';

let app: FeedsApp;
let team: Team;
let reader: SignedIn;
let made = 0;
beforeAll(async () => {
  app = await FeedsApp.start();
});
beforeEach(async () => {
  team = await app.team();
  reader = await signedIn(app.api, team.tenant, 'member');
});
afterAll(() => app?.close());

interface Post {
  readonly id: string;
  readonly title: string;
}
const ask = async <Answer>(path: string): Promise<Answer> => {
  const answer = await callAs(app.api, reader.token, 'GET', `/v1/feeds/${path}`);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json();
};
const found = async (query: string) => (await ask<{ data: Post[] }>(`posts?${query}`)).data.map(({ title }) => title);
const search = (words: string, more = '') => found(`q=${encodeURIComponent(words)}${more}`);

/** Follows a feed with these posts, the first one of which is the newest. */
async function follow(...posts: string[]): Promise<string> {
  made += 1;
  const page = `posts-${made}.example/feed`;
  app.web.put(page, rss('Feed', ...posts));
  const { subscriptionId } = (await team.subscribe(`http://${page}`)).result;
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
  ])('for %s finds %j', async (words, titles) => {
    await follow(
      'Vélo électrique:&lt;div&gt;La &lt;b&gt;batterie&lt;/b&gt; se recharge.&lt;/div&gt;',
      'The cats run:In the garden.',
    );
    expect(await search(words)).toEqual(titles);
  });

  it('finds an edited post by what it says now', async () => {
    const id = await follow('one:Before the edit.', 'two:Something else.');
    expect(await search('before')).toEqual(['one']);
    const { host, pathname } = new URL((await ask<{ url: string }>(`subscriptions/${id}`)).url);
    app.web.put(`${host}${pathname}`, rss('Feed', 'one:After the change.', 'two:Something else.'));
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
    const [first] = (await ask<{ data: Post[] }>(`posts?subscription=${here}`)).data;
    await callAs(app.api, reader.token, 'POST', '/v1/feeds/posts/states', {
      posts: [first?.id],
      read: true,
      starred: true,
    });
    expect((await search('sunny', '&unread=true')).sort()).toEqual(['three', 'two']);
    expect(await search('sunny', '&starred=true')).toEqual(['one']);
    expect(await search('sunny', `&starred=true&unread=true&subscription=${here}&folder=${here}`)).toEqual([]);
    const page = await ask<{ page: object }>('posts?q=sunny&page=1&pageSize=2');
    expect(page.page).toMatchObject({ totalItems: 3, totalKind: 'exact' });
  });
});

it('posts have neighbours in the order and under the filters of a list', async () => {
  const id = await follow('one', 'two', 'three', 'four');
  await follow('other');
  const { data } = await ask<{ data: Post[] }>(`posts?subscription=${id}`);
  expect(data.map(({ title }) => title)).toEqual(['one', 'two', 'three', 'four']);
  const beside = async (title: string, query: string) => {
    const post = data.find((each) => each.title === title)?.id;
    const { previous, next } = await ask<{ previous: Post | null; next: Post | null }>(
      `posts/${post}/neighbours?${query}`,
    );
    return [previous?.title, next?.title];
  };
  const here = `subscription=${id}`;
  expect(await beside('two', here)).toEqual(['one', 'three']);
  expect(await beside('two', `${here}&sort=sortedAt`)).toEqual(['three', 'one']);
  expect(await beside('one', here)).toEqual([undefined, 'two']);
  expect(await beside('four', here)).toEqual(['three', undefined]);
  await callAs(app.api, reader.token, 'POST', '/v1/feeds/posts/states', {
    posts: [data[2]?.id],
    read: true,
    starred: true,
  });
  expect(await beside('two', `${here}&unread=true`)).toEqual(['one', 'four']);
  expect(await beside('one', 'starred=true')).toEqual([undefined, 'three']);
  expect(await beside('three', `${here}&q=three`)).toEqual([undefined, undefined]);
  expect(await found(`${here}&sort=sortedAt`)).toEqual(['four', 'three', 'two', 'one']);
});
