// Real: PostgreSQL with the functions that claim and settle the fetches of feeds. Faked: the tenants, which only their ids
// name; the time, which SQL sets back.
import pg from 'pg';
import { newId } from '#platform/ids';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { until } from '../../../test/support/until.js';
import { claimSources, noteUnchanged, queueSources } from './sources.sql.js';

let database: TestDatabase;
let tenantId: string;
/** A session beside those of the application. */
let other: pg.Client;
beforeAll(async () => {
  database = await testDatabase();
  other = new pg.Client({ connectionString: database.adminUrl });
  await other.connect();
});
beforeEach(() => {
  tenantId = newId();
});
afterEach(() => other.query('rollback'));
afterAll(async () => {
  await other?.end();
  await database?.close();
});

const sql = <Row extends object>(text: string) => runSql<Row>(database.adminUrl, text);
const run: TestDatabase['database']['transaction'] = (scope, work) => database.database.transaction(scope, work);
const claim = (most: number) => run({ tenantId }, (tx) => tx.run(claimSources, most));
const note = async (source: { id: string; claim: string } | undefined, claims: number) => {
  const { id = '', claim: by = '' } = source ?? {};
  return (await run({ tenantId }, (tx) => tx.run(noteUnchanged, id, by, 3600, claims)))[0];
};
const untilWaiting = (query: string) =>
  until(async () => {
    const waiting = await sql(`select from pg_stat_activity where wait_event_type = 'Lock' and query like '%${query}%'
      and datname = current_database()`);
    return waiting.length > 0;
  });
/** A host that no other test has. */
const host = (name: string) => `${name}-${tenantId.slice(-12)}.example`;

/** A tenant follows a feed of each host, which is due and has posts. */
async function follow(names: readonly string[], tenant = tenantId, filled = true): Promise<void> {
  const urls = names.map((name, at) => `('http://${host(name)}/${at}')`);
  await sql(`insert into feeds.subscriptions (tenant_id, id, url, title)
    select '${tenant}', gen_random_uuid(), url, 'A feed' from (values ${urls}) as u (url);
    update feeds.subscriptions set filled = ${filled} where tenant_id = '${tenant}';
    update feeds.sources set due_at = now() - interval '1 second' where host like '%-${tenantId.slice(-12)}.example'`);
}

async function sources(name: string) {
  return sql<{ claimed: boolean; due: number; days: number }>(
    `select claim is not null as claimed, extract(epoch from due_at - now())::float as due,
       (select count(*)::int from feeds.source_days d where d.source_id = s.id) as days
     from feeds.sources s where host = '${host(name)}'`,
  );
}

describe('several feeds', () => {
  it('are claimed at once, one of each host', async () => {
    await follow(['one', 'two', 'two', 'three', 'four']);
    const first = await claim(3);
    const second = await claim(3);
    expect([first.length, second.length]).toEqual([3, 1]);
    const hosts = [...first, ...second].map(({ url }) => new URL(url).hostname).sort();
    expect(hosts).toEqual(['four', 'one', 'three', 'two'].map(host));
  });

  it('of new hosts never wait for another tenant, which claims the same', async () => {
    const other = newId();
    await follow(['one', 'two', 'three'], tenantId);
    await follow(['two', 'four'], other);
    const claimed = await run({ tenantId }, async (tx) => {
      const own = await tx.run(claimSources, 3);
      const theirs = await run({ tenantId: other }, (inner) => inner.run(claimSources, 3));
      return [own.length, theirs.map(({ url }) => new URL(url).hostname)];
    });
    expect(claimed).toEqual([3, [host('four')]]);
  });

  it('are left for later where they moved to another host since they were read', async () => {
    const names = ['one', 'two', 'three'];
    await follow(names);
    await other.query('begin');
    await other.query('insert into feeds.hosts select unnest($1::text[]), now()', [names.map(host)]);
    // Waits at the first host, which is new, with its source locked and all of them read.
    const claimed = claim(3);
    await untilWaiting('claim_sources');
    await sql(`update feeds.sources set url = 'http://new-' || host || '/', host = 'new-' || host
      where id in (select id from feeds.sources where host like '%-${tenantId.slice(-12)}.example' for update skip locked)`);
    await other.query('rollback');
    expect(await claimed).toHaveLength(1);
    const later = await claim(3);
    expect(later).toHaveLength(2);
    const hosts = later.map((source) => new URL(source.url).hostname);
    expect(await sql(`select host from feeds.hosts where host = any ('{${hosts}}')`)).toHaveLength(2);
  });

  it('are queued in the order of their ids, so that two who follow the same do not deadlock', async () => {
    await follow(Array.from({ length: 30 }, (_, n) => `n${n}`));
    const ids = await sql<{ id: string }>(
      `select id from feeds.sources where host like '%-${tenantId.slice(-12)}.example' order by id`,
    );
    await other.query('begin');
    await other.query('select from feeds.sources where id = $1 for update', [ids[0]?.id]);
    const queued = run({ tenantId }, (tx) => tx.run(queueSources));
    await untilWaiting('queue_sources');
    await other.query('select from feeds.sources where id = any ($1) for update nowait', [ids.map(({ id }) => id)]);
    await other.query('commit');
    expect(await queued).toEqual([{ queued: 30 }]);
  });
});

