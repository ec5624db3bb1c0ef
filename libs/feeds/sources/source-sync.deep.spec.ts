// Real: the whole API, a worker, PostgreSQL, the threads that read documents, a web server. Faked: the Internet, whose hosts
// all lead to that server; the time, which SQL sets back, and the CPU time of threads.
import { Worker } from 'node:worker_threads';
import { opmlOf, rss } from '../../../test/support/feed-documents.js';
import { type FeedsApp, type Team, useFeedsApp } from '../../../test/support/feeds-app.js';
import { until } from '../../../test/support/until.js';
import { send } from '../../../test/support/web-server.js';
import { mostSeconds } from '../documents/document-limits.js';

let app: FeedsApp;
let team: Team;
/** The page of a feed that no other test has. */
let page: string;
useFeedsApp((given) => {
  ({ app, team } = given);
  page = `${team.host}/feed`;
});

const url = () => `http://${page}`;
const posts = async (of = team) =>
  (await of.read<{ data: { id: string; title: string; excerpt: string }[] }>('posts')).data;

describe('a feed that several tenants follow', () => {
  it('is fetched once a round, and each gets posts of its own', async () => {
    const others = [await app.team(), await app.team()];
    app.web.put(page, rss('Feed', 'one'));
    for (const each of [team, ...others]) await each.subscribe(url());
    app.web.put(page, rss('Feed', 'one', 'two'));
    const before = app.web.count(page);
    await team.round();
    expect(app.web.count(page)).toBe(before + 1);
    const all = await Promise.all([team, ...others].map((each) => posts(each)));
    for (const each of all) expect(each.map(({ title }) => title).sort()).toEqual(['one', 'two']);
    expect(new Set(all.flat().map(({ id }) => id)).size).toBe(6);
  });

  it('tells a new follower nothing of the time before', async () => {
    app.web.put(page, rss('Feed', 'gone', 'one'));
    await team.subscribe(url());
    app.web.put(page, { status: 500 });
    await team.round();
    expect(await team.subscriptions()).toEqual([
      expect.objectContaining({ state: 'failing', error: 'feed_server_failed' }),
    ]);
    const late = await app.team();
    await app.sql(`update feeds.sources set failing_since = '2026-01-01', tried_at = '2026-01-01', claimed_until = now() + interval '1 minute'
      where url = '${url()}'`);
    await late.importOpml(opmlOf(url()));
    expect(await late.subscriptions()).toEqual([
      expect.objectContaining({ state: 'new', error: null, triedAt: null, succeededAt: null, failingSince: null }),
    ]);
    expect(await posts(late)).toEqual([]);
    app.web.put(page, rss('Feed', 'one'));
    await app.sql(`update feeds.sources set claimed_until = null where url = '${url()}'`);
    await late.round();
    expect([await late.titles(), (await team.titles()).sort()]).toEqual([['one'], ['gone', 'one']]);
  });

  it('gives a new follower its posts although nothing changed', async () => {
    const tagged = rss('Feed', 'one');
    app.web.put(page, (response, { headers }) =>
      send(response, headers['if-none-match'] === '"v1"' ? { status: 304 } : { ...tagged, headers: { etag: '"v1"' } }),
    );
    await team.subscribe(url());
    const late = await app.team();
    await late.importOpml(opmlOf(url()));
    await late.round();
    expect(app.web.at(page).at(-1)?.headers['if-none-match']).toBe('"v1"');
    expect(await late.titles()).toEqual(['one']);
  });

  it('is asked for with the validators of the last answer, also where nothing else is new', async () => {
    const feed = rss('Feed', 'one');
    const [older, newer] = ['Mon, 05 Oct 2020 10:00:00 GMT', 'Tue, 06 Oct 2020 10:00:00 GMT'];
    const answers: [status: number, headers: Record<string, string>][] = [
      [200, { etag: '"v1"', 'last-modified': older }],
      [200, { etag: '"v2"', 'last-modified': older }],
      [200, { etag: '"v2"', 'last-modified': newer }],
      [304, { etag: '"v3"' }],
      [304, {}],
      [200, { etag: '"v4"' }],
      [200, {}],
      [200, {}],
    ];
    app.web.put(page, (response) => {
      const [status, headers] = answers[app.web.count(page) - 1] ?? [500, {}];
      send(response, status === 304 ? { status, headers } : { ...feed, headers });
    });
    await team.subscribe(url());
    for (let n = 1; n < answers.length; n += 1) await team.round();
    expect(app.web.at(page).map(({ headers }) => [headers['if-none-match'], headers['if-modified-since']])).toEqual([
      [undefined, undefined],
      ['"v1"', older],
      ['"v2"', older],
      ['"v2"', newer],
      ['"v3"', newer],
      ['"v3"', newer],
      ['"v4"', undefined],
      [undefined, undefined],
    ]);
    expect(await team.subscriptions()).toEqual([expect.objectContaining({ state: 'fine', error: null })]);
  });

  it('is read anew where the same bytes come with another charset', async () => {
    const body = Buffer.from(`${rss('Feed', 'one:café').body}`, 'latin1');
    const answer = (charset: string) => ({ body, headers: { 'content-type': `text/xml; charset=${charset}` } });
    app.web.put(page, answer('iso-8859-5'));
    await team.subscribe(url());
    const excerpts = async () => (await posts()).map(({ excerpt }) => excerpt);
    expect(await excerpts()).toEqual(['cafщ']);
    app.web.put(page, answer('iso-8859-15'));
    await team.round();
    expect(await excerpts()).toEqual(['café']);
  });

  it('is requested as a whole where its posts are not kept any more and somebody needs them', async () => {
    app.web.put(page, (response, { headers }) =>
      send(response, headers['if-none-match'] ? { status: 304 } : { ...rss('Feed', 'one'), headers: { etag: '"v1"' } }),
    );
    await team.subscribe(url());
    await app.sql(
      `delete from feeds.documents d using feeds.sources s where s.id = d.source_id and s.url = '${url()}'`,
    );
    const late = await app.team();
    await late.importOpml(opmlOf(url()));
    await late.round();
    expect(await late.titles()).toEqual(['one']);
  });

  it('reaches all of them, also beyond those that one statement serves', async () => {
    app.web.put(page, rss('Feed', ...Array.from({ length: 1000 }, (_, i) => `post ${i}`)));
    await team.subscribe(url());
    await app.sql(`insert into feeds.subscriptions (tenant_id, id, url, title)
      select uuidv7(), uuidv7(), '${url()}', 'Feed' from generate_series(1, 45)`);
    await app.sql(`update feeds.sources set body_hash = null where url = '${url()}'`);
    await team.round();
    const counts = () =>
      app.sql<{
        tenants: number;
        posts: number;
      }>(`select count(distinct p.tenant_id)::int as tenants, count(*)::int as posts
        from feeds.posts p join feeds.subscriptions s on s.tenant_id = p.tenant_id and s.id = p.subscription_id where s.url = '${url()}'`);
    await until(async () => (await counts())[0]?.posts === 46_000);
    expect(await counts()).toEqual([{ tenants: 46, posts: 46_000 }]);
  });
});

