import { startThingsApp, type ThingsApp } from '../../../../test/support/things-app.js';

let app: ThingsApp;

beforeAll(async () => {
  app = await startThingsApp();
});
afterAll(() => app.close());

describe('a URL', () => {
  it.each([
    ['/things?limit=-1', 400, 'validation_failed'],
    ['/things?limit=0', 400, 'validation_failed'],
    ['/things?limit=101', 400, 'validation_failed'],
    ['/things?limit=1e1', 400, 'validation_failed'],
    ['/things?limit=0x1', 400, 'validation_failed'],
    ['/things?limit=1.0', 400, 'validation_failed'],
    ['/things?limit=+1', 400, 'validation_failed'],
    ['/things?limit=', 400, 'validation_failed'],
    ['/things?limit=1&limit=2', 400, 'validation_failed'],
    ['/things?limit[]=1', 400, 'validation_failed'],
    ['/things?colour=red', 400, 'validation_failed'],
    ['/things?cursor=a&cursor=b', 400, 'validation_failed'],
    ['/things?cursor=a&page=1', 400, 'mixed_pagination'],
    ['/things?cursor=%00', 400, 'invalid_url'],
    ['/things?cursor=%ff', 400, 'invalid_url'],
    ['/things?cursor=%ed%a0%80', 400, 'invalid_url'],
    ['/things?cursor=%', 400, 'invalid_url'],
    ['/things/%00', 400, 'invalid_url'],
    ['/things/%ff', 400, 'invalid_url'],
    ['/things/%zz', 400, 'invalid_url'],
    [`/things/${'a'.repeat(513)}`, 414, 'url_too_long'],
    [`/things?cursor=${'a'.repeat(8192)}`, 414, 'url_too_long'],
    [`/nowhere/${'a'.repeat(8192)}`, 414, 'url_too_long'],
    ['/nowhere', 404, 'route_not_found'],
    ['/things/none', 404, 'not_found'],
  ])('%s is refused', async (url, status, code) => {
    const answer = await app.inject({ method: 'GET', url });
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(answer.json().requestId).toBe(answer.headers['x-request-id']);
  });

  // A browser sends no fragment; other clients may, and the router would read a query behind it.
  it.each(['/things#limit=1', '/things?limit=1#x'])('%s is refused for its fragment', async (url) => {
    const answer = await app.raw(`GET ${url} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"invalid_url"/);
  });
});
