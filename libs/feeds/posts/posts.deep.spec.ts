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

  it.each([
    ['東京', ['tokyo', 'markup']],
    ['地震', ['tokyo']],
    ['きな地', ['tokyo']],
    ['京で地', []],
    ['京都知事と大阪府', ['markup']],
    ['都東京', ['markup']],
    ['府次', []],
    ['上海', ['shanghai']],
    ['iphone 市', ['shanghai']],
    ['กรุงเทพ', ['bangkok']],
    ['ly', ['names']],
    ['isil', ['names']],
    ['cooperate', ['names']],
  ])(
    'for %s finds a word in the middle of letters without spaces, whole names and what is folded: %j',
    async (words, titles) => {
      await follow(
        'tokyo:東京で大きな地震がありました',
        `markup:${'<div><a href="https://a.example/">京</a>都<ruby>知<rp>(</rp><rt>ち</rt><rp>)</rp></ruby>事と<b><em>大阪</em></b>府</div><div>次の都<wbr>東京</div>'.replaceAll('<', '&lt;').replaceAll(':', '&#58;')}`,
        'shanghai:我买了iPhone，上海股市大幅上涨',
        'bangkok:ฝนตกหนักที่กรุงเทพมหานคร',
        'names:Jean Ly, Işıl and co\u00adoperate',
      );
      expect(await search(words)).toEqual(titles);
    },
  );

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

it('a label, a mark and words together select what has all of them', async () => {
  const wish = { name: 'Marked', action: 'mark', terms: ['marked'] };
  const mark = (await team.call('POST', 'filters', wish)).json().id;
  const label = (await reader.call('POST', 'labels', { name: 'Later' })).json().id;
  await follow('one:Sunny, marked', 'two:Sunny', 'three:Rainy, marked', 'four:Sunny, marked');
  const posts = (await list('')).filter(({ title }) => title !== 'four').map(({ id }) => id);
  await reader.call('POST', 'posts/states', { posts, addLabels: [label] });
  expect(await found(`label=${label}&mark=${mark}`)).toEqual(['one', 'three']);
  expect(await search('sunny', `&label=${label}`)).toEqual(['one', 'two']);
  expect(await search('sunny', `&mark=${mark}`)).toEqual(['one', 'four']);
  expect(await search('sunny', `&label=${label}&mark=${mark}`)).toEqual(['one']);
});

it('of what is found, or has a label or a mark, the 10,000 newest posts are looked at, 2,000 for a run without spaces', async () => {
  const wish = { name: 'Marked', action: 'mark', terms: ['none'] };
  const mark = (await team.call('POST', 'filters', wish)).json().id;
  const label = (await reader.call('POST', 'labels', { name: 'Later' })).json().id;
  const id = await follow('one');
  await app.sql(`insert into feeds.posts
      (tenant_id, id, subscription_id, title, content, excerpt, tags, attachments, sorted_at, hash, search)
    select '${team.tenant.id}', uuidv7(), '${id}', 'Many ' || i, '', '', '{}', '[]', now() - i * interval '1 day', '',
      feeds.search_of('Many 東京都', '', '{}', '') from generate_series(1, 10001) i;
    insert into feeds.labelled_posts (tenant_id, user_id, label_id, post_id, sorted_at)
      select tenant_id, '${reader.user.id}', '${label}', id, sorted_at from feeds.posts where title like 'Many %';
    insert into feeds.marked_posts (tenant_id, filter_id, post_id, sorted_at, announced)
      select tenant_id, '${mark}', id, sorted_at, true from feeds.posts where title like 'Many %'`);
  for (const query of [`label=${label}`, `mark=${mark}`, 'q=many'])
    expect([query, await found(`${query}&sort=sortedAt&limit=1`)]).toEqual([query, ['Many 10000']]);
  for (const query of [`label=${label}&`, `mark=${mark}&`, ''])
    expect([query, await found(`${query}q=${encodeURIComponent('東京都')}&sort=sortedAt&limit=1`)]).toEqual([
      query,
      ['Many 2000'],
    ]);
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
