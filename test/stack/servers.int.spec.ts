/** Real: redis-server, PgBouncer, PostgreSQL and the processes' signals. Faked: nothing. */
import { Redis } from 'ioredis';
import { runSql } from '../support/sql.js';
import { type TestDatabase, testDatabase } from '../support/test-database.js';
import { startPgBouncer } from './pgbouncer.js';
import { needs, startRedis } from './servers.js';

needs('redis-server')('a Redis for tests', () => {
  it('freezes, thaws, dies, and restarts on its port with its persisted data', async () => {
    const server = await startRedis({ config: { appendonly: 'yes', appendfsync: 'always' } });
    const client = new Redis(server.url, { retryStrategy: () => 20 });
    client.on('error', () => {});
    try {
      await client.set('kept', 'yes');
      server.freeze();
      client.options.commandTimeout = 200;
      await expect(client.get('kept')).rejects.toThrow('timed out');
      server.thaw();
      const first = server.pid;
      await server.kill();
      await server.restart();
      expect(server.pid).not.toBe(first);
      const again = new Redis(server.url);
      expect(await again.get('kept')).toBe('yes');
      again.disconnect();
    } finally {
      client.disconnect();
      await server.stop();
    }
  });

  it('stops even when it is frozen', async () => {
    const server = await startRedis();
    server.freeze();
    await server.stop();
    expect(() => process.kill(server.pid, 0)).toThrow('ESRCH');
  });
});

needs('pgbouncer')('a PgBouncer for tests', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.close());

  it('serves the database of a URL', async () => {
    const pooler = await startPgBouncer({ databaseUrl: test.appUrl });
    try {
      expect(await runSql(pooler.url, 'SELECT current_user AS role')).toEqual([{ role: 'palier_app' }]);
    } finally {
      await pooler.stop();
    }
  });
});
