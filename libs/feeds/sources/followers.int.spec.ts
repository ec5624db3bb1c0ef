// Real: the whole API, a worker, PostgreSQL, the threads that read documents, a web server. Faked: the Internet, whose hosts
// all lead to that server; the time, which SQL sets back.
import { rss } from '../../../test/support/feed-server.js';
import { FeedsApp, type Team } from '../../../test/support/feeds-app.js';

let app: FeedsApp;
let team: Team;
let made = 0;
/** The page of a feed that no other test has. */
let page: string;
beforeAll(async () => {
  app = await FeedsApp.start();
});
beforeEach(async () => {
  team = await app.team();
  made += 1;
  page = `follower-${made}.example/feed`;
});
afterAll(() => app?.close());

interface Shown {
  readonly state: string;
  readonly url: string;
  readonly triedAt: string | null;
  readonly error: string | null;
}
const url = () => `http://${page}`;
const shown = async () => (await team.read<{ data: Shown[] }>('subscriptions')).data[0];
const put = (...posts: string[]) => app.web.put(page, rss('Feed', ...posts));

describe('a subscription that is paused while others follow its feed', () => {
  const paused = async (id: string, paused: boolean) =>
    (await team.call('PATCH', `subscriptions/${id}`, { paused }, { 'if-match': '*' })).json();

  it('does not tell that the feed is fetched for them', async () => {
    const other = await app.team();
    put('one');
    const { result } = await team.subscribe(url());
    await other.subscribe(url());
    await paused(result.subscriptionId, true);
    app.web.put(page, { status: 500 });
    await other.round();
    expect(await shown()).toMatchObject({ state: 'paused', triedAt: null, error: null });
    await app.sql(`update feeds.sources set claimed_until = now() + interval '1 minute', claim = gen_random_uuid()
      where url = '${url()}'`);
    expect(await paused(result.subscriptionId, false)).toMatchObject({ state: 'new', triedAt: null, error: null });
  });

  it('gets what it missed once it is resumed', async () => {
    const other = await app.team();
    put('one');
    const { result } = await team.subscribe(url());
    await other.subscribe(url());
    await paused(result.subscriptionId, true);
    put('one', 'two');
    await other.round();
    await paused(result.subscriptionId, false);
    await team.round();
    expect((await team.titles()).sort()).toEqual(['one', 'two']);
  });
});

describe('a feed that moves for good', () => {
  it('to one that others follow brings what these have already', async () => {
    const [there, moved] = [await app.team(), `new-${page}`];
    app.web.put(moved, rss('Feed', 'one'));
    put('one');
    await team.subscribe(url());
    await there.subscribe(`http://${moved}`);
    app.web.put(page, { status: 301, headers: { location: `http://${moved}` } });
    for (let n = 0; n < 2; n += 1) await team.round();
    app.web.put(moved, rss('Feed', 'one', 'two'));
    await there.round();
    for (let n = 0; n < 2; n += 1) await team.round();
    expect((await shown())?.url).toBe(`http://${moved}`);
    expect((await team.titles()).sort()).toEqual(['one', 'two']);
  });

  it('with credentials is not merged with the feed that others follow there', async () => {
    const [there, moved] = [await app.team(), `${page}-moved`];
    app.web.put(moved, rss('Feed', 'one'));
    put('one');
    await team.subscribe(url(), { authorization: 'Bearer pear' });
    await there.subscribe(`http://${moved}`);
    app.web.put(page, { status: 301, headers: { location: `http://${moved}` } });
    for (let n = 0; n < 3; n += 1) await team.round();
    expect((await shown())?.url).toBe(`http://${moved}`);
    const sources = await app.sql(`select only_tenant from feeds.sources where url = 'http://${moved}' order by 1`);
    expect(sources).toEqual([{ only_tenant: team.tenant.id }, { only_tenant: null }]);
  });

  it('to an address that is too long stays where it is', async () => {
    const moved = `new-${page}?${'a'.repeat(2000)}`;
    app.web.put(moved, rss('Feed', 'one'));
    put('one');
    await team.subscribe(url());
    app.web.put(page, { status: 301, headers: { location: `http://${moved}` } });
    for (let n = 0; n < 3; n += 1) await team.round();
    expect(await shown()).toMatchObject({ url: url(), state: 'fine' });
  });
});

it('keeps the latest edit of a post where an earlier document is delivered late', async () => {
  put('one:first', 'gone');
  await team.subscribe(url());
  put('one:second');
  await team.round();
  const late = `from feeds.sources s, feeds.deliver_posts(s.id, 1, '00000000-0000-0000-0000-000000000000', 100)`;
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
