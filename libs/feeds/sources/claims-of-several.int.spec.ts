// Real: PostgreSQL with the functions that claim and settle the fetches of feeds. Faked: the tenants, which only their ids
// name; the time, which SQL sets back.
import { newId } from '#platform/ids';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { claimSources, noteUnchanged } from './sources.sql.js';

let database: TestDatabase;
let tenantId: string;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(() => {
  tenantId = newId();
});
afterAll(() => database?.close());

const sql = <Row extends object>(text: string) => runSql<Row>(database.adminUrl, text);
const run: TestDatabase['database']['transaction'] = (scope, work) => database.database.transaction(scope, work);
const claim = (most: number) => run({ tenantId }, (tx) => tx.run(claimSources, most));
const note = async (source: { id: string; claim: string } | undefined, claims: number) => {
  const { id = '', claim: by = '' } = source ?? {};
  return (await run({ tenantId }, (tx) => tx.run(noteUnchanged, id, by, 3600, claims)))[0];
};
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
});
