// Real: the whole API, a worker, PostgreSQL, the threads that read documents, a web server. Faked: the Internet, whose hosts
// all lead to that server.
import { rss } from '../../../test/support/feed-server.js';
import { FeedsApp, type Team } from '../../../test/support/feeds-app.js';

let app: FeedsApp;
let team: Team;
beforeAll(async () => {
  app = await FeedsApp.start();
});
beforeEach(async () => {
  team = await app.team();
});
afterAll(() => app?.close());

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

  it('to a site with several feeds offers them, and follows none', async () => {
    const links = ['a', 'b'].map((n) => `<link rel="alternate" type="application/atom+xml" title="${n}" href="/${n}">`);
    app.web.put('many.example/', { headers: { 'content-type': 'text/html' }, body: `<head>${links.join('')}</head>` });
    expect((await team.subscribe('http://many.example/')).result).toEqual({
      choices: ['a', 'b'].map((n) => ({ url: `http://many.example/${n}`, title: n })),
    });
    expect(await team.subscriptions()).toEqual([]);
  });

  it.each([
    ['no_feed_found', 'http://empty.example/', { headers: { 'content-type': 'text/html' }, body: '<p>Nothing.</p>' }],
    ['feed_answered', 'http://shut.example/feed', { status: 403 }],
    ['feed_gone', 'http://gone.example/feed', { status: 410 }],
    ['destination_refused', 'http://127.0.0.1/feed', {}],
  ])('fails with %s for %s', async (code, url, page) => {
    app.web.put(url.slice('http://'.length), page);
    expect(await team.subscribe(url)).toMatchObject({ state: 'failed', error: { code } });
    expect(await team.subscriptions()).toEqual([]);
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

  it('is made once', async () => {
    app.web.put('once.example/feed', rss('Once', 'one'));
    await team.subscribe('http://once.example/feed');
    const answer = await team.call('POST', 'subscriptions', { url: 'http://ONCE.example:80/feed#top' });
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'already_subscribed']);
  });

  it('has the title, folder, tags and interval that the tenant chose, and keeps the title', async () => {
    app.web.put('chosen.example/feed', rss('Feed', 'one'));
    const folderId = (await team.call('POST', 'folders', { name: 'Weather' })).json().id;
    const chosen = { title: 'Mine', folderId, tags: ['sun'], intervalMinutes: 30 };
    const { result } = await team.subscribe('http://chosen.example/feed', chosen);
    expect(await team.subscriptions()).toEqual([expect.objectContaining(chosen)]);
    const path = `subscriptions/${result.subscriptionId}`;
    const followsFeed = await team.call('PATCH', path, { title: null, folderId: null }, { 'if-match': '*' });
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

  it('is deleted with its posts, and its source once nobody follows it', async () => {
    const other = await app.team();
    app.web.put('left.example/feed', rss('Left', 'one'));
    const { result } = await team.subscribe('http://left.example/feed');
    await other.subscribe('http://left.example/feed');
    const sources = () => app.sql(`select from feeds.sources where url = 'http://left.example/feed'`);
    const path = `subscriptions/${result.subscriptionId}`;
    expect((await team.call('DELETE', path, undefined, { 'if-match': '*' })).statusCode).toBe(204);
    expect([await team.titles(), await other.titles(), (await sources()).length]).toEqual([[], ['one'], 1]);
    const [theirs] = await other.subscriptions();
    await other.call('DELETE', `subscriptions/${theirs?.id}`, undefined, { 'if-match': '*' });
    expect(await sources()).toEqual([]);
  });

  it('counts against the quota of feeds', async () => {
    const small = await app.team({ product: 'veille', plan: 'free' });
    const outlines = Array.from({ length: 20 }, (_, i) => `<outline xmlUrl="http://quota.example/${i}"/>`);
    await small.importOpml(`<opml><body>${outlines.join('')}</body></opml>`);
    app.web.put('quota.example/more', rss('Quota', 'one'));
    const refused = await small.subscribe('http://quota.example/more');
    expect(refused).toMatchObject({ state: 'failed', error: { code: 'quota_exceeded' } });
    const [first] = await small.subscriptions();
    await small.call('DELETE', `subscriptions/${first?.id}`, undefined, { 'if-match': '*' });
    expect((await small.subscribe('http://quota.example/more')).state).toBe('succeeded');
  });
});
