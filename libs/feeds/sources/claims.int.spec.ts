// Real: PostgreSQL with the functions that claim and settle the fetches of feeds. Faked: the tenants, which only their ids
// name; the time, which SQL sets back.
import { newId } from '#platform/ids';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { until } from '../../../test/support/until.js';
import { changeSubscription, insertSubscription, subscriptionById } from '../subscriptions/subscriptions.sql.js';
import {
  claimSource,
  claimSources,
  lockSource,
  noteFailure,
  noteSuccess,
  queueSource,
  sourcesLeft,
} from './sources.sql.js';

let database: TestDatabase;
let tenantId: string;
/** A host that no other test has. */
let host: string;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(() => {
  tenantId = newId();
  host = `${tenantId.slice(-12)}.example`;
});
afterAll(() => database?.close());

const sql = <Row extends object>(text: string) => runSql<Row>(database.adminUrl, text);
const run: TestDatabase['database']['transaction'] = (scope, work) => database.database.transaction(scope, work);
const claim = async () => (await run({ tenantId }, (tx) => tx.run(claimSources, 1)))[0];
// Times are kept in milliseconds, rounded: what is due now may be due half a millisecond later.
const free = () => sql(`update feeds.hosts set next_at = now() - interval '1 second' where host = '${host}'`);
// A host that asked for more than 30 seconds has its feeds due afterwards.
const holdUp = () => sql(`update feeds.hosts set next_at = now() + interval '29 seconds' where host = '${host}'`);

/** A tenant follows feeds of the host, which are due. Returns the ids of its subscriptions. */
async function follow(feeds: number, tenant = tenantId): Promise<string[]> {
  const rows = await sql<{ id: string }>(`insert into feeds.subscriptions (tenant_id, id, url, title)
    select '${tenant}', gen_random_uuid(), 'http://${host}/' || n, 'A feed' from generate_series(1, ${feeds}) n returning id`);
  await sql(`update feeds.sources set due_at = now() - interval '1 second' where host = '${host}'`);
  return rows.map(({ id }) => id);
}

async function source(): Promise<{ id: string; due: number | null; queued: boolean }> {
  const [row] = await sql<{ id: string; due: number | null; queued: boolean }>(
    `select id, queued, extract(epoch from due_at - now())::float as due from feeds.sources where url = 'http://${host}/1'`,
  );
  if (!row) throw new Error('Nobody follows the feed.');
  return row;
}

/** Claims the only feed of the tenant, and notes that it succeeded. */
async function fetched(): Promise<void> {
  const claimed = await claim();
  await run({ tenantId }, (tx) => tx.run(noteSuccess, claimed?.id ?? '', claimed?.claim ?? '', 3600, null));
}

describe('feeds of one host', () => {
  it('are those of all its ports', async () => {
    await sql(`insert into feeds.subscriptions (tenant_id, id, url, title)
      select '${tenantId}', gen_random_uuid(), 'http://${host}' || port || '/', 'A feed' from unnest('{"",:8080,:8081}'::text[]) port`);
    await sql(`update feeds.sources set due_at = now() - interval '1 second' where host = '${host}'`);
    for (let n = 0; n < 2; n += 1) {
      expect(await claim()).toBeDefined();
      await holdUp();
      expect(await claim()).toBeUndefined();
      await free();
    }
    expect(await claim()).toBeUndefined();
  });

  it('are fetched two at a time', async () => {
    await follow(3);
    const first = await claim();
    await free();
    expect(await claim()).toBeDefined();
    await free();
    expect(await claim()).toBeUndefined();
    await run({ tenantId }, (tx) => tx.run(noteSuccess, first?.id ?? '', first?.claim ?? '', 3600, null));
    expect(await claim()).toBeDefined();
  });

  it('are claimed half a second apart', async () => {
    await follow(2);
    const clock = async () =>
      (await sql<{ ms: number }>('select extract(epoch from clock_timestamp())::float * 1000 as ms'))[0];
    const before = await clock();
    await claim();
    const after = await clock();
    const [next] = await sql<{ ms: number }>(
      `select extract(epoch from next_at)::float * 1000 as ms from feeds.hosts where host = '${host}'`,
    );
    // Times are kept in milliseconds, rounded.
    expect(next?.ms).toBeGreaterThanOrEqual((before?.ms ?? 0) + 499);
    expect(next?.ms).toBeLessThanOrEqual((after?.ms ?? 0) + 501);
    await holdUp();
    expect(await claim()).toBeUndefined();
    await free();
    expect(await claim()).toBeDefined();
  });

  it('are due when the host may be asked again, where it asked for a pause', async () => {
    await follow(3);
    await sql(`insert into feeds.hosts values ('${host}', now() + interval '20 minutes')`);
    expect(await claim()).toBeUndefined();
    expect(await run({ tenantId }, (tx) => tx.run(sourcesLeft))).toEqual([{ left: false }]);
    expect((await source()).due).toBeGreaterThan(19 * 60);
  });

  it('keep no feed of another host waiting, and are not tried one by one while it is busy', async () => {
    await follow(300);
    await sql(`insert into feeds.hosts values ('${host}', now() + interval '29 seconds')`);
    const scans = await runSql<{ scans: number; claimed: number }>(
      database.appUrl,
      `set app.tenant_id = '${tenantId}'; select * from feeds.claim_sources(1);
       select pg_stat_get_xact_numscans('feeds.hosts_pkey'::regclass)::int as scans,
         (select count(*)::int from feeds.claim_sources(1)) as claimed`,
    );
    expect(scans).toEqual([{ scans: expect.any(Number), claimed: 0 }]);
    expect(scans[0]?.scans).toBeLessThan(20);
    await sql(`insert into feeds.subscriptions (tenant_id, id, url, title)
      values ('${tenantId}', gen_random_uuid(), 'http://other-${host}/', 'Another')`);
    expect((await claim())?.url).toBe(`http://other-${host}/`);
  });
});

