import { startThingsApp, type ThingsApp } from '../../../../test/support/things-app.js';

let app: ThingsApp;

beforeAll(async () => {
  app = await startThingsApp();
});
afterAll(() => app.close());

describe('a list', () => {
  it('is paginated by cursor or by page, with the defaults filled in', async () => {
    const get = async (url: string) => (await app.inject({ method: 'GET', url })).json();
    expect(await get('/things')).toEqual({ kind: 'cursor', size: 20 });
    expect(await get('/things?limit=5&cursor=abc')).toEqual({ kind: 'cursor', size: 5, cursor: 'abc' });
    expect(await get('/things?page=2')).toEqual({ kind: 'page', size: 20, number: 2 });
  });
});
