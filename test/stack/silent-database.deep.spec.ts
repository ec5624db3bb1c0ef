// Real: PostgreSQL behind a PgBouncer that is frozen, so that connections stay open and nothing answers, or behind a proxy that
// forgets them, as a firewall does. Faked: the logger.
import { Logger } from '@nestjs/common';
import { openDatabase, statement } from '#platform/database';
import { newId } from '#platform/ids';
import { startProxy } from '../support/tcp-proxy.js';
import { testDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { startPgBouncer } from './pgbouncer.js';
import { needs } from './servers.js';

const one = statement<{ one: number }>('test.one')`SELECT 1 AS one`;
const scope = { tenantId: newId() };

needs('pgbouncer')('a database that does not answer', () => {
  it('refuses calls at once while it is known not to, and answers them afterwards', async () => {
    const test = await testDatabase();
    const pooler = await startPgBouncer({ databaseUrl: test.appUrl });
    const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
    jest.spyOn(Logger.prototype, 'log').mockImplementation(() => {});
    // Only what the process knows may end a call: no statement ends by its own time within this test.
    const limits = { poolSize: 3, statementTimeoutMs: 600_000, lockTimeoutMs: 600_000 };
    const opened = await openDatabase({ url: pooler.url, directUrl: test.appUrl, ...limits });
    const read = () => opened.database.read(scope, one);
    try {
      await Promise.all([read(), read(), read()]);
      pooler.freeze();
      const first = read().catch((error) => error);
      await until(() => warned.mock.calls.some(([line]) => String(line).includes('does not answer')));
      const away = { code: 'database_unavailable', options: { headers: { 'Retry-After': '1' } } };
      await expect(read()).rejects.toMatchObject(away);
      await expect(opened.database.transaction(scope, (tx) => tx.run(one))).rejects.toMatchObject(away);
      pooler.thaw();
      expect(await first).toEqual([{ one: 1 }]);
      expect(await until(() => read().catch(() => undefined))).toEqual([{ one: 1 }]);
    } finally {
      jest.restoreAllMocks();
      await opened.close();
      await pooler.stop();
      await test.close();
    }
  });

  it('answers soon after a silence in which a network forgot the connections', async () => {
    const test = await testDatabase();
    const proxy = await startProxy(Number(new URL(test.appUrl).port));
    const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
    jest.spyOn(Logger.prototype, 'log').mockImplementation(() => {});
    // What the network forgot would wait for so long.
    const limits = { poolSize: 3, statementTimeoutMs: 600_000, lockTimeoutMs: 600_000 };
    const url = Object.assign(new URL(test.appUrl), { port: String(proxy.port) }).href;
    const opened = await openDatabase({ url, directUrl: test.appUrl, ...limits });
    const read = () => opened.database.read(scope, one);
    try {
      await Promise.all([read(), read(), read()]);
      proxy.disturb('hold');
      const held = [read(), read(), read()].map((each) => each.catch((error) => error));
      await until(() => warned.mock.calls.some(([line]) => String(line).includes('does not answer')));
      proxy.disturb('none');
      for (const each of held) expect(await each).toMatchObject({ code: 'database_unavailable' });
      expect(await until(() => read().catch(() => undefined))).toEqual([{ one: 1 }]);
    } finally {
      jest.restoreAllMocks();
      await opened.close();
      await proxy.close();
      await test.close();
    }
  });
});
