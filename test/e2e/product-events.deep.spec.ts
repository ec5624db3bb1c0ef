// Real: the whole API and its workers, PostgreSQL, people who sign in, read and download. Faked: the Internet, whose hosts all
// lead to a local server; that a relay forgot what it delivered; that a product lacks a context.
import { EventCounts } from '#analytics';
import { CountedEvents } from '#platform/events';
import { newId } from '#platform/ids';
import { ProductContexts } from '#platform/tenancy';
import { DownloadShop } from '../support/download-shop.js';
import { FeedsApp, type Team } from '../support/feeds-app.js';
import { logIn, makePerson } from '../support/people.js';
import { callAs, freshTenant, signedIn } from '../support/signed-in.js';
import { Maker } from '../support/studio.js';
import { until } from '../support/until.js';

/** A quarter of an hour away from the hours of UTC. */
const timeZone = 'Asia/Kathmandu';
const productKey = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

let app: FeedsApp;
let team: Team;
let shop: DownloadShop;
beforeAll(async () => {
  app = await FeedsApp.start();
  team = await app.team({ timeZone });
  shop = DownloadShop.of(app.api, await Maker.in(app.api, 'editor', team.tenant));
  await useEverything();
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => app?.close());

const any = { 'if-match': '*' };
const ask = async (path: string) => {
  const answer = await callAs(app.api, team.user.token, 'GET', `/v1/analytics/${path}`);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json();
};
const browse = (path: string) => app.api.inject({ method: 'GET', url: `${shop.path}/${path}` });
const delivered = () =>
  until(
    async () =>
      (await app.sql("select from platform.outbox where kind = 'event' and forwarded_at is null")).length === 0,
  );
/** Publishes what is counted in memory, and waits until the worker has it. */
async function tell(): Promise<void> {
  await app.api.app.get(CountedEvents).flush();
  await delivered();
}
const today = () => Temporal.Now.plainDateISO(timeZone).toString();
const differences = () =>
  app.api.app
    .get(EventCounts)
    .differences(team.tenant.id, Temporal.PlainDate.from(today()).subtract({ days: 2 }).toString(), today());
/** What is counted, by name; and the lines of the ledger, by key. */
async function counted() {
  const ofTenant = `where tenant_id = '${team.tenant.id}'`;
  const names = await app.sql<{ name: string; events: number }>(
    `select name, sum(events)::int as events from analytics.event_counts ${ofTenant} group by 1 order by 1`,
  );
  const { data } = await ask('ledger');
  const ofKey = (key: string) => {
    const lines = data.filter(({ keyId }: { keyId: string }) => keyId === key);
    return ['received', 'stored', 'duplicates'].map((of) =>
      lines.reduce((sum: number, line: Record<string, number>) => sum + (line[of] ?? 0), 0),
    );
  };
  return {
    names: Object.fromEntries(names.map(({ name, events }) => [name, events])),
    ledger: ofKey(productKey),
    others: data.length,
  };
}

/** Views, a download, searches, posts and sign-ins, of which some do not count; and two events of a client. */
async function useEverything(): Promise<void> {
  const slug = await shop.published();
  for (let n = 0; n < 3; n += 1) await browse(`apps/${slug}`);
  await shop.follow(await shop.linkTo(slug));
  for (const query of ['search=qqxzzkw', 'search=wkzzxqq', 'search=wkzzxqq', `search=${slug}`, 'tag=none'])
    expect((await browse(`apps?${query}`)).statusCode).toBe(200);
  team.put('feed', 'one', 'two', 'three');
  await team.follow('feed');
  const { data } = await team.read<{ data: { id: string }[] }>('posts');
  const posts = data.slice(0, 2).map(({ id }) => id);
  const set = (states: object) => team.ask('POST', 'posts/states', { posts, ...states });
  for (const states of [{ starred: true }, { read: true }, { read: true }]) await set(states);
  await team.ask('POST', 'posts/read', {});
  await set({ read: true });
  const member = await makePerson(app.api, team.tenant);
  expect((await logIn(app.api, member, { body: { password: 'another phrase' } })).statusCode).toBe(401);
  expect((await logIn(app.api, member)).statusCode).toBe(200);
  const event = { id: newId(), name: 'app.opened', occurredAt: new Date().toISOString() };
  const reserved = { ...event, id: newId(), name: 'palier.app.viewed' };
  const url = `/v1/ingest/${team.tenant.slug}/events`;
  const sent = (await callAs(app.api, team.user.token, 'POST', url, [event, reserved])).json();
  expect(sent).toMatchObject({ accepted: 1, rejected: [{ index: 1, code: 'invalid_name', pointer: '/1/name' }] });
  await tell();
  // These are published by themselves, within seconds.
  const perhaps = ['palier.app.viewed', 'palier.app.downloaded'] as const;
  await until(async () => {
    const { names } = await counted();
    return perhaps.every((name) => (names[name] ?? 0) >= expected[name]);
  });
}

const expected = {
  'app.opened': 1,
  'palier.app.downloaded': 1,
  'palier.app.viewed': 3,
  'palier.post.read': 2,
  'palier.search.empty': 2,
  // The editor of the team, the maker, and the member below.
  'palier.user.signed-in': 3,
};

it('what the product counts is among the counts of events, once, and apart in the ledger', async () => {
  const once = await counted();
  expect(once).toMatchObject({ names: expected, ledger: [11, 11, 0] });
  expect(await app.sql(`select name from analytics.events where tenant_id = '${team.tenant.id}'`)).toEqual([
    { name: 'app.opened' },
  ]);
  expect(await differences()).toEqual([]);
  await app.sql("update platform.outbox set forwarded_at = null where kind = 'event'");
  await delivered();
  expect(await counted()).toEqual(once);
});

it.each(Object.entries(expected))('questions are answered from it: %s', async (name, events) => {
  for (const unit of ['minute', 'hour', 'day'])
    expect([unit, (await ask(`series?unit=${unit}&name=${name}`)).totals.events]).toEqual([unit, events]);
});

it('the overview is of all, beside the period before', async () => {
  const overview = await ask('overview');
  expect(overview).toMatchObject({ timeZone, exactness: 'exact', totals: { events: 12, before: 0 } });
  expect(overview.days).toHaveLength(30);
  expect(overview.days.reduce((sum: number, { events }: { events: number }) => sum + events, 0)).toBe(12);
  expect(overview.names).toHaveLength(5);
  expect(overview.names.slice(0, 2)).toEqual([
    { value: 'palier.app.viewed', events: 3 },
    { value: 'palier.user.signed-in', events: 3 },
  ]);
  expect(
    [overview.clients, overview.countries].map((each) => each.map(({ events }: { events: number }) => events)),
  ).toEqual([[1], [1]]);
  const tomorrow = Temporal.PlainDate.from(today()).add({ days: 1 }).toString();
  expect((await ask(`overview?from=${tomorrow}&to=${tomorrow}`)).totals).toEqual({ events: 0, before: 12 });
});

it('counting a day anew leaves it as it is', async () => {
  const before = await counted();
  for (const days of [0, 1]) {
    const day = Temporal.PlainDate.from(today()).subtract({ days }).toString();
    const { before, after } = await app.api.app.get(EventCounts).recount(team.tenant.id, day);
    expect(after).toBe(before);
  }
  expect(await counted()).toEqual(before);
  expect(await differences()).toEqual([]);
});

it('has the days of another time zone, once the tenant has it', async () => {
  const other = await freshTenant(app.api, { timeZone: 'Pacific/Kiritimati' });
  const owner = await signedIn(app.api, other, 'owner');
  const has = async () => {
    const question = {
      kind: 'series',
      name: 'palier.user.signed-in',
      from: `${now.subtract({ days: 2 })}`,
      to: `${now.add({ days: 2 })}`,
    };
    const answer = await callAs(app.api, owner.token, 'POST', '/v1/analytics/query', { questions: [question] });
    const days: { start: string; events: number }[] = answer.json().data[0].series.data;
    return days.flatMap(({ start, events }) => (events > 0 ? [[start, events]] : []));
  };
  const now = Temporal.Now.plainDateISO('Pacific/Kiritimati');
  await tell();
  expect(await has()).toEqual([[`${now}`, 1]]);
  // As though there had been more before: hours of a day that begins with them may be the rest of one.
  await app.sql(`insert into analytics.event_counts select tenant_id, hour - interval '3 days', 'app.opened', received_on, 1, 1
    from analytics.event_counts where tenant_id = '${other.id}'`);
  await callAs(
    app.api,
    app.api.operatorKey,
    'PATCH',
    `/v1/platform/tenants/${other.slug}`,
    { timeZone: 'Pacific/Honolulu' },
    any,
  );
  await until(async () => (await has())[0]?.[0] !== `${now}`);
  expect(await has()).toEqual([[`${now.subtract({ days: 1 })}`, 1]]);
});

// At each moment one of them has another day than UTC.
it.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago'])(
  'counts by the day of %s, and adds up what comes later',
  async (timeZone) => {
    const here = () => Temporal.Now.plainDateISO(timeZone).toString();
    const other = await freshTenant(app.api, { timeZone });
    const begun = here();
    const owner = await signedIn(app.api, other, 'owner');
    await tell();
    await signedIn(app.api, other, 'member');
    await tell();
    const days = { from: begun, to: here() };
    const of = { kind: 'series', name: 'palier.user.signed-in' };
    const questions = [
      { ...of, ...days },
      { ...of, unit: 'minute' },
    ];
    const { data } = (await callAs(app.api, owner.token, 'POST', '/v1/analytics/query', { questions })).json();
    expect(data.map(({ series }: { series: { totals: object } }) => series.totals)).toEqual([
      { events: 2, before: 0 },
      { events: 2, before: 0 },
    ]);
  },
);

