import { startThingsApp, type ThingsApp } from '../../../../test/support/things-app.js';

let app: ThingsApp;

beforeAll(async () => {
  app = await startThingsApp();
});
afterAll(() => app.close());

describe('a problem', () => {
  it('hides the message of an unknown error', async () => {
    const answer = await app.inject({ method: 'GET', url: '/things/broken' });
    expect([answer.statusCode, answer.json().code]).toEqual([500, 'internal_error']);
    expect(answer.body).not.toContain('hunter2');
  });

  it('is 503 with Retry-After when the handler takes too long', async () => {
    const answer = await app.inject({ method: 'GET', url: '/things/slow' });
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'handler_timeout']);
    expect(answer.headers['retry-after']).toBe('1');
  });

  it('is 405 with Allow where the path answers only other methods', async () => {
    const answer = await app.inject({ method: 'DELETE', url: '/things/1' });
    expect([answer.statusCode, answer.json().code]).toEqual([405, 'method_not_allowed']);
    expect(answer.headers.allow).toBe('GET, HEAD, PATCH');
  });

  it('has no body for HEAD', async () => {
    const answer = await app.inject({ method: 'HEAD', url: '/nowhere' });
    expect([answer.statusCode, answer.body]).toEqual([404, '']);
  });
});
