// Real: the whole API, a worker, PostgreSQL, the threads that read documents, a web server. Faked: the Internet, whose hosts
// all lead to that server; the time, which SQL sets back.
import { opmlOf, rss } from '../../../test/support/feed-documents.js';
import { type FeedsApp, type Team, useFeedsApp } from '../../../test/support/feeds-app.js';
import { until } from '../../../test/support/until.js';

let app: FeedsApp;
let team: Team;
/** The page of a feed that no other test has. */
let page: string;
useFeedsApp((given) => {
  ({ app, team } = given);
  page = `${team.host}/feed`;
});

const url = () => `http://${page}`;
const shown = async () => (await team.subscriptions())[0];
const put = (...posts: string[]) => app.web.put(page, rss('Feed', ...posts));

describe('a subscription that is paused while others follow its feed', () => {
  it('does not tell that the feed is fetched for them', async () => {
    const other = await app.team();
    put('one');
    const { result } = await team.subscribe(url());
    await other.subscribe(url());
    await team.pause(result.subscriptionId, true);
    app.web.put(page, { status: 500 });
    await other.round();
    expect(await shown()).toMatchObject({ state: 'paused', triedAt: null, error: null });
    await app.sql(`update feeds.sources set claimed_until = now() + interval '1 minute', claim = gen_random_uuid()
      where url = '${url()}'`);
    expect(await team.pause(result.subscriptionId, false)).toMatchObject({ state: 'new', triedAt: null, error: null });
  });

  it('gets what it missed once it is resumed', async () => {
    const other = await app.team();
    put('one');
    const { result } = await team.subscribe(url());
    await other.subscribe(url());
    await team.pause(result.subscriptionId, true);
    put('one', 'two');
    await other.round();
    await team.pause(result.subscriptionId, false);
    await team.round();
    expect((await team.titles()).sort()).toEqual(['one', 'two']);
  });
});

it('in networks that tenants may reach is fetched for each of them alone', async () => {
  const networks = ['10.1.0.0/16'];
  const [mine, theirs] = [await app.team({ networks }), await app.team({ networks })];
  put('confidential');
  app.web.internet.host(page.split('/', 1)[0] ?? '', ['10.1.2.3']);
  for (const each of [mine, theirs]) expect(await each.subscribe(url())).toMatchObject({ state: 'succeeded' });
  expect(await team.subscribe(url())).toMatchObject({ state: 'failed', error: { code: 'destination_refused' } });
  await team.importOpml(opmlOf(url()));
  await team.round();
  expect([await mine.titles(), await team.titles()]).toEqual([['confidential'], []]);
  expect(await shown()).toMatchObject({ state: 'failing', error: 'destination_refused' });
  const owners = await app.sql<{ id: string }>(`select only_tenant as id from feeds.sources where url = '${url()}'`);
  expect(owners.map(({ id }) => id).sort()).toEqual([mine.tenant.id, null, theirs.tenant.id].sort());
});

it('keeps the latest edit of a post where an earlier document is delivered late', async () => {
  put('one:first', 'gone');
  await team.subscribe(url());
  put('one:second');
  await team.round();
  const late = `from feeds.sources s, feeds.deliver_posts(s.id, 1, array(select f.id from feeds.subscriptions f where f.source_id = s.id), '{}', 0)`;
  await app.sql(`select ${late} where s.url = '${url()}'`);
  const [row] = await app.sql<{ content: string; version: number }>(
    `select content, version from feeds.posts where tenant_id = '${team.tenant.id}' and title = 'one'`,
  );
  expect(row).toEqual({ content: expect.stringContaining('second'), version: 2 });
});

it('tries a feed later and later that cannot be stored', async () => {
  put('one');
  await team.subscribe(url());
  await app.sql(`create function feeds.refuse() returns trigger language plpgsql as
      $$ begin if new.posts::text ~ 'poison' then raise 'It cannot be stored.'; end if; return new; end $$;
    create trigger refuse before insert on feeds.documents for each row execute function feeds.refuse()`);
  put('one', 'poison');
  await team.round();
  expect(await shown()).toMatchObject({ state: 'failing', error: 'internal_error' });
  put('one', 'two');
  await team.round();
  expect(await shown()).toMatchObject({ state: 'fine', error: null });
});

