// Real: the whole API, PostgreSQL. Faked: nothing.
import { startTestApp, type TestApp } from '../support/test-app.js';

describe('the description of the API', () => {
  let api: TestApp;
  beforeAll(async () => {
    api = await startTestApp();
  });
  afterAll(() => api.close());

  it('names the problems of the database for operations that query it, and for no others', async () => {
    const { paths } = (await api.inject({ method: 'GET', url: '/openapi.json' })).json();
    for (const probe of ['live', 'startup', 'ready']) {
      const operation = paths[`/health/${probe}`].get;
      expect(operation['x-problems']).not.toContain('database_unavailable');
      expect(operation['x-problems']).not.toContain('query_timeout');
      expect(operation).not.toHaveProperty('x-without-database');
    }
    expect(paths['/health/live'].get['x-problems']).not.toContain('not_ready');
    expect(paths['/health/ready'].get['x-problems']).toContain('not_ready');
    expect(paths['/v1/stores/{tenant}/apps'].get['x-problems']).toContain('database_unavailable');
  });
});
