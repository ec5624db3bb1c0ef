// Real: the whole API, a worker, PostgreSQL, the threads that read documents, a web server. Faked: the Internet, whose hosts
// all lead to that server; the time, which SQL sets back.
import { rss } from '../../../test/support/feed-documents.js';
import { type FeedsApp, type Team, useFeedsApp } from '../../../test/support/feeds-app.js';
import { until } from '../../../test/support/until.js';
import type { Page } from '../../../test/support/web-server.js';

let app: FeedsApp;
let team: Team;
/** The page of a feed that no other test has. */
let page: string;
useFeedsApp((given) => {
  ({ app, team } = given);
  page = `${team.host}/feed`;
});

const url = () => `http://${page}`;
const redirect = (status: number, to: string): Page => ({ status, headers: { location: to } });

describe('a feed that moves', () => {
  it('for good is followed to its new address after three fetches that say so', async () => {
    app.web.put(page, rss('Feed', 'one')).put(`new-${page}`, rss('Feed', 'one'));
    await team.subscribe(url());
    app.web.put(page, redirect(301, `http://new-${page}`));
    for (const expected of [url(), url(), `http://new-${page}`]) {
      await team.round();
      expect((await team.subscriptions())[0]?.url).toBe(expected);
    }
    expect(await team.titles()).toEqual(['one']);
  });

  it('for a while stays where it is', async () => {
    app.web.put(page, rss('Feed', 'one')).put(`new-${page}`, rss('Feed', 'one'));
    await team.subscribe(url());
    for (const status of [301, 301, 302, 307, 301]) {
      app.web.put(page, redirect(status, `http://new-${page}`));
      await team.round();
    }
    expect((await team.subscriptions())[0]?.url).toBe(url());
  });

  it('to an address that is not allowed fails, and stays', async () => {
    app.web.put(page, rss('Feed', 'one'));
    await team.subscribe(url());
    app.web.put(page, redirect(301, 'http://169.254.169.254/latest'));
    for (let n = 0; n < 4; n += 1) await team.round();
    expect(await team.subscriptions()).toEqual([expect.objectContaining({ url: url(), error: 'destination_refused' })]);
    expect(app.web.internet.connections).not.toContain('169.254.169.254:80');
  });

  it('to one that others follow is merged with it, but where a tenant follows both', async () => {
    const [there, both] = [await app.team(), await app.team()];
    app.web.put(page, rss('Feed', 'one')).put(`new-${page}`, rss('Feed', 'one'));
    await team.subscribe(url());
    await there.subscribe(`http://new-${page}`);
    for (const each of [url(), `http://new-${page}`]) await both.subscribe(each);
    app.web.put(page, redirect(308, `http://new-${page}`));
    for (let n = 0; n < 3; n += 1) await team.round();
    expect((await team.subscriptions()).map((each) => each.url)).toEqual([`http://new-${page}`]);
    expect((await both.subscriptions()).map((each) => each.url).sort()).toEqual([url(), `http://new-${page}`].sort());
    app.web.put(`new-${page}`, rss('Feed', 'one', 'two'));
    await there.round();
    // The posts of a round reach other followers by jobs of their own.
    await until(async () => (await team.titles()).includes('two'));
    expect(await team.titles()).toContain('one');
  });

  it('for good to one that others follow brings what these have already', async () => {
    const [there, moved] = [await app.team(), `new-${page}`];
    app.web.put(moved, rss('Feed', 'one'));
    app.web.put(page, rss('Feed', 'one'));
    await team.subscribe(url());
    await there.subscribe(`http://${moved}`);
    app.web.put(page, redirect(301, `http://${moved}`));
    for (let n = 0; n < 2; n += 1) await team.round();
    app.web.put(moved, rss('Feed', 'one', 'two'));
    await there.round();
    for (let n = 0; n < 2; n += 1) await team.round();
    expect((await team.subscriptions())[0]?.url).toBe(`http://${moved}`);
    expect((await team.titles()).sort()).toEqual(['one', 'two']);
  });

  it('with credentials is not merged with the feed that others follow there', async () => {
    const [there, moved] = [await app.team(), `${page}-moved`];
    app.web.put(moved, rss('Feed', 'one'));
    app.web.put(page, rss('Feed', 'one'));
    await team.subscribe(url(), { authorization: 'Bearer pear' });
    await there.subscribe(`http://${moved}`);
    app.web.put(page, redirect(301, `http://${moved}`));
    for (let n = 0; n < 3; n += 1) await team.round();
    expect((await team.subscriptions())[0]?.url).toBe(`http://${moved}`);
    const sources = await app.sql(`select only_tenant from feeds.sources where url = 'http://${moved}' order by 1`);
    expect(sources).toEqual([{ only_tenant: team.tenant.id }, { only_tenant: null }]);
  });

  it('to an address that is too long stays where it is', async () => {
    const moved = `new-${page}?${'a'.repeat(2000)}`;
    app.web.put(moved, rss('Feed', 'one'));
    app.web.put(page, rss('Feed', 'one'));
    await team.subscribe(url());
    app.web.put(page, redirect(301, `http://${moved}`));
    for (let n = 0; n < 3; n += 1) await team.round();
    expect((await team.subscriptions())[0]).toMatchObject({ url: url(), state: 'fine' });
  });
});