describe('a post', () => {
  it('that its author edits is one post, and keeps up to ten of its versions', async () => {
    app.web.put(page, rss('Feed', 'one:version 0', 'two'));
    await team.subscribe(url());
    for (let n = 1; n <= 12; n += 1) {
      app.web.put(page, rss('Feed', `one:version ${n}`, 'two'));
      await team.round();
    }
    const edited = (await posts()).find(({ title }) => title === 'one');
    const { content, version, versions } = await team.read<{
      content: string;
      version: number;
      versions: { version: number; content: string }[];
    }>(`posts/${edited?.id}`);
    expect([content, version, (await posts()).length]).toEqual([expect.stringContaining('version 12'), 13, 2]);
    expect(versions.map((each) => [each.version, each.content.replace(/<[^>]+>/g, '')])).toEqual(
      [12, 11, 10, 9, 8, 7, 6, 5, 4, 3].map((n) => [n, `version ${n - 1}`]),
    );
  });

  it('that was deleted for its age does not come back while its feed still has it', async () => {
    app.web.put(page, rss('Feed', 'old'));
    await team.subscribe(url());
    await app.sql(`delete from feeds.posts where tenant_id = '${team.tenant.id}'`);
    app.web.put(page, rss('Feed', 'old:edited', 'new'));
    await team.round();
    expect(await team.titles()).toEqual(['new']);
  });
});

