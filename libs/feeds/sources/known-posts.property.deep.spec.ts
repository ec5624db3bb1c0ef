// Real: the whole API, a worker, PostgreSQL, the threads that read documents, a web server. Faked: the Internet, whose hosts
// all lead to that server; the time, which SQL sets back; what an older parser made, which SQL writes.
import fc from 'fast-check';
import { FeedsApp, type Team } from '../../../test/support/feeds-app.js';
import { documentOf, type RandomFeed, randomFeed } from '../../../test/support/random-feeds.js';
import { until } from '../../../test/support/until.js';
import { Documents } from '../documents/documents.js';
import { SyncsTenant } from './sync-tenant.job.js';

let app: FeedsApp;
/** Two that follow the same feeds, each for itself. Of what the second one has, nothing is known. */
let teams: readonly Team[];
beforeAll(async () => {
  app = await FeedsApp.start();
  teams = [await app.team(), await app.team()];
  for (const team of teams) await team.call('POST', 'filters', { name: 'All', action: 'mark', terms: [] });
});
afterAll(() => app?.close());

/** What happens before a fetch, beside other entries. */
const happening = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('nothing', 'newcomer') },
  { weight: 2, arbitrary: fc.constantFrom('redirect', 'older parser', 'document lost') },
);
const step = fc.record({
  feed: randomFeed,
  happening,
  /** Of the feed itself. */
  changed: fc.oneof(
    { weight: 3, arbitrary: fc.constant<keyof RandomFeed>('items') },
    { weight: 1, arbitrary: fc.constantFrom<keyof RandomFeed>('base', 'title', 'author', 'format') },
  ),
  adds: fc.boolean(),
  turns: fc.boolean(),
});

/** As if a former version of the parser had read the last document. */
const olderParser = (source: string) => `
  update feeds.documents d set digests = overlay(d.digests placing '\\x00000000' from 1 for 4),
    posts = coalesce((select jsonb_agg(p || '{"content": "old", "hash": "00"}') from jsonb_array_elements(d.posts) p), '[]')
    where d.source_id = '${source}';
  update feeds.sources s set body_hash = null,
    entries = coalesce((select jsonb_object_agg(key, '00') from jsonb_each(s.entries)), '{}') where s.id = '${source}';
  update feeds.posts set hash = '\\x00', content = 'old' where subscription_id in
    (select id from feeds.subscriptions where source_id = '${source}')`;

const newcomer = (source: string) => `
  delete from feeds.posts where subscription_id in (select id from feeds.subscriptions where source_id = '${source}');
  update feeds.subscriptions set filled = false where source_id = '${source}'`;

/** Has a source fetched: here, or by the worker, which looks for what is due now and then. */
async function fetchOnce({ tenant }: Team, source: string): Promise<void> {
  const job = app.api.app.get(SyncsTenant, { strict: false });
  const context = { signal: new AbortController().signal } as Parameters<SyncsTenant['run']>[1];
  await app.sql(`update feeds.sources set due_at = now() - interval '1 second' where id = '${source}'`);
  const left = `select from feeds.sources where id = '${source}' and (queued or claim is not null or due_at <= now())`;
  await until(async () => {
    await app.sql(`update feeds.hosts set next_at = now() - interval '1 ms'`);
    await job.run({ tenantId: tenant.id }, context);
    return (await app.sql(left)).length === 0;
  });
}

/** All that a fetch leaves, but ids and moments. */
async function left(source: string): Promise<object> {
  const [row] =
    await app.sql(`select s.version, s.entries, s.title, s.site_url, s.interval_minutes, s.newest_at, s.error, s.failures,
      (select d.posts from feeds.documents d where d.source_id = s.id and d.version = s.version) as document,
      (select sum(d.new_posts) from feeds.source_days d where d.source_id = s.id) as added,
      (select jsonb_agg(jsonb_build_array(to_jsonb(p) - '{tenant_id,id,subscription_id,sorted_at,received_at,updated_at}'::text[],
          (select jsonb_agg(to_jsonb(v) - '{tenant_id,post_id,received_at}'::text[] order by v.version) from feeds.post_versions v
            where v.tenant_id = p.tenant_id and v.post_id = p.id),
          (select count(*) from feeds.marked_posts m where m.tenant_id = p.tenant_id and m.post_id = p.id)) order by p.number)
        from feeds.posts p join feeds.subscriptions f on f.tenant_id = p.tenant_id and f.id = p.subscription_id
        where f.source_id = s.id) as posts
    from feeds.sources s where s.id = '${source}'`);
  return row ?? {};
}

/** Waits until events tell of all that came to a team. */
async function announced({ tenant }: Team): Promise<void> {
  const waiting = `select from feeds.marked_posts where tenant_id = '${tenant.id}' and not announced`;
  await until(async () => (await app.sql(waiting)).length === 0);
}

/** The numbers of the posts that events of a team tell of. */
async function told({ tenant }: Team): Promise<object[]> {
  return app.sql(`select p.number from feeds.posts p where p.tenant_id = '${tenant.id}' and p.id in
    (select json_array_elements_text(payload->'data'->'postIds')::uuid from platform.outbox
      where tenant_id = '${tenant.id}' and payload->>'type' = 'feeds.posts.marked') order by 1`);
}