describe('a feed', () => {
  it('is claimed by its id for a tenant that follows it alone', async () => {
    await follow(1);
    const { id } = await source();
    expect(await run({ tenantId: newId() }, (tx) => tx.run(claimSource, id))).toEqual([{ claim: null }]);
    expect(await run({ tenantId }, (tx) => tx.run(claimSource, id))).toEqual([{ claim: expect.any(String) }]);
    expect(await run({ tenantId }, (tx) => tx.run(claimSource, id))).toEqual([{ claim: null }]);
  });

  it('tells a new follower, whose first fetch fails, of no success before', async () => {
    await follow(1);
    await fetched();
    const late = newId();
    const [subscription = ''] = await follow(1, late);
    await free();
    const claimed = await claim();
    await run({ tenantId }, (tx) =>
      tx.run(noteFailure, claimed?.id ?? '', claimed?.claim ?? '', 'feed_gone', 60, false, 0),
    );
    const [row] = await run({ tenantId: late }, (tx) => tx.run(subscriptionById, subscription));
    expect(row?.health).toMatchObject({ error: 'feed_gone', succeeded_at: null, tried_at: expect.any(String) });
  });

  it('from an archive begins without posts and health, whatever the archive says', async () => {
    await sql(`insert into feeds.subscriptions (tenant_id, id, url, title, filled, health_since)
      values ('${tenantId}', gen_random_uuid(), 'http://${host}/1', 'A feed', true, '2026-01-01')`);
    const kept = await sql(`select filled, health_since from feeds.subscriptions where tenant_id = '${tenantId}'`);
    expect(kept).toEqual([{ filled: false, health_since: null }]);
  });
});

describe('a fetch that nothing changed', () => {
  it('leaves a feed due for somebody who came meanwhile, where its last document is not kept', async () => {
    await follow(1);
    await sql(`update feeds.sources set version = 3 where host = '${host}'`);
    const claimed = await claim();
    const late = newId();
    await follow(1, late);
    const noted = await run({ tenantId }, (tx) =>
      tx.run(noteSuccess, claimed?.id ?? '', claimed?.claim ?? '', 3600, null),
    );
    expect([noted, (await source()).due]).toEqual([[{ version: 0, changed: false }], expect.closeTo(0, -2)]);
  });

  it('gives them the last document where it is kept', async () => {
    await follow(1);
    const claimed = await claim();
    await sql(`update feeds.sources set version = 3 where host = '${host}';
      insert into feeds.documents (source_id, version, posts) values ('${claimed?.id}', 3, '[]')`);
    await follow(1, newId());
    const noted = await run({ tenantId }, (tx) =>
      tx.run(noteSuccess, claimed?.id ?? '', claimed?.claim ?? '', 3600, null),
    );
    expect([noted, (await source()).due]).toEqual([[{ version: 3, changed: false }], expect.closeTo(3600, -2)]);
  });
});