describe('a feed of many posts', () => {
  const posts = Array.from({ length: 900 }, (_, i) => `post ${i}`);
  const stored = async (of: Team) =>
    (await app.sql<{ title: string }>(`select title from feeds.posts where tenant_id = '${of.tenant.id}'`)).map(
      ({ title }) => title,
    );

  it('is given step by step to those who begin to follow it', async () => {
    const other = await app.team();
    put(...posts, 'advertisement');
    await other.call('POST', 'filters', { name: 'No advertisements', action: 'drop', terms: ['advertisement'] });
    await team.subscribe(url());
    await other.subscribe(url());
    await until(async () => (await stored(team)).length > 900 && (await stored(other)).length >= 900);
    put(...posts, 'late');
    await team.round();
    await until(async () => (await stored(other)).includes('late'));
    expect((await stored(team)).sort()).toEqual([...posts, 'advertisement', 'late'].sort());
    expect((await stored(other)).sort()).toEqual([...posts, 'late'].sort());
    const latest = await app.team();
    await latest.subscribe(url());
    await until(async () => (await stored(latest)).length === 901);
  });

  it('passes over those who pause meanwhile, and gives them all posts once they go on', async () => {
    put(...posts);
    const { result } = await team.subscribe(url());
    await until(async () => (await stored(team)).length === 900);
    const [source] = await app.sql<{ id: string }>(`select source_id as id from feeds.subscriptions
      where id = '${result.subscriptionId}'`);
    const give = (followers: string, first: number) =>
      app.sql<{ served: string[]; next: number | null }>(
        `select served, next from feeds.deliver_posts('${source?.id}', 1, '${followers}', '${followers}', ${first})`,
      );
    await app.sql(`delete from feeds.posts where tenant_id = '${team.tenant.id}';
      update feeds.subscriptions set filled = false where id = '${result.subscriptionId}'`);
    expect(await give(`{${result.subscriptionId}}`, 0)).toEqual([{ served: [result.subscriptionId], next: 500 }]);
    await team.pause(result.subscriptionId, true);
    expect(await give(`{${result.subscriptionId}}`, 500)).toMatchObject([{ served: [] }]);
    await team.pause(result.subscriptionId, false);
    await team.round();
    await until(async () => (await stored(team)).length === 900);
  });
});

it('is given to few tenants at once that look for many terms', async () => {
  put('one');
  const others = [await app.team(), await app.team(), await app.team()];
  for (const each of [team, ...others]) await each.subscribe(url());
  for (const { tenant } of others.slice(1)) {
    await app.sql(`insert into feeds.filters (tenant_id, id, name, action, fields, terms, keys)
      select '${tenant.id}', uuidv7(), 'Filter ' || i, 'drop', '{title}', t, t
        from generate_series(1, 26) i, (select array_agg('term ' || j) as t from generate_series(1, 10) j) terms`);
  }
  put('one', 'two');
  await team.round();
  for (const each of [team, ...others]) {
    await until(async () => (await each.titles()).length === 2);
  }
  const after = '00000000-0000-0000-0000-000000000000';
  expect(
    await app.sql(`select cardinality(n.followers) as followers, more from feeds.sources s, feeds.followers_after(s.id, s.version, '${after}', 100, false) n
      where s.url = '${url()}'`),
  ).toEqual([{ followers: 3, more: true }]);
});

it('waits and is fetched again where the database is busy, which is no failure of the feed', async () => {
  put('one');
  await team.subscribe(url());
  await app.sql(`create function feeds.wait() returns trigger language plpgsql as
      $$ begin if new.posts::text ~ 'slow' then raise 'canceling statement due to lock timeout' using errcode = '55P03'; end if; return new; end $$;
    create trigger wait before insert on feeds.documents for each row execute function feeds.wait()`);
  put('one', 'slow');
  await team.round();
  expect(await shown()).toMatchObject({ state: 'fine', error: null });
  await app.sql('drop trigger wait on feeds.documents');
  await team.round();
  expect((await team.titles()).sort()).toEqual(['one', 'slow']);
});