describe('a feed that fails', () => {
  it('is tried later and later, and is fine once it answers', async () => {
    app.web.put(page, rss('Feed', 'one'));
    await team.subscribe(url());
    app.web.put(page, { status: 500 });
    const pauses: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      await team.round();
      const [row] = await app.sql<{ s: number }>(
        `select extract(epoch from due_at - now())::int as s from feeds.sources where url = '${url()}'`,
      );
      pauses.push(row?.s ?? 0);
    }
    for (const [n, pause] of pauses.entries()) {
      expect(pause).toBeGreaterThan(900 * 2 ** n * 0.89);
      expect(pause).toBeLessThan(900 * 2 ** n * 1.11);
    }
    app.web.put(page, rss('Feed', 'one'));
    await team.round();
    expect(await team.subscriptions()).toEqual([
      expect.objectContaining({ state: 'fine', error: null, failingSince: null }),
    ]);
  });

  it('by taking too long to read is tried later and later, too', async () => {
    app.web.put(page, rss('Feed', 'one'));
    await team.subscribe(url());
    const after = AbortSignal.timeout.bind(AbortSignal);
    const pauses: number[] = [];
    for (let n = 0; n < 2; n += 1) {
      // Brackets are read in quadratic time.
      const body = `<rss version="2.0"><channel><item><author>${'('.repeat(200_000)}${n}</author></item></channel></rss>`;
      app.web.put(page, (response) => {
        // Not sooner: a connection has the same time to be made.
        jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
          return ms === mostSeconds * 1000 ? AbortSignal.abort() : after(ms);
        });
        // Twice the time: a thread that has run before had used some of it.
        jest.spyOn(Worker.prototype, 'cpuUsage').mockResolvedValue({ user: 2 * mostSeconds * 1e6, system: 0 });
        send(response, { headers: { 'content-type': 'application/rss+xml' }, body });
      });
      await team.round();
      const [row] = await app.sql<{ s: number }>(
        `select extract(epoch from due_at - now())::int as s from feeds.sources where url = '${url()}'`,
      );
      pauses.push(row?.s ?? 0);
      jest.restoreAllMocks();
    }
    expect(await team.subscriptions()).toEqual([
      expect.objectContaining({ state: 'failing', error: 'feed_parse_timeout' }),
    ]);
    expect(pauses[0]).toBeGreaterThan(900 * 0.89);
    expect(pauses[1]).toBeGreaterThan(1800 * 0.89);
  });

  it('by ending too early brings the posts that are whole, and keeps the others', async () => {
    const whole = (...titles: string[]) => Buffer.from(`${rss('Feed', ...titles).body}`);
    const cut = (...titles: string[]) => {
      const text = whole(...titles).toString();
      const body = Buffer.from(text.slice(0, text.lastIndexOf('</description>')));
      app.web.put(page, (response) => {
        response.writeHead(200, { etag: '"cut"', 'content-type': 'text/xml' });
        response.write(body, () => response.destroy());
      });
    };
    const state = async () => (await team.subscriptions()).map(({ state, error }) => [state, error]);
    app.web.put(page, { headers: { etag: '"whole"' }, body: whole('one', 'two') });
    await team.subscribe(url());
    const late = await app.team();
    cut('three', 'one', 'lost');
    await team.round();
    expect([await state(), (await team.titles()).sort()]).toEqual([
      [['failing', 'answer_malformed']],
      ['one', 'three', 'two'],
    ]);
    // What the last document had stays known: it is neither lost for who comes, nor new with the next document.
    await app.sql(`update feeds.sources set tried_at = null, queued = false, due_at = now() where url = '${url()}'`);
    await late.importOpml(opmlOf(url()));
    app.web.put(page, { body: whole('three', 'one', 'two') });
    await app.sql(`delete from feeds.posts where tenant_id = '${team.tenant.id}' and title = 'two'`);
    await team.round();
    expect(app.web.at(page).at(-1)?.headers['if-none-match']).toBeUndefined();
    expect([await state(), (await team.titles()).sort()]).toEqual([[['fine', null]], ['one', 'three']]);
    expect((await late.titles()).sort()).toEqual(['one', 'three', 'two']);
  });

  it('by always ending too early keeps up to 1,000 posts, which a new follower gets', async () => {
    const cut = (...titles: string[]) =>
      app.web.put(page, (response) => {
        response.writeHead(200, { 'content-type': 'text/xml' });
        response.write(`${rss('Feed', ...titles).body}`.replace('</channel></rss>', ''), () => response.destroy());
      });
    app.web.put(page, rss('Feed', 'one', 'two'));
    await team.subscribe(url());
    cut(...Array.from({ length: 999 }, (_, n) => `post ${n}`));
    await team.round();
    const late = await app.team();
    await app.sql(`update feeds.sources set tried_at = null, queued = false, due_at = now() where url = '${url()}'`);
    await late.importOpml(opmlOf(url()));
    await late.round();
    const [stored] = await app.sql<{ posts: number; given: number }>(`select jsonb_array_length(d.posts) as posts,
      (select count(*)::int from feeds.posts p where p.tenant_id = '${late.tenant.id}') as given
      from feeds.sources s join feeds.documents d on d.source_id = s.id and d.version = s.version where s.url = '${url()}'`);
    expect(stored?.posts).toBe(1000);
    expect(stored?.given).toBeGreaterThan(0);
  });

  it('by ending too early is followed, and keeps the wait that it asks for', async () => {
    const cut = (status: number, text: string) =>
      app.web.put(page, (response) => {
        response.writeHead(status, { etag: '"1"', 'retry-after': '7200', 'content-type': 'text/xml' });
        response.write(text, () => response.destroy());
      });
    cut(200, `${rss('Feed', 'one').body}`.replace('</channel></rss>', '<item><title>lost'));
    await team.subscribe(url());
    expect(await team.titles()).toEqual(['one']);
    cut(429, 'Slow down');
    await team.round();
    expect(app.web.at(page).at(-1)?.headers['if-none-match']).toBeUndefined();
    expect(await team.subscriptions()).toEqual([expect.objectContaining({ error: 'feed_server_busy' })]);
  });

  it('that redirects to a host which may not be asked now is fetched later, and has not failed', async () => {
    const target = `target.${page}`;
    const [host] = target.split('/', 1);
    app.web.put(page, rss('Feed', 'one')).put(target, rss('Feed', 'one', 'two'));
    await team.subscribe(url());
    app.web.put(page, { status: 302, headers: { location: `http://${target}` } });
    await app.sql(`insert into feeds.hosts (host, next_at) values ('${host}', now() + interval '1 hour')`);
    await team.round();
    expect(app.web.count(target)).toBe(0);
    expect(await team.subscriptions()).toEqual([expect.objectContaining({ state: 'fine', error: null })]);
    await app.sql(`update feeds.hosts set next_at = now() - interval '1 ms' where host = '${host}'`);
    await team.round();
    expect(app.web.count(target)).toBe(1);
    // Both may be of one millisecond.
    expect((await team.titles()).sort()).toEqual(['one', 'two']);
  });

  it('for good with 410 is fetched no more, and its posts stay', async () => {
    app.web.put(page, rss('Feed', 'one'));
    await team.subscribe(url());
    app.web.put(page, { status: 410 });
    await team.round();
    const requests = app.web.count(page);
    await team.round();
    expect([app.web.count(page), (await team.subscriptions())[0]?.state, await team.titles()]).toEqual([
      requests,
      'ended',
      ['one'],
    ]);
  });
});

