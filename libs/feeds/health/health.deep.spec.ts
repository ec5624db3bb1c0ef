// Real: the whole API, a worker, PostgreSQL, the threads that read documents, a web server. Faked: the Internet, whose hosts
// all lead to that server; the time, which SQL sets back.
import { newId } from '#platform/ids';
import { opmlOf, rss } from '../../../test/support/feed-documents.js';
import { type FeedsApp, type Team, useFeedsApp } from '../../../test/support/feeds-app.js';
import { until } from '../../../test/support/until.js';
import type { FailingFeedDto, FeedHealthDto } from './health.dto.js';
import { markNotified } from './health.sql.js';
import { NotifiesFollowers } from './notify-followers.job.js';

let app: FeedsApp;
let team: Team;
/** The page of a feed that no other test has. */
let page: string;
useFeedsApp((given) => {
  ({ app, team } = given);
  page = `${team.host}/feed`;
  app.web.put(page, rss('Feed', 'one'));
});

const url = () => `http://${page}`;
const source = () => `(select id from feeds.sources where url = '${url()}')`;
const fails = () => app.web.put(page, { status: 500 });
const recovers = () => app.web.put(page, rss('Feed', 'one', 'two'));
const follow = async (who: Team = team) => (await who.subscribe(url())).result.subscriptionId;
const health = (id: string, who: Team = team) => who.read<FeedHealthDto>(`subscriptions/${id}/health`);
const sick = async (who: Team = team, query = '') =>
  (await who.read<{ data: FailingFeedDto[] }>(`health${query}`)).data.map(({ id, state }) => [id, state]);

/** Everything that is known of the feed happened so many days earlier. */
const setBack = (days: number) =>
  // The source first, as the job locks it that tells followers. The days in two steps: day by day, one would come to another
  // that is there still.
  app.sql(`select from feeds.sources where id = ${source()} for update;
    update feeds.source_days set day = day - 1000 where source_id = ${source()};
    update feeds.source_days set day = day + 1000 - ${days} where source_id = ${source()};
    update feeds.subscriptions set health_since = health_since - interval '${days} days' where source_id = ${source()};
    update feeds.sources set tried_at = tried_at - interval '${days} days', succeeded_at = succeeded_at - interval '${days} days',
      failing_since = failing_since - interval '${days} days',
      failed_at = array(select at - interval '${days} days' from unnest(failed_at) at) where id = ${source()}`);

interface Told {
  readonly type: string;
  readonly data: { readonly reason?: string; readonly since: string };
}

/** What a tenant was told of a subscription, once no job that tells is left. */
async function told(id: string, who: Team = team): Promise<Told[]> {
  const waits = `select from feeds.sources s where s.id = ${source()} and feeds.health_changed(s.id)`;
  await until(async () => (await app.sql(waits)).length === 0);
  return app.sql<Told>(`select payload->>'type' as type, payload->'data' as data from platform.outbox
    where tenant_id = '${who.tenant.id}' and subject = '${id}' and payload->>'type' like 'feeds.%' order by id`);
}
const types = async (id: string, who: Team = team) => (await told(id, who)).map(({ type }) => type);
const [failing, recovered] = ['feeds.feed.failing', 'feeds.feed.recovered'];

describe('the health of a subscription', () => {
  it('tells what its last fetch came to', async () => {
    const id = await follow();
    expect(await health(id)).toMatchObject({ state: 'fine', score: 100, reason: null, days: [] });
    fails();
    await team.round();
    const answer = await health(id);
    expect(answer).toMatchObject({ state: 'failing', score: 0, reason: { code: 'feed_server_failed' }, days: [] });
    expect(Date.parse(String(answer.nextTryAt))).toBeGreaterThan(Date.now());
    expect(answer.reason?.detail).toContain('a fault of its own');
    const french = await team.call('GET', `subscriptions/${id}/health`, undefined, { 'accept-language': 'fr' });
    expect(french.json().reason.detail).toContain('une erreur interne');
  });

  it('is in the ETag of the subscription, which changes it at its version all the same', async () => {
    const id = await follow();
    const path = `subscriptions/${id}`;
    const read = (tag: string) => team.call('GET', path, undefined, { 'if-none-match': tag });
    const change = (title: string) => team.call('PATCH', path, { title }, { 'if-match': tag });
    const tag = String((await read('')).headers.etag);
    expect((await read(tag)).statusCode).toBe(304);
    fails();
    await team.round();
    const answer = await read(tag);
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { version: 1, state: 'failing' }]);
    expect((await change('Mine')).statusCode).toBe(200);
    expect((await change('Yours')).statusCode).toBe(412);
  });

  it('has a day for each day with fetches, and a score that follows from them', async () => {
    const id = await follow();
    await setBack(2);
    fails();
    await team.round();
    await setBack(1);
    recovers();
    const begun = performance.now();
    await team.round();
    const longest = Math.ceil(performance.now() - begun);
    const { days, score } = await health(id);
    expect(days.map(({ fetches, failures, newPosts }) => [fetches, failures, newPosts])).toEqual([
      [1, 1, 0],
      [1, 0, 1],
    ]);
    expect(score).toBe(Math.round(100 / (1 + 0.9)));
    expect(days[1]?.slowestMs).toBeLessThanOrEqual(longest);
    // The first of them is thirty days ago.
    await setBack(29);
    expect((await health(id)).days).toMatchObject([{ failures: 0 }]);
  });

  it('is unknown before the first fetch, while it is paused, and to others', async () => {
    const id = await follow();
    await team.pause(id, true);
    const unknown = { score: null, healthSince: null, nextTryAt: null, reason: null, days: [] };
    expect(await health(id)).toMatchObject({ state: 'paused', ...unknown });
    const stranger = await app.team();
    expect((await stranger.call('GET', `subscriptions/${id}/health`)).json().code).toBe('subscription_not_found');
  });
});

