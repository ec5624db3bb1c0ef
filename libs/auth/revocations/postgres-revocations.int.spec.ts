// Real: PostgreSQL with the migrations, its notifications and row level security, over the connections of two
// processes. Faked: the worker that would call the job, and a feed that has not delivered everything yet.

import { openDatabase } from '#platform/database';
import { newId, uuidTime } from '#platform/ids';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { endLateWaits } from '../../../test/support/end-late-waits.js';
import { enforceRetention } from '../../../test/support/enforce-retention.js';
import { idAt } from '../../../test/support/session-store-behaviour.js';
import { runSql } from '../../../test/support/sql.js';
import { patientLimits, type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { until } from '../../../test/support/until.js';
import { PostgresSessionStore } from '../session-store/postgres-session-store.js';
import { Sessions } from '../sessions/sessions.js';
import { FollowedRevocations } from './followed-revocations.js';
import { PostgresRevocationFeed } from './postgres-revocation-feed.js';
import { PostgresTokenAuthority } from './postgres-token-authority.js';
import type { Revocation } from './revocation.js';
import { RevocationLag } from './revocation-lag.js';
import { RevocationMemory } from './revocation-memory.js';
import { ShardTally } from './shard-tally.js';

type Connections = Pick<TestDatabase, 'database' | 'notifications'>;

/** The services of one process. */
function processOn({ database, notifications }: Connections, memory = new RevocationMemory()) {
  const store = new PostgresSessionStore(database);
  const feed = new PostgresRevocationFeed(database, notifications, new RevocationLag());
  const authority = new PostgresTokenAuthority(store, new ShardTally());
  const revocations = new FollowedRevocations(feed, memory, authority);
  return { feed, store, revocations, sessions: new Sessions(store, feed, memory, authority) };
}

describe('revocations by PostgreSQL', () => {
  let test: TestDatabase;
  let elsewhere: Connections & { close(): Promise<void> };
  let one: ReturnType<typeof processOn>;
  let two: ReturnType<typeof processOn>;
  const started: PostgresRevocationFeed[] = [];

  beforeAll(async () => {
    test = await testDatabase();
    elsewhere = await openDatabase({
      ...{ url: test.appUrl, directUrl: test.appUrl },
      ...{ ...patientLimits, connectTimeoutMs: patientLimits.databaseConnectTimeoutMs, poolSize: 2 },
    });
    one = processOn(test);
    two = processOn(elsewhere);
    started.push(one.feed, two.feed);
    await Promise.all([one.revocations.follow(), two.revocations.follow()]);
  });
  afterAll(async () => {
    for (const feed of started) feed.onApplicationShutdown();
    await elsewhere?.close();
    await test?.close();
  });

  async function begin() {
    const [tenantId, userId, id] = [newId(), newId(), idAt(Date.now() - 1000)];
    await one.store.begin({ tenantId, userId, id, role: 'member', name: 'Ada', device: '', address: '192.0.2.7' });
    return { tenantId, userId, sessionId: id, issuedAt: Date.now() - 500 };
  }

  const forget = () => {
    return enforceRetention(test.database);
  };

  it('refuses a token at once on strict routes, and shortly after in every process', async () => {
    const token = await begin();
    expect(await two.revocations.confirm(token)).toBe(true);
    await one.sessions.end(token.tenantId, token.userId, { only: token.sessionId });
    expect(one.revocations.isRevoked(token)).toBe(true);
    expect(await two.revocations.confirm(token)).toBe(false);
    await until(() => two.revocations.isRevoked(token));
    await until(() => two.revocations.staleForMs < 5000);
  });

  it('revokes the tokens of a user, and keeps the session', async () => {
    const token = await begin();
    await one.sessions.describe(token.tenantId, token.userId, { role: 'editor' });
    expect(await two.revocations.confirm(token)).toBe(false);
    await until(() => two.revocations.isRevoked(token));
    const next = { ...token, issuedAt: Date.now() + 1 };
    expect([two.revocations.isRevoked(next), await two.revocations.confirm(next)]).toEqual([false, true]);
  });

  it('ends a tenant', async () => {
    const token = await begin();
    expect(await one.sessions.endTenant(token.tenantId)).toBe(1);
    expect(await two.revocations.confirm(token)).toBe(false);
    await until(() => two.revocations.isRevoked(token));
  });

  it('delivers earlier revocations to a process that starts', async () => {
    const token = await begin();
    await one.sessions.end(token.tenantId, token.userId, 'all');
    // As if published when the oldest token that it revokes was issued, with the cleanup job run since.
    await runSql(
      test.adminUrl,
      `UPDATE auth.revocations SET created_at = now() - interval '9 minutes 50 seconds' WHERE subject = '${token.userId}'`,
    );
    await forget();
    const late = processOn(elsewhere);
    started.push(late.feed);
    expect(late.revocations.staleForMs).toBe(Number.POSITIVE_INFINITY);
    await late.revocations.follow();
    // Which waits for three seconds at most.
    await until(() => late.revocations.staleForMs < Number.POSITIVE_INFINITY);
    expect(late.revocations.isRevoked(token)).toBe(true);
  });

  it('lets a user sign in again whose sessions ended by a clock that was ahead', async () => {
    const { tenantId, userId, ...ended } = await begin();
    await one.sessions.end(tenantId, userId, 'all');
    await runSql(
      test.adminUrl,
      `update auth.revocation_marks set ended_until = ended_until + interval '2 days', marked_at = marked_at + interval '2 days'
         where user_id = '${userId}';
       update auth.revocations set before_ms = before_ms + 172800000, created_at = created_at + interval '2 days'
         where subject = '${userId}'`,
    );
    await endLateWaits(test.database);
    const third = processOn(elsewhere);
    started.push(third.feed);
    await third.revocations.follow();
    const again = { tenantId, userId, sessionId: idAt(Date.now() + 5), issuedAt: Date.now() + 5 };
    const person = { tenantId, userId, role: 'member', name: 'Ada', device: '', address: '192.0.2.7' } as const;
    expect(await third.store.begin({ ...person, id: again.sessionId })).toBeDefined();
    expect(third.revocations.isRevoked(again)).toBe(false);
    expect(await third.revocations.confirm(again)).toBe(true);
    expect(await third.revocations.confirm({ tenantId, userId, ...ended })).toBe(false);
  });

  it('misses no revocation that was written before others and committed after them', async () => {
    const [early, later] = [await begin(), await begin()];
    const goOn = Promise.withResolvers<void>();
    const written = Promise.withResolvers<void>();
    const slow = test.database.ambient({ tenantId: early.tenantId }, async () => {
      await one.feed.publish(early.tenantId, [
        { kind: 'user', tenantId: early.tenantId, id: early.userId, before: Date.now() },
      ]);
      written.resolve();
      await goOn.promise;
    });
    await written.promise;
    await two.sessions.end(later.tenantId, later.userId, 'all');
    await until(() => one.revocations.isRevoked(later));
    goOn.resolve();
    await slow;
    await until(() => two.revocations.isRevoked(early));
  });

  it('refuses a token once its revocation was received, though the session has not ended yet', async () => {
    const token = await begin();
    await one.feed.publish(token.tenantId, [
      { kind: 'user', tenantId: token.tenantId, id: token.userId, before: Date.now() },
    ]);
    await until(() => two.revocations.isRevoked(token));
    expect(await two.store.status({ ...token, id: token.sessionId })).toEqual({ alive: true });
    expect(await two.revocations.confirm(token)).toBe(false);
  });

  it('revokes a token that was issued, and a session that began, in the same millisecond', async () => {
    const [renamed, ended] = [await begin(), await begin()];
    await one.store.describe(renamed.tenantId, renamed.userId, { name: 'Eve' }, renamed.issuedAt);
    const mark = `INSERT INTO auth.revocation_marks (tenant_id, user_id, ended_until) VALUES
      ('${ended.tenantId}', '${ended.userId}', to_timestamp(${uuidTime(ended.sessionId)} / 1000.0))`;
    await runSql(test.adminUrl, mark);
    expect(await Promise.all([renamed, ended].map((token) => two.revocations.confirm(token)))).toEqual([false, false]);
    expect(await two.revocations.confirm({ ...renamed, issuedAt: renamed.issuedAt + 1 })).toBe(true);
  });

  it('reports that it may be stale where it received more than it can hold', async () => {
    const few = processOn(elsewhere, new RevocationMemory(1));
    started.push(few.feed);
    await few.revocations.follow();
    const told = [newId(), newId()].map((id) => ({ kind: 'user', tenantId: newId(), id, before: Date.now() }) as const);
    await one.feed.publish(newId(), told);
    await until(() => few.revocations.staleForMs === Number.POSITIVE_INFINITY);
    await until(() => two.revocations.staleForMs < 5000);
  });

  it('is stale until all earlier revocations were received', async () => {
    const receivers: ((revocations: readonly Revocation[]) => void)[] = [];
    const feed = {
      publish: async () => {},
      follow: (receive: (typeof receivers)[0]) => {
        receivers.push(receive);
        return Promise.resolve();
      },
    };
    const memory = new RevocationMemory();
    const followed = new FollowedRevocations(feed, memory, new PostgresTokenAuthority(one.store, new ShardTally()));
    await followed.follow();
    jest.spyOn(performance, 'now').mockReturnValue(performance.now());
    const token = await begin();
    receivers[0]?.([{ kind: 'user', tenantId: token.tenantId, id: token.userId, before: Date.now() }]);
    expect([followed.isRevoked(token), followed.staleForMs]).toEqual([true, Number.POSITIVE_INFINITY]);
    receivers[0]?.([]);
    expect(followed.staleForMs).toBe(0);
    jest.restoreAllMocks();
  });

  it('receives what was published while its machine slept', async () => {
    const token = await begin();
    const [now, awake] = [Date.now(), Date.now];
    await runSql(
      test.adminUrl,
      `INSERT INTO auth.revocations (tenant_id, id, kind, subject, of_tenant, before_ms, created_at)
       VALUES ('${PLATFORM_TENANT_ID}', uuidv7(), 'user', '${token.userId}', '${token.tenantId}', ${now}, now() - interval '5 minutes')`,
    );
    // The wall clock went on during the sleep.
    const woken = jest.spyOn(Date, 'now').mockImplementation(() => awake() + 6 * 60_000);
    try {
      await until(() => two.revocations.isRevoked(token));
    } finally {
      woken.mockRestore();
    }
  });

  it('deletes revocations that no process needs any more', async () => {
    const rows = async () =>
      (await runSql<{ subject: string }>(test.adminUrl, 'SELECT subject FROM auth.revocations')).map(
        (row) => row.subject,
      );
    const [old, needed, present] = [newId(), newId(), newId()];
    for (const id of [old, needed, present]) await one.feed.publish(id, [{ kind: 'tenant', id, before: Date.now() }]);
    const age = (id: string, interval: string) =>
      runSql(
        test.adminUrl,
        `UPDATE auth.revocations SET created_at = now() - interval '${interval}' WHERE subject = '${id}'`,
      );
    await age(old, '16 minutes');
    // A token that it revokes may live for ten minutes, and the clocks of two machines differ.
    await age(needed, '11 minutes');
    await forget();
    expect(await rows()).toEqual(expect.arrayContaining([needed, present]));
    expect(await rows()).not.toContain(old);
  });
});