describe('a feed with credentials', () => {
  it('is its tenant’s alone, and they are in no answer', async () => {
    const other = await app.team();
    const basic = `Basic ${Buffer.from('anna:secret pear').toString('base64')}`;
    app.web.put(page, (response, { headers }) =>
      send(response, headers.authorization === basic ? rss('Inside', 'confidential') : { status: 401 }),
    );
    const { result } = await team.subscribe(`http://anna:secret%20pear@${page}`);
    expect(await team.subscriptions()).toEqual([
      expect.objectContaining({ id: result.subscriptionId, url: url(), private: true }),
    ]);
    await other.importOpml(opmlOf(url()));
    await other.round();
    await team.round();
    expect([await team.titles(), await other.titles()]).toEqual([['confidential'], []]);
    expect(await other.subscriptions()).toEqual([expect.objectContaining({ state: 'failing' })]);
    expect((await team.call('GET', 'opml')).body).not.toContain('secret');
    const stored = await app.sql<{
      row: string;
    }>(`select to_json(s)::text as row from feeds.sources s where url = '${url()}'
      union all select to_json(l)::text from feeds.import_lines l union all select payload::text from platform.outbox`);
    expect(stored.filter(({ row }) => row.includes('secret'))).toEqual([]);
  });

  it('does not move to another origin, which must not get them', async () => {
    app.web.put(page, rss('Feed', 'one')).put(`new-${page}`, rss('Feed', 'one'));
    await team.subscribe(url(), { authorization: 'Bearer pear' });
    app.web.put(page, { status: 301, headers: { location: `http://new-${page}` } });
    for (let n = 0; n < 3; n += 1) await team.round();
    expect((await team.subscriptions())[0]?.url).toBe(url());
    const there = app.web.at(`new-${page}`);
    expect(there.length).toBeGreaterThan(0);
    expect(there.filter(({ headers }) => headers.authorization)).toEqual([]);
  });
});

describe('a subscription that is paused', () => {
  it('is not fetched, gets nothing, and catches up once it is resumed', async () => {
    app.web.put(page, rss('Feed', 'one'));
    const { result } = await team.subscribe(url());
    await team.pause(result.subscriptionId, true);
    app.web.put(page, rss('Feed', 'one', 'two'));
    const requests = app.web.count(page);
    await team.round();
    expect([app.web.count(page), await team.titles(), (await team.subscriptions())[0]?.state]).toEqual([
      requests,
      ['one'],
      'paused',
    ]);
    await app.sql(`update feeds.hosts set next_at = now() - interval '1 ms' where host = '${team.host}'`);
    await app.sql(`update feeds.sources set tried_at = null where url = '${url()}'`);
    await team.pause(result.subscriptionId, false);
    await until(async () => (await team.titles()).length === 2);
  });
});
