// Real: PostgreSQL, redis-server behind a TCP proxy that swallows what is sent, a queue and its worker. Faked: the tenants' directory.
import { EventEmitter, once } from 'node:events';
import { newId } from '#platform/ids';
import { needs, type RedisServer, startRedis } from '../../../../test/stack/servers.js';
import { type JobsApp, startJobs } from '../../../../test/support/jobs-app.js';
import { startProxy, type TcpProxy } from '../../../../test/support/tcp-proxy.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { until } from '../../../../test/support/until.js';
import { defineJob } from '../job-definition.js';
import type { JobContext } from '../job-handler.js';
import { HandlesJob } from '../running/handles-job.js';

const job = defineJob('test.call');
const events = new EventEmitter();

@HandlesJob(job)
class Calls {
  async run(_payload: object, { id }: JobContext): Promise<undefined> {
    events.emit('ran', id);
  }
}

needs('redis-server')('a worker on Redis', () => {
  let database: TestDatabase;
  let redis: RedisServer;
  let proxy: TcpProxy;
  let app: JobsApp;
  beforeAll(async () => {
    database = await testDatabase();
    redis = await startRedis();
    proxy = await startProxy(redis.port);
  });
  afterAll(async () => {
    await app.close();
    await proxy.close();
    await redis.stop();
    await database.close();
  });

  it('takes jobs again after a network forgot the connections on which it waited, and those that it opened instead', async () => {
    const settings = { redisUrl: `redis://127.0.0.1:${proxy.port}` };
    app = await startJobs({ database, handlers: [Calls], settings });
    const runs = async () => {
      const ran = once(events, 'ran');
      const id = await app.add(job, { tenantId: newId() });
      expect(await ran).toEqual([id]);
    };
    await runs();
    const connections = proxy.accepted();
    proxy.disturb('hold');
    proxy.disturbAnswers('hold');
    // The one on which it waited is followed by those that get no answer to their first command.
    await until(() => proxy.accepted() > connections + 2);
    proxy.disturb('none');
    proxy.disturbAnswers('none');
    await until(() =>
      app.control.queues().then(
        () => true,
        () => false,
      ),
    );
    await runs();
  });
});
