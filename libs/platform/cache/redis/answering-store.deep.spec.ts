// Real: a redis-server behind a TCP proxy that swallows what is sent. Faked: nothing.
import { needs, type RedisServer, startRedis } from '../../../../test/stack/servers.js';
import { startProxy, type TcpProxy } from '../../../../test/support/tcp-proxy.js';
import { until } from '../../../../test/support/until.js';
import { openAnsweringStore } from './answering-store.js';
import type { RedisStore } from './redis-store.js';

needs('redis-server')('a store whose Redis is silent', () => {
  let server: RedisServer;
  let proxy: TcpProxy;
  let store: RedisStore;
  beforeAll(async () => {
    server = await startRedis();
    proxy = await startProxy(server.port);
    store = openAnsweringStore(`redis://127.0.0.1:${proxy.port}`, () => {});
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(async () => {
    store.close();
    await proxy.close();
    await server.stop();
  });
  /** Pings and reads, as a breaker and callers do, and waits for neither: what is sent into the silence is never answered. */
  let reads = 0;
  const use = () => {
    for (const call of [store.ping(), store.read(['nothing']).then(() => (reads += 1))]) call.catch(() => {});
  };

  it('stays where a ping failed long ago and none was sent since', async () => {
    await until(() =>
      store.ping().then(
        () => true,
        () => false,
      ),
    );
    proxy.disturb('hold');
    const asked = store.ping();
    proxy.drop();
    await expect(asked).rejects.toThrow();
    proxy.disturb('none');
    await until(() =>
      store.read(['nothing']).then(
        () => true,
        () => false,
      ),
    );
    const connections = proxy.accepted();
    const now = performance.now();
    jest.spyOn(performance, 'now').mockReturnValue(now + 3_600_000);
    await store.ping();
    expect(proxy.accepted()).toBe(connections);
  });

  it('is read again over a new connection, also where the silence outlasts one', async () => {
    await until(() => {
      use();
      return reads > 0;
    });
    const connections = proxy.accepted();
    proxy.disturb('hold');
    await until(() => {
      use();
      return proxy.accepted() > connections + 1;
    });
    proxy.disturb('none');
    const before = reads;
    await until(() => {
      use();
      return reads > before;
    });
  });
});
