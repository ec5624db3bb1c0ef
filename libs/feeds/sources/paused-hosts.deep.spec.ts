// Real: the whole API, a worker, PostgreSQL, a web server. Faked: the Internet, whose hosts all lead to that server; the time,
// which SQL sets back.
import { rss } from '../../../test/support/feed-documents.js';
import { type FeedsApp, type Team, useFeedsApp } from '../../../test/support/feeds-app.js';
import { until } from '../../../test/support/until.js';

let app: FeedsApp;
let team: Team;
useFeedsApp((given) => {
  ({ app, team } = given);
});

describe('a server that asks to wait', () => {
  const pauseOf = async (host: string) => {
    const [row] = await app.sql<{ s: number }>(
      `select extract(epoch from next_at - now())::int as s from feeds.hosts where host = '${host}'`,
    );
    return row?.s;
  };

  it('is left alone at that address for as long as it asks, whoever wants it sooner, and at no other', async () => {
    const [busy, other, port] = [`${team.host}/busy`, `${team.host}/other`, `${team.host}:8080/feed`];
    const late = await app.team();
    for (const each of [busy, other, port]) app.web.put(each, rss(each, 'one'));
    app.web.internet.host(team.host);
    for (const each of [busy, other]) await team.subscribe(`http://${each}`);
    await late.subscribe(`http://${port}`);
    // One tenant may choose what both of its addresses answer.
    for (const each of [busy, other]) app.web.put(each, { status: 429, headers: { 'retry-after': '7200' } });
    await team.round();
    app.web.put(port, rss(port, 'one', 'two')).put(`${team.host}/new`, rss('New', 'three'));
    await app.sql(`update feeds.hosts set next_at = now() where host = 'paused:${team.tenant.id} ${team.host}'`);
    const requests = app.web.count(busy);
    await team.round();
    expect(app.web.count(busy)).toBe(requests);
    const due = await app.sql<{ s: number }>(`select extract(epoch from due_at - now())::int as s
      from feeds.sources where url in ('http://${busy}', 'http://${other}')`);
    for (const { s } of due) expect(s).toBeGreaterThan(7100);
    expect(due).toHaveLength(2);
    expect(await pauseOf(`paused:${team.host}`)).toBeUndefined();
    await late.round();
    await late.subscribe(`http://${team.host}/new`);
    expect((await late.titles()).sort()).toEqual(['one', 'three', 'two']);
  });

  it('at two addresses with different followers is left alone by all, at that port and not for long', async () => {
    const [first, second, third, port] = ['a', 'b', 'c', ':8080/d'].map(
      (page) => `${team.host}${page.startsWith(':') ? page : `/${page}`}`,
    );
    const late = await app.team();
    app.web.internet.host(team.host);
    for (const each of [first, second, third, port]) app.web.put(`${each}`, rss('Feed', `${each}`.slice(-1)));
    await team.subscribe(`http://${first}`);
    for (const each of [second, third, port]) await late.subscribe(`http://${each}`);
    for (const each of [first, second]) app.web.put(`${each}`, { status: 503, headers: { 'retry-after': '7200' } });
    app.web.put(`${port}`, rss('Feed', 'd', 'e'));
    await team.round();
    expect(await pauseOf(`paused:${team.host}`)).toBeUndefined();
    await late.round();
    expect(await pauseOf(`paused:${team.host}`)).toBeGreaterThan(880);
    expect(await pauseOf(`paused:${team.host}`)).toBeLessThanOrEqual(900);
    const requests = app.web.count(`${third}`);
    await late.round();
    expect([app.web.count(`${third}`), (await late.titles()).sort()]).toEqual([requests, ['b', 'c', 'd', 'e']]);
    const { id } = (await late.call('POST', 'subscriptions', { url: `http://${team.host}/new` })).json();
    await app.sql(`update feeds.hosts set next_at = now() where host = 'paused:${team.host}'`);
    expect((await late.ended(id)).error?.code).toBe('feed_missing');
  });

  it('at two addresses of one tenant is left alone by that tenant, and not by those who follow one of the two', async () => {
    const [first, second, third] = ['a', 'b', 'c'].map((path) => `${team.host}/${path}`) as [string, string, string];
    const late = await app.team();
    for (const each of [first, second, third]) app.web.put(each, rss('Feed', each.slice(-1)));
    app.web.internet.host(team.host);
    for (const each of [first, second, third]) await team.subscribe(`http://${each}`);
    await late.subscribe(`http://${first}`);
    for (const each of [first, second]) app.web.put(each, { status: 429, headers: { 'retry-after': '60' } });
    await team.round();
    expect(await pauseOf(`paused:${team.host}`)).toBeUndefined();
    expect(await pauseOf(`paused:${team.tenant.id} ${team.host}`)).toBeGreaterThan(0);
    const requests = app.web.count(third);
    await app.sql(`update feeds.sources set queued = true, due_at = now() where url = 'http://${third}'`);
    await team.sync();
    await until(
      async () => (await app.sql(`select from feeds.sources where url = 'http://${third}' and not queued`)).length > 0,
    );
    expect(app.web.count(third)).toBe(requests);
    const ask = (page: string) =>
      app.sql<{ wait: number }>(`select set_config('app.tenant_id', '${late.tenant.id}', true) as tenant,
        feeds.ask_host('http://${page}') as wait`);
    expect((await ask(second))[0]?.wait).toBeGreaterThan(10_000);
    expect((await ask(third))[0]?.wait).toBeLessThanOrEqual(1000);
  });
});
