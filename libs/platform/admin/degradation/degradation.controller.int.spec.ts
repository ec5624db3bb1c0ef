// Real: the whole API over PostgreSQL, with an operator's key. Faked: nothing.
import { startTestApp, type TestApp } from '../../../../test/support/test-app.js';

describe('the routes to the degradation level', () => {
  let api: TestApp;
  beforeAll(async () => {
    api = await startTestApp();
  });
  afterAll(() => api.close());

  const ask = (method: 'GET' | 'PUT', payload?: object) => {
    const headers = { authorization: `Bearer ${api.operatorKey}` };
    return api.inject({ method, url: '/v1/platform/degradation', headers, ...(payload ? { payload } : {}) });
  };

  it('set the level, and read it with its reason and start', async () => {
    const put = (await ask('PUT', { level: 2, reason: 'the crowd' })).json();
    expect(put).toEqual({ level: 2, reason: 'the crowd', since: expect.any(String) });
    expect((await ask('GET')).json()).toEqual(put);
    expect((await ask('PUT', { level: 2 })).json()).toEqual({ ...put, reason: '' });
  });

  it.each([{ level: 5 }, { level: '1' }, { level: 1, reason: 'r'.repeat(201) }, {}])('refuse %j', async (payload) => {
    expect((await ask('PUT', payload)).json().code).toBe('validation_failed');
  });
});
