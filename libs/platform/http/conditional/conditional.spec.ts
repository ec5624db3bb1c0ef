import { startThingsApp, type ThingsApp } from '../../../../test/support/things-app.js';

let app: ThingsApp;

beforeAll(async () => {
  app = await startThingsApp();
});
afterAll(() => app.close());

describe('an answer', () => {
  it('is 304 to a client that has its version, in strong or weak form', async () => {
    for (const tag of ['"v3"', 'W/"v3"', '"v1", "v3"', '*']) {
      const answer = await app.inject({ method: 'GET', url: '/things/1', headers: { 'if-none-match': tag } });
      expect([tag, answer.statusCode, answer.body]).toEqual([tag, 304, '']);
    }
    const other = await app.inject({ method: 'GET', url: '/things/1', headers: { 'if-none-match': '"v2"' } });
    expect([other.statusCode, other.headers.etag]).toEqual([200, '"v3"']);
  });

  it.each([
    [undefined, 428, 'precondition_required'],
    ['"v2"', 412, 'precondition_failed'],
    ['W/"v3"', 412, 'precondition_failed'],
    ['W/"v3", "v2"', 412, 'precondition_failed'],
    ['"nope"', 412, 'precondition_failed'],
    ['"v2,"v3""', 412, 'precondition_failed'],
    ['3', 400, 'etag_without_quotes'],
    ['v3', 400, 'etag_without_quotes'],
    ['', 400, 'etag_without_quotes'],
    ['*', 200, undefined],
    ['"nope", "v3"', 200, undefined],
    ['W/"v3" ,"v1",\t"v3", ', 200, undefined],
    ['"v3"', 200, undefined],
  ])('to a change with If-Match: %s has status %s', async (tag, status, code) => {
    const answer = await app.inject({
      method: 'PATCH',
      url: '/things/1',
      headers: tag === undefined ? {} : { 'if-match': tag },
    });
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  });
});