it('the functions of the database answer the tenant in force alone', async () => {
  const [id, stranger] = [await follow(), await app.team()];
  await setBack(2);
  fails();
  for (let times = 0; times < 2; times += 1) await team.round();
  await app.sql(`update feeds.sources set failed_at = array_fill(tried_at, array[3]) where id = ${source()}`);
  const asked = async ({ tenant: { id: tenantId } }: Team) => {
    const [row] = await app.sql<object>(`select set_config('app.tenant_id', '${tenantId}', false);
      select feeds.score_of('${id}') as score, (select count(*)::int from feeds.days_of('${id}')) as days,
        (select count(*)::int from feeds.health_of(array['${id}'::uuid])) as health`);
    return [row, await app.database.transaction({ tenantId }, (tx) => tx.run(markNotified, id))];
  };
  expect(await asked(stranger)).toEqual([{ score: null, days: 0, health: 0 }, []]);
  expect(await asked(team)).toEqual([{ score: 0, days: 1, health: 1 }, [expect.objectContaining({ failing: true })]]);
});

describe('who begins to follow a feed that has failed for long', () => {
  /** Two teams follow the same feed; the second began today. */
  async function late(): Promise<{ early: Team; earlyId: string; lateId: string; triedBy: number }> {
    const early = await app.team();
    const earlyId = await follow(early);
    await setBack(10);
    fails();
    for (let times = 0; times < 5; times += 1) {
      await early.round();
      await setBack(1);
    }
    await early.round();
    const lateId = newId();
    await app.sql(`insert into feeds.subscriptions (tenant_id, id, url, title)
      values ('${team.tenant.id}', '${lateId}', '${url()}', 'Feed')`);
    await team.round();
    return { early, earlyId, lateId, triedBy: Date.now() };
  }

  it('learns nothing of the time before', async () => {
    const { early, earlyId, lateId, triedBy } = await late();
    expect(await health(earlyId, early)).toMatchObject({ score: 0, days: { length: 6 } });
    const answer = await health(lateId);
    expect(answer).toMatchObject({ state: 'failing', score: 0, succeededAt: null, days: [] });
    expect(answer.failingSince).toBe(answer.healthSince);
    // As after a first failure, a quarter of an hour later, a tenth more at most.
    expect(Date.parse(String(answer.nextTryAt))).toBeLessThan(triedBy + 17 * 60_000);
    expect([await types(lateId), await sick()]).toEqual([[], []]);
    expect([await types(earlyId, early), await sick(early)]).toEqual([[failing], [[earlyId, 'failing']]]);
  });

  it('is told that it fails once three fetches of its own failed', async () => {
    const { early, earlyId, lateId } = await late();
    await team.round();
    expect(await types(lateId)).toEqual([]);
    await team.round();
    expect(await told(lateId)).toEqual([
      {
        type: failing,
        data: { subscriptionId: lateId, reason: 'feed_server_failed', since: (await health(lateId)).healthSince },
      },
    ]);
    expect(await types(earlyId, early)).toEqual([failing]);
  });

  it('sees days from the next one on', async () => {
    const { lateId } = await late();
    await setBack(1);
    await team.round();
    expect((await health(lateId)).days).toMatchObject([{ fetches: 1, failures: 1 }]);
  });
});

