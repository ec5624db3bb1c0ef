/** Real: nginx with the shipped settings, the built API in processes of their own, signals, PostgreSQL. Faked: nothing. */
import { Agent, request } from 'node:http';
import { startApi } from '../support/built-process.js';
import { startTestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { startNginx } from './nginx.js';
import { needs } from './servers.js';

const CLIENTS = 20;
/** Requests of one client, at most. */
const MOST_REQUESTS = 5000;

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
        const answer = `${method} ${await send(nginx.url, agent, method)}`;
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

/** Reads the health, or asks for a session of a tenant that does not exist. @returns the status, or the code of the error */
function send(url: string, agent: Agent, method: 'GET' | 'POST'): Promise<number | string> {
  const path = method === 'GET' ? '/health/live' : '/v1/auth/nobody/sessions';
  const headers = method === 'GET' ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve) => {
    request(`${url}${path}`, { agent, method, headers }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
    })
      .once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
      .end(method === 'GET' ? undefined : '{}');
  });
}
