// Real: PostgreSQL with the migrations, row level security and the application's role. Faked: the
// clock, and the worker that would call the job.
import { newId } from '#platform/ids';
import { enforceRetention } from '../../../test/support/enforce-retention.js';
import { behavesAsSessionStore, idAt } from '../../../test/support/session-store-behaviour.js';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { countInPostgres } from '../sessions/session-counts.js';
import { PostgresSessionStore } from './postgres-session-store.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

const someone = (at = Date.now()) => ({
  ...{ tenantId: newId(), userId: newId(), id: idAt(at) },
  ...({ role: 'member', name: 'Ada', device: '', address: '192.0.2.7' } as const),
});

describe('sessions in PostgreSQL', () => {
  behavesAsSessionStore(
    (now) => new PostgresSessionStore(test.database, now),
    (now) => countInPostgres(test.database, new Date(now)),
  );

  it('are 50 per user at most, however many begin at once', async () => {
    const store = new PostgresSessionStore(test.database);
    const user = someone();
    await Promise.all(Array.from({ length: 60 }, () => store.begin({ ...user, id: idAt(Date.now()) })));
    expect(await store.ofUser(user.tenantId, user.userId)).toHaveLength(50);
  });

  it('are deleted batch by batch once they expired, in every tenant, with the marks that cover nothing any more', async () => {
    const [then, store] = [Date.now() - 31 * 86_400_000, new PostgresSessionStore(test.database)];
    const old = new PostgresSessionStore(test.database, () => then);
    const users = [someone(then), someone(then), someone(then)];
    for (const user of users) await old.begin(user);
    const alive = someone();
    await store.begin(alive);
    // A mark is stored for as long after the last time that it was raised.
    await store.describe(alive.tenantId, alive.userId, { role: 'admin' }, Date.now() - 12 * 60_000);
    await runSql(
      test.adminUrl,
      `UPDATE auth.revocation_marks SET marked_at = now() - interval '12 minutes' WHERE user_id = '${alive.userId}'`,
    );
    await store.describe(alive.tenantId, alive.userId, { role: 'editor' });
    await runSql(
      test.adminUrl,
      `INSERT INTO auth.revocation_marks SELECT '${newId()}', gen_random_uuid(), now(), null, now() - interval '12 minutes'
         FROM generate_series(1, 1500)`,
    );
    await enforceRetention(test.database);
    const [left] = await runSql(
      test.adminUrl,
      `SELECT (SELECT count(*)::int FROM auth.sessions WHERE expires_at < now()) AS over,
              (SELECT count(*)::int FROM auth.revocation_marks WHERE marked_at < now() - interval '11 minutes') AS marks`,
    );
    expect(left).toEqual({ over: 0, marks: 0 });
    expect(await store.find(alive)).toMatchObject({ role: 'editor' });
    expect(await store.status(alive)).toMatchObject({ alive: true, tokens: expect.any(Number) });
  });

  it('are reported as unavailable, not as a server error, while the database is unreachable', async () => {
    const { database } = test;
    const unreachable = jest.spyOn(database, 'read').mockRejectedValue(new Error('anything'));
    const answer = new PostgresSessionStore(database).find(someone());
    await expect(answer).rejects.toMatchObject({
      code: 'sessions_unavailable',
      status: 503,
      options: { headers: { 'Retry-After': '1' } },
    });
    unreachable.mockRestore();
  });
});
