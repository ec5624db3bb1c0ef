// Real: the whole API over PostgreSQL. Faked: nothing.
import { Tenants } from '#tenants';
import { startTestApp, type TestApp } from '../support/test-app.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
  await api.app.get(Tenants).create({ slug: 'cyclists', name: 'The cyclists', product: 'velo' });
});
afterAll(() => api?.close());

it('tells an application what it needs to know about a tenant', async () => {
  const { statusCode, body } = await api.inject({ method: 'GET', url: '/v1/auth/cyclists' });
  expect([statusCode, JSON.parse(body)]).toEqual([
    200,
    {
      registration: 'open',
      password: { minLength: 15, maxLength: 128 },
      issuer: 'http://127.0.0.1:3000/v1/auth/cyclists',
      jwksUri: 'http://127.0.0.1:3000/.well-known/jwks.json',
      locale: 'fr',
      branding: { displayName: 'The cyclists', colour: '#b3400e' },
    },
  ]);
  const deployment = (await api.inject({ method: 'GET', url: '/v1/auth/platform' })).json();
  expect(deployment).toMatchObject({ registration: 'invitation', branding: { displayName: 'Palier' } });
});
