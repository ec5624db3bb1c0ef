import { startThingsApp, type ThingsApp } from '../../../../test/support/things-app.js';

let app: ThingsApp;

beforeAll(async () => {
  app = await startThingsApp();
});
afterAll(() => app.close());

describe('an answer', () => {
  it('repeats a safe request id and replaces any other', async () => {
    const idFor = async (given: string) => {
      const answer = await app.inject({ method: 'GET', url: '/nowhere', headers: { 'x-request-id': given } });
      return answer.json().requestId;
    };
    expect(await idFor('order-17.retry:2')).toBe('order-17.retry:2');
    for (const given of ['a b', '<script>', 'a'.repeat(129)]) expect(await idFor(given)).toMatch(/^[\w-]{14,40}$/);
  });
});