it('a feed of which the last document is known gives the same posts, versions and events as one without', async () => {
  const read = jest.spyOn(Documents.prototype, 'parseChanges');
  let pages = 0;
  await fc.assert(
    fc.asyncProperty(randomFeed, fc.array(step, { minLength: 3, maxLength: 6 }), async (first, steps) => {
      const now = Date.now();
      pages += 1;
      const page = `known.example/${pages}`;
      const headers = { 'content-type': 'text/plain' };
      const put = (at: string, feed: RandomFeed) => app.web.put(at, { headers, body: documentOf(feed, now) });
      put(page, first);
      const sources = await Promise.all(
        teams.map(async (team) => {
          const { result } = await team.subscribe(`http://${page}`, { authorization: `Bearer ${team.tenant.slug}` });
          const found = `select source_id as id from feeds.subscriptions where id = '${result.subscriptionId}'`;
          return (await app.sql<{ id: string }>(found))[0]?.id ?? '';
        }),
      );
      let feed = first;
      for (const { feed: other, happening, changed, adds, turns } of steps) {
        const items = [...other.items.slice(0, 2), ...(adds ? feed.items : feed.items.slice(1))].slice(0, 8);
        feed = { ...feed, [changed]: other[changed], items: turns ? items.reverse() : items };
        const target = `elsewhere.example/${pages}/feed`;
        put(happening === 'redirect' ? target : page, feed);
        if (happening === 'redirect') app.web.put(page, { status: 302, headers: { location: `http://${target}` } });
        const after = [];
        for (const [at, team] of teams.entries()) {
          const source = sources[at] as string;
          if (happening === 'older parser') await app.sql(olderParser(source));
          // Of posts that are deleted before, no event tells.
          await announced(team);
          if (happening === 'newcomer') await app.sql(newcomer(source));
          if (happening === 'document lost') await app.sql(`delete from feeds.documents where source_id = '${source}'`);
          if (at === 1) await app.sql(`update feeds.documents set digests = null where source_id = '${source}'`);
          await fetchOnce(team, source);
          after.push(await left(source));
        }
        expect(after[0]).toEqual(after[1]);
      }
    }),
    { numRuns: 8, interruptAfterTimeLimit: 500_000 },
  );
  for (const team of teams) await announced(team);
  const [known, unknown] = await Promise.all(teams.map(told));
  expect(known?.length).toBeGreaterThan(0);
  expect(known).toEqual(unknown);
  const feeds = await Promise.all(read.mock.results.map(({ value }) => value as ReturnType<Documents['parseChanges']>));
  expect(feeds.filter(({ posts }) => posts.some((post) => 'place' in post)).length).toBeGreaterThan(5);
});

describe('a document that is deleted for its age', () => {
  const item = (id: string) => `<item><guid>${id}</guid><title>${id}</title></item>`;
  const put = (page: string, ...ids: readonly string[]) =>
    app.web.put(page, { body: `<rss version="2.0"><channel>${ids.map(item).join('')}</channel></rss>` });

  async function followed(name: string): Promise<Team> {
    const team = await app.team();
    put(`${team.host}/${name}`, 'one');
    await team.follow(name);
    put(`${team.host}/${name}`, 'one', 'two');
    return team;
  }

  it('soon is not relied upon', async () => {
    const team = await followed('old');
    await app.sql(`update feeds.documents set fetched_at = now() - interval '6 days 23 hours 1 minute'`);
    const read = jest.spyOn(Documents.prototype, 'parseChanges').mockClear();
    await team.round();
    expect(read.mock.calls.map(([, last]) => last.digests)).toEqual([null]);
  });

  it('while its posts are still needed has the feed fetched again', async () => {
    const team = await followed('gone');
    const { parseChanges } = Documents.prototype;
    jest.spyOn(Documents.prototype, 'parseChanges').mockImplementationOnce(async function (this: Documents, ...given) {
      const feed = await parseChanges.apply(this, given);
      await app.sql('delete from feeds.documents');
      return feed;
    });
    await team.round();
    expect(await team.subscriptions()).toEqual([expect.objectContaining({ error: 'internal_error' })]);
    await team.round();
    expect([(await team.titles()).sort(), (await team.subscriptions())[0]?.error]).toEqual([['one', 'two'], null]);
  });
});

it('a change that is no edit comes with the next document that is stored', async () => {
  const team = await app.team();
  const item = (id: string, tag: string) => `<item><guid>${id}</guid><category>${tag}</category></item>`;
  const put = (...items: readonly string[]) =>
    app.web.put(`${team.host}/tags`, { body: `<rss version="2.0"><channel>${items.join('')}</channel></rss>` });
  put(item('one', 'Red'));
  const id = await team.follow('tags');
  put(item('one', 'Blue'));
  await team.round();
  put(item('one', 'Blue'), item('two', 'Blue'));
  await team.round();
  const tags = `select distinct on (source_id) posts->0->'tags' as tags from feeds.documents
    where source_id = (select source_id from feeds.subscriptions where id = '${id}') order by source_id, version desc`;
  expect(await app.sql(tags)).toEqual([{ tags: ['Blue'] }]);
});