describe('a feed that moves for good to one that others follow', () => {
  const there = () => `http://new-${host}/`;
  const other = async (set: string) => {
    const others = newId();
    await sql(`insert into feeds.subscriptions (tenant_id, id, url, title)
      values ('${others}', gen_random_uuid(), '${there()}', 'A feed');
      update feeds.sources set ${set} where url = '${there()}'`);
    return others;
  };
  const moves = async () => {
    await sql(`update feeds.sources set moved_to = '${there()}', moves = 2 where url = 'http://${host}/1'`);
    const claimed = await claim();
    await run({ tenantId }, (tx) => tx.run(noteSuccess, claimed?.id ?? '', claimed?.claim ?? '', 3600, there()));
  };
  const seen = async () =>
    (
      await sql<{ due: number | null; ended: boolean }>(
        `select extract(epoch from due_at - now())::float as due, ended_at is not null as ended from feeds.sources where url = '${there()}'`,
      )
    )[0];

  it('is fetched there at once, also where that one had ended', async () => {
    await follow(1);
    await other('ended_at = now(), due_at = null');
    await moves();
    expect(await seen()).toEqual({ due: expect.closeTo(0, -2), ended: false });
  });

  it('leaves it to a fetch that is under way', async () => {
    await follow(1);
    await other(
      `claim = gen_random_uuid(), claimed_until = now() + interval '5 minutes', due_at = now() + interval '5 minutes'`,
    );
    await moves();
    expect(await seen()).toEqual({ due: expect.closeTo(300, -2), ended: false });
  });

  it('stays until its next fetch where that one is locked, as by one that moves here at the same time', async () => {
    await follow(1);
    const others = await other(`due_at = now() + interval '1 hour'`);
    const [followed] = await sql<{ id: string }>(`select id from feeds.subscriptions where tenant_id = '${others}'`);
    const url = async () => (await sql(`select url from feeds.subscriptions where tenant_id = '${tenantId}'`))[0];
    await run({ tenantId: others }, async (tx) => {
      await tx.run(lockSource, followed?.id ?? '');
      await moves();
      expect(await url()).toEqual({ url: `http://${host}/1` });
    });
    await sql(`update feeds.sources set due_at = now() - interval '1 second' where url = 'http://${host}/1'`);
    await free();
    await moves();
    expect(await url()).toEqual({ url: there() });
  });

  it('does not have it fetched where a tenant follows both', async () => {
    await follow(1);
    await sql(`insert into feeds.subscriptions (tenant_id, id, url, title)
      values ('${tenantId}', gen_random_uuid(), '${there()}', 'A feed')`);
    await other(`due_at = now() + interval '1 hour'`);
    await moves();
    expect(await seen()).toEqual({ due: expect.closeTo(3600, -2), ended: false });
  });
});

it('a feed that is followed already is not fetched for an import that has it again', async () => {
  await follow(1);
  await sql(`update feeds.sources set due_at = now() + interval '1 hour' where host = '${host}'`);
  await run({ tenantId }, (tx) =>
    tx.run(insertSubscription, tenantId, newId(), `http://${host}/1`, false, null, null, 'A feed', false, [], null),
  );
  expect((await source()).due).toBeGreaterThan(3000);
});

it('a feed is not claimed again while its fetch is under way, though it is due', async () => {
  await follow(1);
  await claim();
  await sql(`update feeds.sources set due_at = now() - interval '1 second' where host = '${host}'`);
  await free();
  expect(await claim()).toBeUndefined();
});

describe('a feed that is resumed', () => {
  const paused = (id: string, paused: boolean) =>
    run({ tenantId }, async (tx) => {
      await tx.run(changeSubscription, id, null, JSON.stringify({ paused }));
      if (!paused) await tx.run(queueSource, id);
    });

  it('is fetched at once, and no other of its tenant', async () => {
    const [id = ''] = await follow(2);
    await sql(`update feeds.sources set due_at = now() + interval '1 hour' where host = '${host}'`);
    await paused(id, true);
    await paused(id, false);
    expect(await sql(`select queued from feeds.sources where host = '${host}' order by queued`)).toEqual([
      { queued: false },
      { queued: true },
    ]);
  });

  it('is due a minute after it was fetched, where it was paused meanwhile', async () => {
    const [id = ''] = await follow(1);
    const claimed = await claim();
    await paused(id, true);
    await run({ tenantId }, (tx) => tx.run(noteSuccess, claimed?.id ?? '', claimed?.claim ?? '', 3600, null));
    expect(await source()).toMatchObject({ queued: false, due: null });
    await paused(id, false);
    const { due, queued } = await source();
    expect(queued).toBe(false);
    expect(due).toBeGreaterThan(0);
    expect(due).toBeLessThanOrEqual(60);
  });

  it('while its fetch ends stays due', async () => {
    const [id = ''] = await follow(1);
    const claimed = await claim();
    await paused(id, true);
    let settled: Promise<unknown> = Promise.resolve();
    await run({ tenantId }, async (tx) => {
      await tx.run(changeSubscription, id, null, '{"paused": false}');
      await tx.run(queueSource, id);
      settled = run({ tenantId }, (other) =>
        other.run(noteSuccess, claimed?.id ?? '', claimed?.claim ?? '', 3600, null),
      );
      const waits = `select from pg_stat_activity where wait_event_type = 'Lock' and query like '%note_success%'
        and datname = current_database()`;
      await until(async () => (await sql(waits)).length > 0);
    });
    await settled;
    expect((await source()).due).not.toBeNull();
  });

  it('is tried again where it had ended', async () => {
    const [id = ''] = await follow(1);
    await sql(`update feeds.sources set ended_at = now(), due_at = null where host = '${host}'`);
    await paused(id, true);
    await paused(id, false);
    expect(await sql(`select queued, ended_at from feeds.sources where host = '${host}'`)).toEqual([
      { queued: true, ended_at: null },
    ]);
  });

  it('for another tenant is not fetched', async () => {
    const [id = ''] = await follow(1);
    await sql(`update feeds.sources set due_at = now() + interval '1 hour' where host = '${host}'`);
    await run({ tenantId: newId() }, (tx) => tx.run(queueSource, id));
    expect(await source()).toMatchObject({ queued: false, due: expect.closeTo(3600, -2) });
  });
});
