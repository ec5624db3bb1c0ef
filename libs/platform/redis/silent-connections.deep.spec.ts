// Real: a redis-server behind a TCP proxy that swallows what is sent. Faked: nothing.
import { once } from 'node:events';
import { Settings } from '#platform/config';
import { needs, type RedisServer, startRedis } from '../../../test/stack/servers.js';
import { startProxy, type TcpProxy } from '../../../test/support/tcp-proxy.js';
import { until } from '../../../test/support/until.js';
import { openRedis } from './open-redis.js';
import { closeRedis, type RedisClient, type RedisUse } from './redis-client.js';

const PATIENCE_MS = 500;

needs('redis-server')('a connection on which nothing comes any more', () => {
  let server: RedisServer;
  let proxy: TcpProxy;
  let client: RedisClient;
  const begin = (limits: Pick<RedisUse, 'commandTimeoutMs' | 'silentMs'>) => {
    const settings = Object.assign(new Settings(), { redisUrl: `redis://127.0.0.1:${proxy.port}` });
    client = openRedis(settings, { name: 'tests', quiet: true, ...limits });
  };
  const open = async (limits: Parameters<typeof begin>[0]) => {
    begin(limits);
    await client.set('kept', 'yes');
  };
  beforeEach(async () => {
    server = await startRedis();
    proxy = await startProxy(server.port);
  });
  afterEach(async () => {
    await closeRedis(client);
    await proxy.close();
    await server.stop();
  });

  it('is closed and opened anew, though both sides hold it for open', async () => {
    await open({ commandTimeoutMs: PATIENCE_MS });
    proxy.disturb('hold');
    await expect(client.get('kept')).rejects.toThrow('timed out');
    proxy.disturb('none');
    // What the proxy holds back on that connection stays lost.
    expect(await until(() => client.get('kept').catch(() => undefined))).toBe('yes');
    expect(proxy.accepted()).toBeGreaterThan(1);
  });

  it('is opened anew for commands that wait without a limit, which are sent again', async () => {
    await open({ silentMs: PATIENCE_MS });
    proxy.disturb('hold');
    const waiting = client.get('kept');
    await until(() => proxy.accepted() > 1);
    proxy.disturb('none');
    expect(await waiting).toBe('yes');
  });

  it('is opened anew where it was silent from its beginning', async () => {
    proxy.disturb('hold');
    begin({ silentMs: 60_000 });
    await until(() => proxy.accepted() > 1);
    proxy.disturb('none');
    expect(await client.set('kept', 'yes')).toBe('OK');
  });

  it('is opened anew after it was closed and opened by its owner', async () => {
    await open({ silentMs: PATIENCE_MS });
    const closed = once(client, 'end');
    client.disconnect();
    await closed;
    await client.connect();
    const connections = proxy.accepted();
    proxy.disturb('hold');
    const waiting = client.get('kept');
    await until(() => proxy.accepted() > connections);
    proxy.disturb('none');
    expect(await waiting).toBe('yes');
  });

  it('stays where no command waits, and where answers come', async () => {
    await open({ commandTimeoutMs: 8000, silentMs: 4000 });
    for (let read = 0; read < 3; read += 1) {
      await client.xread('BLOCK', 2000, 'STREAMS', 'empty', '$');
      await client.get('kept');
    }
    expect(proxy.accepted()).toBe(1);
  });
});
