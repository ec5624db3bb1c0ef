/**
 * Real: nginx with the shipped settings, the API and a worker in this process, PostgreSQL. Faked: the work of an operation.
 */
import { Agent, request } from 'node:http';
import { Database } from '#platform/database';
import { Operations } from '#platform/operations';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { openEventStream } from '../support/event-stream.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { hand, work, workersThatWork } from '../support/work.js';
import { type Nginx, startNginx } from './nginx.js';
import { needs } from './servers.js';

needs('nginx')('nginx before an API', () => {
  let api: TestApp;
  let nginx: Nginx;
  let connections = 0;

  beforeAll(async () => {
    const limits = { trustedProxies: ['127.0.0.1'], rateLimitRequests: 5 };
    api = await startTestApp(limits, undefined, workersThatWork);
    api.app.getHttpServer().on('connection', () => {
      connections += 1;
    });
    nginx = await startNginx([await api.listen()]);
  });
  afterAll(async () => {
    await nginx.stop();
    await api.close();
  });

  it('keeps its connections to it', async () => {
    const agent = new Agent({ keepAlive: true });
    const before = connections;
    for (let sent = 0; sent < 4; sent += 1) expect(await send(nginx.url, { agent, from: '127.0.0.4' })).toBe(200);
    agent.destroy();
    expect(connections - before).toBeLessThanOrEqual(1);
  });

  it('passes the address of the client on, and not what the client says of it', async () => {
    const statuses: (number | string)[] = [];
    for (let sent = 0; sent < 7; sent += 1) {
      const headers = { 'x-forwarded-for': `203.0.113.${sent}` };
      statuses.push(await send(nginx.url, { headers, from: '127.0.0.2' }));
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(await send(nginx.url, { from: '127.0.0.3' })).toBe(200);
  });

  it('passes each event of a stream on at once', async () => {
    const { id } = await api.app
      .get(Database)
      .transaction({ tenantId: PLATFORM_TENANT_ID }, (tx) =>
        api.app.get(Operations).start(tx, work, { tenantId: PLATFORM_TENANT_ID, does: 'wait' }, 'operations.write'),
      );
    await hand.waits(id);
    const headers = { authorization: `Bearer ${api.operatorKey}` };
    const stream = await openEventStream(`${nginx.url}/v1/operations/${id}/events`, headers);
    expect((await stream.next())?.data.id).toBe(id);
    hand.letGo(id);
    await until(async () => (await stream.next())?.data.state === 'succeeded');
  });
});

interface Sent {
  agent?: Agent;
  headers?: Record<string, string>;
  /** The address that it is sent from. */
  from?: string;
}

/** The status of an answer, or the code of the error. */
function send(url: string, { agent, headers = {}, from }: Sent = {}): Promise<number | string> {
  return new Promise((resolve) => {
    request(`${url}/health/live`, { agent, headers, localAddress: from }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
    })
      .once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
      .end();
  });
}