describe('a fetch that found nothing new', () => {
  it('is noted, and the next feed is claimed with it', async () => {
    await follow(['one']);
    const [first] = await claim(1);
    await follow(['two']);
    const next = await note(first, 1);
    expect(next).toMatchObject({ noted: true, url: expect.stringContaining('two-') });
    expect(await sources('one')).toEqual([{ claimed: false, due: expect.closeTo(3600, -2), days: 1 }]);
    expect(await note(next as { id: string; claim: string }, 1)).toMatchObject({ noted: true, id: null });
    expect(await sources('two')).toEqual([{ claimed: false, due: expect.closeTo(3600, -2), days: 1 }]);
  });

  it('claims no other where none may be', async () => {
    await follow(['one']);
    const [first] = await claim(1);
    await follow(['two']);
    expect(await note(first, 0)).toMatchObject({ noted: true, id: null });
    expect(await sources('two')).toMatchObject([{ claimed: false }]);
  });

  it('is not noted, and nothing claimed, where somebody waits for posts', async () => {
    await follow(['one']);
    const [first] = await claim(1);
    await follow(['one'], newId(), false);
    await follow(['two']);
    expect(await note(first, 1)).toMatchObject({ noted: false, id: null });
    expect(await sources('one')).toMatchObject([{ claimed: true, days: 0 }]);
    expect(await sources('two')).toMatchObject([{ claimed: false }]);
  });

  it('is not noted where somebody is to be told that the feed recovered', async () => {
    await follow(['one']);
    const [first] = await claim(1);
    await sql(`update feeds.subscriptions set health_since = now(), sick = 'failing' where tenant_id = '${tenantId}'`);
    expect(await note(first, 1)).toMatchObject({ noted: false });
    expect(await sources('one')).toMatchObject([{ claimed: true, days: 0 }]);
  });

  it('changes nothing where another fetch has replaced it', async () => {
    await follow(['one']);
    const [first] = await claim(1);
    await sql(`update feeds.sources set claim = gen_random_uuid() where id = '${first?.id}'`);
    expect(await note(first, 0)).toMatchObject({ noted: true, id: null });
    expect(await sources('one')).toMatchObject([{ claimed: true, days: 0 }]);
  });

  it('is left to the fetch that has replaced it, where somebody waits for posts', async () => {
    await follow(['one']);
    const [first] = await claim(1);
    await follow(['one'], newId(), false);
    await sql(`update feeds.sources set claim = gen_random_uuid() where id = '${first?.id}'`);
    expect(await note(first, 0)).toMatchObject({ noted: true, id: null });
    expect(await sources('one')).toMatchObject([{ claimed: true, days: 0 }]);
  });
});