it('has no part in the share of events that were sampled', async () => {
  const other = await freshTenant(app.api);
  const owner = await signedIn(app.api, other, 'owner');
  await tell();
  await app.sql(`insert into analytics.ledger select tenant_id, hour, tenant_id, 1, 10, 1, 0, 0, 9 from analytics.ledger
    where tenant_id = '${other.id}' and key_id = '${productKey}'`);
  const answer = await callAs(app.api, owner.token, 'GET', '/v1/analytics/overview');
  expect(answer.json()).toMatchObject({ totals: { events: 1 }, exactness: 'sampled', share: 0.1 });
});

it('a tenant without analytics has no counts, and one that was deleted neither', async () => {
  const products = app.api.app.get(ProductContexts);
  const includes = products.includes.bind(products);
  jest
    .spyOn(products, 'includes')
    .mockImplementation(
      (product, context) => !(product === 'journeys' && context === 'analytics') && includes(product, context),
    );
  const without = await freshTenant(app.api, { product: 'journeys' });
  const deleted = await freshTenant(app.api);
  for (const tenant of [without, deleted]) await signedIn(app.api, tenant, 'member');
  const url = `/v1/platform/tenants/${deleted.slug}`;
  const answer = await callAs(app.api, app.api.operatorKey, 'DELETE', url, undefined, any);
  expect(answer.statusCode).toBeLessThan(300);
  await tell();
  const ids = `('${without.id}', '${deleted.id}')`;
  expect(await app.sql(`select from analytics.event_counts where tenant_id in ${ids}`)).toEqual([]);
  expect(await app.sql(`select from platform.dead_letters where tenant_id in ${ids}`)).toEqual([]);
});
