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
    for (const given of ['order-17.retry:2', 'palier_sync-7']) expect(await idFor(given)).toBe(given);
    const key = `palier_op_abcdefgh_${'s3cret'.padEnd(43, 'x')}`;
    const secrets = [key, `retry_${key}:2`, `palier_sk_${'a'.repeat(34)}_${'x'.repeat(43)}`, 'redis://u:s3cret@cache'];
    for (const given of ['a b', '<script>', 'a'.repeat(129), ...secrets])
      expect(await idFor(given)).toMatch(/^[\w-]{14,40}$/);
  });
});
