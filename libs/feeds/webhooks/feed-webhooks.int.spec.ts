// Real: the whole API, a worker, PostgreSQL, the threads that read documents, a web server with the feeds and the receivers.
// Faked: the Internet, whose hosts all lead to that server.
import { Events } from '#platform/events';
import { newId } from '#platform/ids';
import { rss } from '../../../test/support/feed-documents.js';
import { FeedsApp } from '../../../test/support/feeds-app.js';
import { callAs, signedIn } from '../../../test/support/signed-in.js';
import { until } from '../../../test/support/until.js';
import type { FeedFailing, PostsMarked } from '../events/index.js';

let app: FeedsApp;
beforeAll(async () => {
  app = await FeedsApp.start();
});
afterAll(() => app?.close());

const events = ['feeds.posts.marked', 'feeds.feed.failing', 'feeds.feed.recovered'];
const [page, hook, chat] = ['news.example/feed', 'hooks.example/all', 'chat.example/all'];
const received = (at: string) => app.web.at(at).map(({ body }) => JSON.parse(body));
const message = async (at: string, number: number) => {
  await until(() => received(at).length >= number);
  return received(at)[number - 1];
};

it('webhooks hear of marked posts, of a feed that fails, and of its recovery', async () => {
  // By http, which only hosts in the networks of the tenant may have.
  const team = await app.team({ networks: ['93.184.216.34/32'] });
  const admin = await signedIn(app.api, team.tenant, 'admin');
  for (const [at, form] of [
    [hook, 'standard'],
    [chat, 'slack'],
  ]) {
    app.web.put(at ?? '');
    const wish = { url: `http://${at}`, events, form };
    expect((await callAs(app.api, admin.token, 'POST', '/v1/webhooks', wish)).statusCode).toBe(201);
  }
  app.web.put(page, rss('News', 'one'));
  const { subscriptionId } = (await team.subscribe(`http://${page}`)).result;
  const filter = { name: 'Bicycles', action: 'mark', terms: ['vélo'] };
  const filterId = (await team.call('POST', 'filters', filter)).json().id;

  app.web.put(page, rss('News', 'one', 'Un velo', 'two'));
  await team.round();
  expect(await message(hook, 1)).toMatchObject({
    type: 'feeds.posts.marked',
    version: 1,
    tenant: team.tenant.slug,
    data: { filterId, filter: 'Bicycles', subscriptionId, feed: 'News', posts: [{ title: 'Un velo' }] },
  });
  expect(await message(chat, 1)).toEqual({ text: expect.stringMatching(/^Bicycles – News ?: Un velo/) });

  app.web.put(page, { status: 500 });
  for (let times = 0; times < 3; times += 1) await team.round();
  const feed = { subscriptionId, title: 'News', url: `http://${page}` };
  expect(await message(hook, 2)).toMatchObject({
    type: 'feeds.feed.failing',
    data: { ...feed, reason: 'feed_server_failed', since: expect.any(String) },
  });
  expect((await message(chat, 2)).text).toMatch(/^(The feed|Le flux) News \(.*\)/);

  app.web.put(page, rss('News', 'one'));
  await team.round();
  expect(await message(hook, 3)).toMatchObject({ type: 'feeds.feed.recovered', data: feed });
  expect(received(hook)).toHaveLength(3);
});

it('a message names the posts that there are still, without the addresses that are very long', async () => {
  const team = await app.team({ networks: ['93.184.216.34/32'] });
  const { token } = await signedIn(app.api, team.tenant, 'admin');
  const left = `left.${team.host}/hook`;
  app.web.put(left);
  await callAs(app.api, token, 'POST', '/v1/webhooks', { url: `http://${left}`, events, form: 'standard' });
  team.put('feed', 'one', 'two');
  const subscriptionId = await team.follow('feed');
  const filterId = (await team.call('POST', 'filters', { name: 'All', action: 'mark', terms: [] })).json().id;
  const mine = `tenant_id = '${team.tenant.id}'`;
  await app.sql(`update feeds.posts set url = 'https://x.example/' || repeat('x', case title when 'one' then 1982 else 1983 end)
    where ${mine}`);
  const posts = await app.sql<{ id: string }>(`select id from feeds.posts where ${mine}`);
  const announce = (postIds: readonly string[]) =>
    app.database.transaction({ tenantId: team.tenant.id }, (tx) =>
      app.api.app.get(Events).publish<PostsMarked>(tx, filterId, {
        ...{ type: 'feeds.posts.marked', version: 1 },
        data: { filterId, subscriptionId, postIds },
      }),
    );
  const gone = { subscriptionId: newId(), reason: 'feed_gone', since: new Date().toISOString() };
  await app.database.transaction({ tenantId: team.tenant.id }, (tx) =>
    app.api.app.get(Events).publish<FeedFailing>(tx, gone.subscriptionId, {
      ...{ type: 'feeds.feed.failing', version: 1 },
      data: gone,
    }),
  );
  await announce([newId()]);
  await announce([newId(), ...posts.map(({ id }) => id)]);
  const named = (await message(left, 1)).data.posts.map(({ title, url }: { title: string; url: string | null }) => [
    title,
    url?.length,
  ]);
  expect(named.sort()).toEqual([
    ['one', 2000],
    ['two', undefined],
  ]);
});
