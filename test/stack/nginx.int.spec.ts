/**
 * Real: nginx with the shipped settings, the built API in processes of their own or in this one, signals, PostgreSQL.
 * Faked: the work of an operation.
 */
import { Agent, request } from 'node:http';
import { Database } from '#platform/database';
import { Operations } from '#platform/operations';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { startApi } from '../support/built-process.js';
import { openEventStream } from '../support/event-stream.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { hand, work, workers } from '../support/work.js';
import { type Nginx, startNginx } from './nginx.js';
import { needs } from './servers.js';

const CLIENTS = 20;
/** Requests of one client, at most. */
const MOST_REQUESTS = 5000;

needs('nginx')('nginx before an API', () => {
  let api: TestApp;
  let nginx: Nginx;
  let connections = 0;

  beforeAll(async () => {
    const limits = { trustedProxies: ['127.0.0.1'], rateLimitRequests: 5 };
    api = await startTestApp(limits, undefined, workers);
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

needs('nginx')('nginx before two APIs', () => {
  it('answers every request while they are restarted one after the other', async () => {
    const shared = await startTestApp();
    const settings = {
      DATABASE_URL: shared.database.appUrl,
      PALIER_MASTER_KEY: Buffer.alloc(32, 7).toString('base64url'),
      TRUSTED_PROXIES: '127.0.0.1',
      DRAIN_MS: '60000',
    };
    const apis = await Promise.all([startApi(settings), startApi(settings)]);
    const nginx = await startNginx(apis.map(({ url }) => url));
    let over = false;
    const answers = new Map<string, number>();
    const client = async (method: 'GET' | 'POST') => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      for (let sent = 0; sent < MOST_REQUESTS && !over; sent += 1) {
        const answer = `${method} ${await send(nginx.url, { agent, method })}`;
        answers.set(answer, (answers.get(answer) ?? 0) + 1);
      }
      agent.destroy();
    };
    const clients = Array.from({ length: CLIENTS }, (_, n) => client(n % 2 === 0 ? 'GET' : 'POST'));
    const more = async () => {
      const before = answers.get('GET 200') ?? 0;
      await until(() => (answers.get('GET 200') ?? 0) > before + 200);
    };
    try {
      for (const [n, { url, end }] of apis.entries()) {
        await more();
        expect(await end('SIGTERM')).toBe(0);
        await more();
        apis[n] = await startApi({ ...settings, PORT: new URL(url).port });
      }
      await more();
      over = true;
      await Promise.all(clients);
      // A POST on a connection that waited as the listener closed may have begun, and nginx must not repeat it: 502.
      answers.delete('POST 502');
      expect([...answers.keys()].sort()).toEqual(['GET 200', 'POST 404']);
    } finally {
      over = true;
      await Promise.all(clients);
      await nginx.stop();
      await Promise.all(apis.map(({ end }) => end('SIGKILL')));
      await shared.close();
    }
  });
});

interface Sent {
  agent?: Agent;
  /** A POST asks for a session of a tenant that does not exist. */
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  /** The address that it is sent from. */
  from?: string;
}

/** The status of an answer, or the code of the error. */
function send(url: string, { agent, method = 'GET', headers = {}, from }: Sent = {}): Promise<number | string> {
  const path = method === 'GET' ? '/health/live' : '/v1/auth/nobody/sessions';
  const type = method === 'GET' ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve) => {
    const options = { agent, method, headers: { ...type, ...headers }, localAddress: from };
    request(`${url}${path}`, options, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
    })
      .once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
      .end(method === 'GET' ? undefined : '{}');
  });
}
