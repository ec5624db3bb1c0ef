// Real: the functions of PostgreSQL that claim requests and tell places. Faked: what waits, and how long calls take, which SQL writes.
import pg from 'pg';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';

let test: TestDatabase;
let admin: pg.Client;
beforeAll(async () => {
  test = await testDatabase();
  admin = new pg.Client({ connectionString: test.adminUrl });
  await admin.connect();
});
beforeEach(() => admin.query('truncate rides.ai_requests, rides.ai_turns'));
afterAll(async () => {
  await admin?.end();
  await test?.close();
});

const rows = async (text: string) => (await admin.query(text)).rows;
const claim = `select id from rides.claim_ai_request(1000, 90)`;

/** Requests that wait, of tenants and users by chance; those of a tenant have one rank. */
const waiting = (requests: number, tenants: number, ranks = 3) =>
  rows(
    `insert into rides.ai_requests (tenant_id, user_id, id, rank, state, question, language, messages, day, reserved, waits_until, created_at)
     select lpad(t::text, 32, '0')::uuid, lpad(u::text, 32, '0')::uuid, uuidv7(), 1 + t % ${ranks}, 'waiting', '', 'fr', '[]',
       current_date, 0, now() + interval '1 hour', now() - floor(random() * 100) * interval '1 second'
     from (select ceil(sqrt(random()) * ${tenants})::integer as t, ceil(random() * 3)::integer as u
       from generate_series(1, ${requests})) r`,
  );

it('places are the order in which requests have their turns, for the first ones as for each user', async () => {
  await waiting(60, 8, 1);
  // Some have had turns.
  for (let n = 0; n < 20; n += 1) await rows(claim);
  const first = await rows('select id, before from rides.first_ai_requests(1000) order by before');
  const few = await rows('select id, before from rides.first_ai_requests(7) order by before');
  const ofUsers = await rows(
    `select p.id, p.before from (select distinct tenant_id, user_id from rides.ai_requests where state = 'waiting') u
       cross join lateral rides.ai_places(u.tenant_id, u.user_id, 1000) p order by p.before`,
  );
  const order: unknown[] = [];
  for (let before = 0; before < 40; before += 1) order.push({ ...(await rows(claim))[0], before });
  expect(await rows(claim)).toEqual([]);
  expect(first).toEqual(order);
  expect(ofUsers).toEqual(order);
  expect(few).toEqual(order.slice(0, 7));
});

/** Requests that wait, of the tenants with these numbers. */
const waitingOf = (tenants: string, rank = 1) =>
  rows(
    `insert into rides.ai_requests (tenant_id, user_id, id, rank, state, question, language, messages, day, reserved, waits_until)
     select lpad(t, 32, '0')::uuid, uuidv7(), uuidv7(), ${rank}, 'waiting', '', 'fr', '[]', current_date, 0, now() + interval '1 hour'
     from unnest(string_to_array('${tenants}', null)) as t`,
  );
/** Claims a request where fewer than `atOnce` are under way. @returns the number of its tenant */
const claimed = async (atOnce: number) =>
  (await rows(`select right(tenant_id::text, 1) as tenant from rides.claim_ai_request(${atOnce}, 90)`))[0]?.tenant;
/** Lets the call under way of a tenant have taken so long. */
const end = (tenant: string, seconds: number) =>
  rows(
    `update rides.ai_requests set state = 'ruled', claim = null, claimed_until = null, called_at = now(),
       ended_at = now() + interval '${seconds} seconds' where state = 'calling' and right(tenant_id::text, 1) = '${tenant}'`,
  );

it('tenants take turns by the time that their calls took, and save up none', async () => {
  await waitingOf('111222222222');
  const takes: Record<string, number> = { 1: 35, 2: 10, 3: 10 };
  const order: string[] = [];
  const next = async () => {
    const tenant = await claimed(1);
    order.push(tenant);
    await end(tenant, takes[tenant] ?? 0);
  };
  for (let n = 0; n < 6; n += 1) await next();
  // Calls that begin at 0, 0, 10, 20, 30 and 35 seconds.
  expect(order.splice(0).join('')).toBe('122221');
  // The next ones begin at 70 and 40 seconds, and those of a tenant that comes now at 35.
  await waitingOf('33');
  for (let n = 0; n < 5; n += 1) await next();
  expect(order.join('')).toBe('32322');
});

it('a call that is lost counts until its claim is over', async () => {
  await waitingOf('11222');
  expect(await claimed(1)).toBe('1');
  await rows(`update rides.ai_requests set called_at = now() - interval '1 hour', claimed_until = now() - interval '3575 seconds'
    where state = 'calling'`);
  await rows(
    `update rides.ai_requests set state = 'ruled', claim = null, claimed_until = null, ended_at = now() where state = 'calling'`,
  );
  const order: string[] = [];
  for (let n = 0; n < 4; n += 1) {
    order.push(await claimed(1));
    await end(order.at(-1) ?? '', 12);
  }
  // 25 seconds, after which the other has had two calls, and a third at 24.
  expect(order.join('')).toBe('2221');
});

it('the last place is left to other tenants while they wait, whatever their rank', async () => {
  await waitingOf('1111');
  await waitingOf('2', 3);
  expect([await claimed(3), await claimed(3), await claimed(3), await claimed(3)]).toEqual(['1', '1', '2', undefined]);
  await end('2', 1);
  // Nobody else waits.
  expect(await claimed(3)).toBe('1');
});

it('counts those before one up to a bound, and is exact below it', async () => {
  await waiting(200, 20);
  const places = (most: number) =>
    rows(
      `select p.id, p.before from (select distinct tenant_id, user_id from rides.ai_requests) u
         cross join lateral rides.ai_places(u.tenant_id, u.user_id, ${most}) p order by p.id`,
    );
  const bounded = (await places(1000)).map(({ id, before }) => ({ id, before: Math.min(before, 25) }));
  expect(await places(25)).toEqual(bounded);
});

it('of twenty claims at once, no more are let through than may be under way', async () => {
  await waiting(100, 100, 1);
  const clients = Array.from({ length: 20 }, () => new pg.Client({ connectionString: test.appUrl }));
  await Promise.all(clients.map((client) => client.connect()));
  const claimed = await Promise.all(
    clients.map((client) => client.query('select * from rides.claim_ai_request(2, 90)')),
  );
  await Promise.all(clients.map((client) => client.end()));
  expect(claimed.flatMap((each) => each.rows)).toHaveLength(2);
});

it('a claim that is over takes no place', async () => {
  await waiting(3, 1);
  const claimOne = () => rows('select id from rides.claim_ai_request(1, 90)');
  expect(await claimOne()).toHaveLength(1);
  expect(await claimOne()).toEqual([]);
  await rows(`update rides.ai_requests set claimed_until = now() - interval '1 second' where state = 'calling'`);
  expect(await claimOne()).toHaveLength(1);
});
