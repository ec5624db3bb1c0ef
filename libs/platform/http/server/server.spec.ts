import { startThingsApp, type ThingsApp } from '../../../../test/support/things-app.js';

let app: ThingsApp;

beforeAll(async () => {
  app = await startThingsApp();
});
afterAll(() => app.close());

describe('an answer', () => {
  it('is compressed from 1 KiB on', async () => {
    const get = (url: string) => app.inject({ method: 'GET', url, headers: { 'accept-encoding': 'gzip' } });
    expect((await get('/things/large')).headers['content-encoding']).toBe('gzip');
    expect((await get('/things/1')).headers['content-encoding']).toBeUndefined();
  });
});
