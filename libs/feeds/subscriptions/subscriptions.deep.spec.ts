// Real: the whole API, a worker, PostgreSQL, the threads that read documents, a web server. Faked: the Internet, whose hosts
// all lead to that server.

import { opmlOf, rss } from '../../../test/support/feed-documents.js';
import { type FeedsApp, type Team, useFeedsApp } from '../../../test/support/feeds-app.js';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { until } from '../../../test/support/until.js';

let app: FeedsApp;
let team: Team;
useFeedsApp((given) => ({ app, team } = given));

/** What a request answers that waits for a change, which is then committed. */
async function answerAfter(change: string, ...request: Parameters<Team['call']>) {
  await using other = await heldTransaction(app.api.database.adminUrl, change);
  const answer = team.call(...request);
  await other.blocks();
  await other.commit();
  return await answer;
}

describe('a subscription', () => {
  it('to a feed brings its posts at once, and its title', async () => {
    app.web.put('news.example/feed.xml', rss('News', 'one', 'two'));
    const { state, result } = await team.subscribe('http://news.example/feed.xml');
    expect(state).toBe('succeeded');
    expect(await team.subscriptions()).toEqual([
      expect.objectContaining({
        id: result.subscriptionId,
        title: 'News',
        url: 'http://news.example/feed.xml',
        state: 'fine',
        private: false,
        failingSince: null,
        error: null,
      }),
    ]);
    expect((await team.titles()).sort()).toEqual(['one', 'two']);
    expect(app.web.count('news.example/feed.xml')).toBe(1);
  });

  it('to a site follows the feed that its page names', async () => {
    const page = '<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>';
    app.web.put('site.example/', { headers: { 'content-type': 'text/html' }, body: page });
    app.web.put('site.example/rss', rss('Site', 'only'));
    await team.subscribe('site.example/'.replace(/^/, 'http://'));
    expect(await team.subscriptions()).toEqual([
      expect.objectContaining({ title: 'Site', url: 'http://site.example/rss' }),
    ]);
  });

  it('to a site whose answer names a feed in its headers follows that', async () => {
    const headers = { 'content-type': 'text/html', link: '</posts>; rel="alternate"; type="application/atom+xml"' };
    app.web.put(`${team.host}/`, { headers, body: '<p>Welcome.</p>' });
    team.put('posts', 'one');
    await team.follow('');
    expect(await team.subscriptions()).toEqual([expect.objectContaining({ url: `http://${team.host}/posts` })]);
  });

  it('to a page that names no feed follows none of the host, and goes on after a path that fails', async () => {
    const html = { headers: { 'content-type': 'text/html' }, body: '<p>Anna</p>' };
    app.web.put(`${team.host}/~anna/`, html).put(`${team.host}/feed`, rss('Host', 'one'));
    expect((await team.subscribe(`http://${team.host}/~anna/`)).error?.code).toBe('no_feed_found');
    app.web.put(`${team.host}/~anna/feed`, { status: 500 }).put(`${team.host}/~anna/rss.xml`, rss('Anna', 'one'));
    await team.subscribe(`http://${team.host}/~anna/`);
    expect(await team.subscriptions()).toEqual([expect.objectContaining({ url: `http://${team.host}/~anna/rss.xml` })]);
  });

  it('to a site that names no feed follows that at an address where many have one, after few requests', async () => {
    for (const page of ['', 'feed', 'rss.xml'])
      app.web.put(`${team.host}/${page}`, { headers: { 'content-type': 'text/html' }, body: '<a href="/">Home</a>' });
    app.web.put(`${team.host}/atom.xml`, { status: 403 });
    expect((await team.subscribe(`http://${team.host}/`)).error?.code).toBe('no_feed_found');
    const asked = () => app.web.requests.filter(({ page }) => page.startsWith(`${team.host}/`)).length;
    expect(asked()).toBe(6);
    team.put('feed.xml', 'one');
    await team.follow('');
    expect(asked()).toBe(11);
    expect(await team.subscriptions()).toEqual([expect.objectContaining({ url: `http://${team.host}/feed.xml` })]);
  });

  it('to a channel of YouTube asks for its feed, and for no page', async () => {
    const id = 'UC1234567890abcdefghij_-';
    app.web.put(`www.youtube.com/feeds/videos.xml?channel_id=${id}`, rss('Channel', 'one'));
    await team.subscribe(`http://www.youtube.com/channel/${id}/videos?view=0`);
    expect(await team.subscriptions()).toEqual([expect.objectContaining({ title: 'Channel' })]);
    expect(app.web.requests.filter(({ page }) => page.includes('/channel/'))).toEqual([]);
  });

  it('to a site with several feeds offers them, and follows none', async () => {
    const links = ['a', 'b'].map((n) => `<link rel="alternate" type="application/atom+xml" title="${n}" href="/${n}">`);
    app.web.put('many.example/', { headers: { 'content-type': 'text/html' }, body: `<head>${links.join('')}</head>` });
    expect((await team.subscribe('http://many.example/')).result).toEqual({
      choices: ['a', 'b'].map((n) => ({ url: `http://many.example/${n}`, title: n })),
    });
    expect(await team.subscriptions()).toEqual([]);
  });

  it('fails with what kept the feed from being read', async () => {
    const pages = [
      ['no_feed_found', 'http://empty.example/', { headers: { 'content-type': 'text/html' }, body: '<p>Nothing.</p>' }],
      ['feed_access_denied', 'http://shut.example/feed', { status: 403 }],
      ['feed_missing', 'http://away.example/feed', { status: 404 }],
      ['feed_server_busy', 'http://busy.example/feed', { status: 429 }],
      ['feed_answered', 'http://odd.example/feed', { status: 418 }],
      ['feed_gone', 'http://gone.example/feed', { status: 410 }],
      ['destination_refused', 'http://127.0.0.1/feed', {}],
    ] as const;
    for (const [, url, page] of pages) app.web.put(url.slice('http://'.length), page);
    const ended = await Promise.all(pages.map(([, url]) => team.subscribe(url)));
    expect(ended.map(({ state, error }) => [state, error?.code])).toEqual(pages.map(([code]) => ['failed', code]));
    expect(await team.subscriptions()).toEqual([]);
    const asked = pages.map(([code, url]) => [code, app.web.count(url.slice('http://'.length))]);
    expect(asked.filter(([, times]) => times !== 1)).toEqual([['destination_refused', 0]]);
  });

  it('asks a server that failed twice', async () => {
    app.web.put('broken.example/feed', { status: 500 });
    const { state, error } = await team.subscribe('http://broken.example/feed');
    expect([state, error?.code, app.web.count('broken.example/feed')]).toEqual(['failed', 'feed_server_failed', 2]);
  });

  it.each([
    ['its host', () => team.host],
    ['its tenant', () => `tenant:${team.tenant.id}`],
  ])('waits until %s may send a request', async (_, waits) => {
    team.put('paced', 'one');
    await app.sql(`insert into feeds.hosts (host, next_at) values ('${waits()}', now() + interval '1 hour')`);
    const { id } = (await team.call('POST', 'subscriptions', { url: `http://${team.host}/paced` })).json();
    const other = await app.team();
    other.put('free', 'one');
    await other.follow('free');
    expect(app.web.count(`${team.host}/paced`)).toBe(0);
    await app.sql(`update feeds.hosts set next_at = now() where host = '${waits()}'`);
    expect((await team.ended(id)).state).toBe('succeeded');
    expect(app.web.count(`${team.host}/paced`)).toBe(1);
    // Whoever comes next waits for this request.
    expect(
      await app.sql(`select host from feeds.hosts where host in ('${team.host}', 'tenant:${team.tenant.id}')`),
    ).toHaveLength(2);
  });

  it('waits for each host that it is redirected to, whatever the port', async () => {
    const [first, second] = [`first.${team.host}`, `second.${team.host}`];
    const [site, middle, target] = [`${first}/`, `${second}:8080/`, `${second}:9090/feed`];
    app.web.internet.host(second);
    app.web.put(site, { status: 302, headers: { location: `http://${middle}` } });
    app.web.put(middle, { status: 302, headers: { location: `http://${target}` } });
    app.web.put(target, rss('Feed', 'one'));
    await app.sql(`insert into feeds.hosts (host, next_at) values ('${second}', now() + interval '1 hour')`);
    const { id } = (await team.call('POST', 'subscriptions', { url: `http://${site}` })).json();
    // Once it is tried again, the first try has ended.
    await until(() => app.web.count(site) > 1 || app.web.count(middle) > 0);
    expect([app.web.count(middle), app.web.count(target)]).toEqual([0, 0]);
    await app.sql(`update feeds.hosts set next_at = now() where host = '${second}'`);
    expect((await team.ended(id)).state).toBe('succeeded');
    const hosts = `select host from feeds.hosts where host like '%${team.host}%' order by host`;
    expect(await app.sql(hosts)).toEqual([{ host: first }, { host: second }]);
  });

  it('fails where the page names a feed of a too long address', async () => {
    const link = `<link rel="alternate" type="application/rss+xml" href="/?${'a'.repeat(2000)}">`;
    app.web.put('long.example/', { headers: { 'content-type': 'text/html' }, body: `<head>${link}</head>` });
    app.web.put(`long.example/?${'a'.repeat(2000)}`, rss('Long', 'one'));
    expect(await team.subscribe('http://long.example/')).toMatchObject({ error: { code: 'invalid_feed_address' } });
  });

  it.each(['ftp://news.example/feed', 'javascript:alert(1)', 'http://', 'not an address'])(
    'is refused at once for %s, with a pointer',
    async (url) => {
      const answer = await team.call('POST', 'subscriptions', { url });
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_feed_address']);
      expect(answer.json().errors).toEqual([expect.objectContaining({ pointer: '/url' })]);
    },
  );

  it('is refused a title with control characters, and so is a folder', async () => {
    const title = 'a\u0001b';
    for (const [path, body, pointer] of [
      ['subscriptions', { url: 'http://news.example/feed', title }, '/title'],
      ['folders', { name: title }, '/name'],
    ] as const) {
      const answer = await team.call('POST', path, body);
      expect([answer.statusCode, answer.json().errors]).toEqual([400, [expect.objectContaining({ pointer })]]);
    }
  });

  it('is made once', async () => {
    app.web.put('once.example/feed', rss('Once', 'one'));
    await team.subscribe('http://once.example/feed');
    const answer = await team.call('POST', 'subscriptions', { url: 'http://ONCE.example:80/feed#top' });
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'already_subscribed']);
  });

  it('has the title, folder, tags and interval that the tenant chose, and keeps the title', async () => {
    app.web.put('chosen.example/feed', rss('Feed', 'one'));
    const folderId = await team.folder('Weather');
    const chosen = { title: 'Mine', folderId, tags: ['sun'], intervalMinutes: 30 };
    const { result } = await team.subscribe('http://chosen.example/feed', chosen);
    expect(await team.subscriptions()).toEqual([expect.objectContaining(chosen)]);
    const path = `subscriptions/${result.subscriptionId}`;
    const followsFeed = await team.call('PATCH', path, { title: null, folderId: null });
    expect(followsFeed.json()).toMatchObject({ title: 'Mine', folderId: null, tags: ['sun'], version: 2 });
    app.web.put('chosen.example/feed', rss('Feed', 'one', 'two'));
    await team.round();
    expect(await team.subscriptions()).toEqual([expect.objectContaining({ title: 'Feed' })]);
  });

  it('is changed at its version alone, into a folder that there is', async () => {
    app.web.put('versions.example/feed', rss('Feed', 'one'));
    const { result } = await team.subscribe('http://versions.example/feed');
    const path = `subscriptions/${result.subscriptionId}`;
    const change = (body: object, match: string) => team.call('PATCH', path, body, { 'if-match': match });
    const unknown = await change({ folderId: result.subscriptionId }, '*');
    expect([unknown.json().code, unknown.json().errors[0].pointer]).toEqual(['unknown_folder', '/folderId']);
    expect((await change({ tags: [] }, '"v7"')).statusCode).toBe(412);
    expect((await team.call('DELETE', path, undefined, { 'if-match': '"v7"' })).statusCode).toBe(412);
  });

  it('keeps what a change leaves out', async () => {
    app.web.put('kept.example/feed', rss('Feed', 'one'));
    const folderId = await team.folder('Weather');
    const chosen = { title: 'Mine', folderId, tags: ['sun'], intervalMinutes: 30 };
    const path = `subscriptions/${(await team.subscribe('http://kept.example/feed', chosen)).result.subscriptionId}`;
    const { triedAt } = await team.read<{ triedAt: string }>(path);
    let kept: object = { ...chosen, paused: false, triedAt };
    for (const change of [
      { title: 'Other' },
      { tags: ['rain'] },
      { intervalMinutes: 60 },
      { paused: true, triedAt: null },
      { title: 'Last' },
      { folderId: null },
    ]) {
      const { triedAt: _, ...body } = { triedAt: null, ...change };
      kept = { ...kept, ...change };
      expect((await team.call('PATCH', path, body)).json()).toMatchObject(kept);
    }
  });

  it('is refused at once for a folder that there is not, with a pointer', async () => {
    const { id } = (await (await app.team()).call('POST', 'folders', { name: 'Theirs' })).json();
    const answer = await team.call('POST', 'subscriptions', { url: 'http://news.example/feed', folderId: id });
    expect([answer.statusCode, answer.json()]).toMatchObject([
      422,
      { code: 'unknown_folder', errors: [{ pointer: '/folderId' }] },
    ]);
  });

  it('is listed by its folder', async () => {
    const folderId = await team.folder('Weather');
    await team.importOpml(opmlOf('http://listed.example/a', 'http://listed.example/b'));
    const [a] = await team.subscriptions();
    await team.call('PATCH', `subscriptions/${a?.id}`, { folderId });
    const { data } = await team.read<{ data: object[] }>(`subscriptions?folder=${folderId}`);
    expect(data).toEqual([expect.objectContaining({ id: a?.id })]);
  });

  it('sends credentials to no other site that the page names', async () => {
    const link = '<link rel="alternate" type="application/rss+xml" href="http://elsewhere.example/feed">';
    app.web.put('inside.example/', { headers: { 'content-type': 'text/html' }, body: `<head>${link}</head>` });
    app.web.put('elsewhere.example/feed', rss('Elsewhere', 'one'));
    expect((await team.subscribe('http://anna:pear@inside.example/')).state).toBe('succeeded');
    const given = (page: string) => app.web.at(page).map(({ headers }) => headers.authorization);
    expect(given('inside.example/')).toEqual([expect.stringMatching(/^Basic /)]);
    expect(given('elsewhere.example/feed')).toEqual([undefined]);
    expect(await team.subscriptions()).toEqual([expect.objectContaining({ private: false })]);
  });

  it('is put into no folder that is deleted at the same time', async () => {
    app.web.put('moved.example/feed', rss('Feed', 'one'));
    const { result } = await team.subscribe('http://moved.example/feed');
    const path = `subscriptions/${result.subscriptionId}`;
    const [gone, left] = [await team.folder('Gone'), await team.folder('Left')];
    const deleted = `delete from feeds.folders where id = '${gone}'`;
    const moved = await answerAfter(deleted, 'PATCH', path, { folderId: gone });
    expect([moved.statusCode, moved.json().code]).toEqual([422, 'unknown_folder']);
    const inside = `update feeds.subscriptions set folder_id = '${left}' where id = '${result.subscriptionId}'`;
    expect((await answerAfter(inside, 'DELETE', `folders/${left}`)).statusCode).toBe(204);
    expect(await team.read(path)).toMatchObject({ folderId: null, version: 2 });
  });

  it('is deleted with its posts, and its source once nobody follows it', async () => {
    const other = await app.team();
    app.web.put('left.example/feed', rss('Left', 'one'));
    const { result } = await team.subscribe('http://left.example/feed');
    await other.subscribe('http://left.example/feed');
    const sources = () => app.sql(`select from feeds.sources where url = 'http://left.example/feed'`);
    const path = `subscriptions/${result.subscriptionId}`;
    expect((await team.call('DELETE', path)).statusCode).toBe(204);
    expect([await team.titles(), await other.titles(), (await sources()).length]).toEqual([[], ['one'], 1]);
    const [theirs] = await other.subscriptions();
    await other.call('DELETE', `subscriptions/${theirs?.id}`);
    expect(await sources()).toEqual([]);
  });

  it('counts against the quota of feeds', async () => {
    const small = await app.team({ product: 'veille', plan: 'free' });
    await small.importOpml(opmlOf(...Array.from({ length: 20 }, (_, i) => `http://quota.example/${i}`)));
    app.web.put('quota.example/more', rss('Quota', 'one'));
    const refused = await small.subscribe('http://quota.example/more');
    expect(refused).toMatchObject({ state: 'failed', error: { code: 'quota_exceeded' } });
    expect(app.web.count('quota.example/more')).toBe(0);
    const [first] = await small.subscriptions();
    await small.call('DELETE', `subscriptions/${first?.id}`);
    expect((await small.subscribe('http://quota.example/more')).state).toBe('succeeded');
  });
});
