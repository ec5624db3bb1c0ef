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

  it.each([
    ['no route', '/nowhere'],
    ['a route', '/things/none'],
    ['a query', '/things?limit=0'],
    ['a long segment', `/things/${'a'.repeat(513)}`],
  ])('has no body for HEAD, but the length that GET has, at %s', async (_, url) => {
    const ask = async (method: string) => {
      const answer = await app.raw(
        `${method} ${url} HTTP/1.1\r\nHost: a\r\nX-Request-Id: b\r\nConnection: close\r\n\r\n`,
      );
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      return { status: head.slice(9, 12), length: Number(/\ncontent-length: (\d+)/i.exec(head)?.[1]), body };
    };
    const { status, body } = await ask('GET');
    expect(await ask('HEAD')).toEqual({ status, length: Buffer.byteLength(body), body: '' });
  });

  it.each([0, 1, 2, 3, 4, 5])('names a long path by whole characters, %d characters further on', async (further) => {
    for (const character of ['%C3%A9', '%E6%97%A5', '%f0%9f%98%80', '%20']) {
      const path = `/nowhere/${'a'.repeat(further)}${character.repeat(200)}`;
      const { instance } = (await app.inject({ method: 'GET', url: path })).json();
      expect(decodeURIComponent(path).startsWith(decodeURIComponent(instance))).toBe(true);
      expect(instance.length).toBeGreaterThan(490);
    }
  });
});