describe('a tenant hears of a feed that fails', () => {
  it('once, after three failures in a row, and once that it recovered', async () => {
    const id = await follow();
    fails();
    await team.round();
    await team.round();
    expect(await types(id)).toEqual([]);
    await team.round();
    await team.round();
    expect(await types(id)).toEqual([failing]);
    recovers();
    await team.round();
    await team.round();
    expect(await types(id)).toEqual([failing, recovered]);
    expect(await sick()).toEqual([]);
    fails();
    await team.round();
    await team.round();
    expect(await types(id)).toEqual([failing, recovered]);
    await team.round();
    expect(await types(id)).toEqual([failing, recovered, failing]);
  });

  it('at once where it is gone for good', async () => {
    const id = await follow();
    app.web.put(page, { status: 410 });
    await team.round();
    expect(await told(id)).toMatchObject([{ type: failing, data: { reason: 'feed_gone' } }]);
    expect([await sick(team, '?state=ended'), await sick(team, '?state=failing')]).toEqual([[[id, 'ended']], []]);
    expect((await health(id)).nextTryAt).toBeNull();
    expect(await team.read('health/counts')).toEqual({ new: 0, fine: 0, failing: 0, ended: 1, paused: 0 });
  });

  it('not while it has paused it, and each follower hears of it in its own tenant', async () => {
    const [paused, other] = [await app.team(), await app.team()];
    const ids = [await follow(), await follow(paused), await follow(other)] as const;
    await paused.pause(ids[1], true);
    fails();
    for (let times = 0; times < 3; times += 1) await team.round();
    const heard = async () => [await types(ids[0]), await types(ids[1], paused), await types(ids[2], other)];
    expect(await heard()).toEqual([[failing], [], [failing]]);
    await other.pause(ids[2], true);
    expect(await sick(other)).toEqual([]);
    recovers();
    await team.round();
    expect(await heard()).toEqual([[failing, recovered], [], [failing]]);
  });

  it('once, where it ends after it has failed', async () => {
    const id = await follow();
    fails();
    for (let times = 0; times < 3; times += 1) await team.round();
    expect([await types(id), await sick()]).toEqual([[failing], [[id, 'failing']]]);
    app.web.put(page, { status: 410 });
    await team.round();
    expect([await types(id), await sick()]).toEqual([[failing], [[id, 'ended']]]);
  });

  it('once, where hundreds follow the feed and several jobs tell them', async () => {
    const id = await follow();
    await app.sql(`insert into feeds.subscriptions (tenant_id, id, url, title)
      select gen_random_uuid(), gen_random_uuid(), '${url()}', 'Feed' from generate_series(1, 500)`);
    fails();
    for (let times = 0; times < 3; times += 1) await team.round();
    const [{ id: sourceId = '' } = {}] = await app.sql<{ id: string }>(`select ${source()} as id`);
    const context = { id: newId(), attempt: 1, signal: new AbortController().signal, progress: async () => {} };
    const tells = () =>
      app.api.app.get(NotifiesFollowers, { strict: false }).run({ tenantId: team.tenant.id, sourceId }, context);
    await Promise.all([tells(), tells()]);
    await told(id);
    const events = `select count(*)::int as events, count(distinct tenant_id)::int as tenants from platform.outbox
      where payload->'data'->>'subscriptionId' in (select id::text from feeds.subscriptions where source_id = ${source()})`;
    expect(await app.sql(events)).toEqual([{ events: 501, tenants: 501 }]);
  });
});

it('each feed of a team is counted in the one state that it has', async () => {
  await follow();
  const pages = Array.from({ length: 3 }, (_, n) => `${team.host}/${n}`);
  for (const each of pages) app.web.put(each, rss('Feed', 'one'));
  const [paused = '', before = ''] = await Promise.all(
    pages.map(async (each) => (await team.subscribe(`http://${each}`)).result.subscriptionId),
  );
  await team.pause(paused, true);
  fails();
  for (let times = 0; times < 3; times += 1) await team.round();
  await until(async () => (await sick()).length === 1);
  // As before its first fetch.
  await app.sql(`update feeds.subscriptions set health_since = null where id = '${before}'`);
  expect(await team.read('health/counts')).toEqual({ new: 1, fine: 1, failing: 1, ended: 0, paused: 1 });
});

it('a subscription whose feed moved to one that others follow begins anew', async () => {
  const other = await app.team();
  const target = `moved-${page}`;
  app.web.put(target, { status: 500 });
  await other.importOpml(opmlOf(`http://${target}`));
  for (let times = 0; times < 3; times += 1) await other.round();
  const id = await follow();
  await setBack(5);
  await app.sql(
    `update feeds.source_days set day = day - 2 where source_id = (select id from feeds.sources where url = 'http://${target}');
     select feeds.move_source(${source()}, 'http://${target}')`,
  );
  expect(await health(id)).toMatchObject({ state: 'new', score: null, days: [] });
});
