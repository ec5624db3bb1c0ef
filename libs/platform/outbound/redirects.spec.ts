// Real: undici, HTTP, a server on 127.0.0.1. Faked: the network, which leads every address to that server.
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { type LocalOutbound, localOutbound } from '../../../test/support/local-outbound.js';

describe('a redirect', () => {
  let local: LocalOutbound;
  /** What the server answers to a path: a status and a Location. */
  let redirects: Record<string, [number, string?]>;
  let requests: { url: string; method?: string; headers: IncomingMessage['headers']; body: string }[];

  beforeEach(async () => {
    redirects = {};
    requests = [];
    local = await localOutbound(async (request, response) => {
      const { method, headers, url = '' } = request;
      requests.push({ url: `${headers.host}${url}`, method, headers, body: await text(request) });
      const [status, location] = redirects[url] ?? [200];
      response.writeHead(status, location === undefined ? {} : { location }).end(`answer of ${url}`);
    });
    local.internet.host('a.example').host('b.example');
  });
  afterEach(() => local.close());

  it('is followed, and told', async () => {
    redirects = { '/1': [301, '/2?x=é#part'], '/2?x=%C3%A9': [307, 'http://user:secret@b.example/3'] };
    const answer = await local.send('http://user:secret@a.example/1#part');
    expect(answer).toMatchObject({ status: 200, url: 'http://b.example/3', body: Buffer.from('answer of /3') });
    expect(answer.redirects).toEqual([
      { status: 301, from: 'http://a.example/1', to: 'http://a.example/2?x=%C3%A9' },
      { status: 307, from: 'http://a.example/2?x=%C3%A9', to: 'http://b.example/3' },
    ]);
    expect(requests.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined, undefined]);
  });

  it('waits for its turn, as the first request does, and is not sent where there is none', async () => {
    redirects = { '/1': [302, 'http://b.example/2'], '/2': [302, '/3'] };
    const turns: string[] = [];
    const beforeEach = async ({ href }: URL) => {
      expect(requests).toHaveLength(turns.length);
      turns.push(href);
      if (href.endsWith('3')) throw new Error('no turn');
    };
    await expect(local.send('http://a.example/1', { beforeEach })).rejects.toThrow('no turn');
    expect(turns).toEqual(['http://a.example/1', 'http://b.example/2', 'http://b.example/3']);
    expect(requests.map(({ url }) => url)).toEqual(['a.example/1', 'b.example/2']);
  });

  it('whose turn does not come in time is late', async () => {
    redirects = { '/1': [302, '/2'] };
    const deadline = new AbortController();
    const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(deadline.signal);
    const beforeEach = async ({ pathname }: URL) => {
      if (pathname !== '/2') return;
      setImmediate(() => deadline.abort(new Error('The time is over.')));
      await new Promise<void>(() => {});
    };
    const late = local.send('http://a.example/1', { beforeEach, timeoutMs: 200 });
    await expect(late).rejects.toMatchObject({ code: 'answer_timeout' });
    expect(timeout.mock.calls[0]).toEqual([200]);
    timeout.mockRestore();
    expect(requests).toHaveLength(1);
  });

  it('whose Location is UTF-8 leads there', async () => {
    redirects = { '/': [302, Buffer.from('/été').toString('latin1')] };
    expect((await local.send('http://a.example/')).url).toBe('http://a.example/%C3%A9t%C3%A9');
  });

  it.each([
    ['without Location', 302, undefined],
    ['to no URL', 302, 'http://['],
    ['of another kind', 300, '/2'],
    ['that means “not modified”', 304, '/2'],
  ])('%s is the answer', async (_, status, location) => {
    redirects = { '/': [status, location] };
    await expect(local.send('http://a.example/')).resolves.toMatchObject({ status, redirects: [] });
  });

  it('is the answer where none are followed', async () => {
    redirects = { '/': [302, 'http://127.0.0.1/'] };
    const answer = await local.send('http://a.example/', { mostRedirects: 0 });
    expect(answer).toMatchObject({ status: 302, headers: { location: 'http://127.0.0.1/' } });
  });

  const headers = {
    Authorization: 'Bearer secret',
    Cookie: 'session=secret',
    'X-Key': 'secret',
    'X-Signature': 'secret',
    Accept: 'application/rss+xml',
    'Accept-Language': 'fr',
    'If-None-Match': '"1"',
    'If-Modified-Since': 'Sun, 22 Nov 2026 14:00:00 GMT',
    'User-Agent': 'Reader',
    Host: 'inside.example',
  };
  const harmless = {
    accept: 'application/rss+xml',
    'accept-language': 'fr',
    'if-none-match': '"1"',
    'if-modified-since': 'Sun, 22 Nov 2026 14:00:00 GMT',
    'user-agent': 'Reader',
  };
  const secret = {
    authorization: 'Bearer secret',
    cookie: 'session=secret',
    'x-key': 'secret',
    'x-signature': 'secret',
  };

  it.each([['http://b.example/2'], ['http://a.example:8080/2'], ['//b.example/2']])(
    'to another origin, %s, gets no secrets, not even on the way back',
    async (to) => {
      redirects = { '/1': [307, to], '/2': [307, 'http://a.example/3'] };
      await local.send('http://a.example/1', { headers });
      expect(requests[0]?.headers).toMatchObject({ ...harmless, ...secret, host: 'a.example' });
      for (const request of requests.slice(1)) {
        expect(request.headers).toMatchObject(harmless);
        expect(JSON.stringify(request)).not.toContain('secret');
      }
      expect(requests).toHaveLength(3);
    },
  );

  it('within an origin keeps the headers', async () => {
    redirects = { '/1': [302, '/2'] };
    await local.send('http://a.example/1', { headers });
    expect(requests[1]?.headers).toMatchObject({ ...harmless, ...secret });
  });

  it.each([
    [301, 'GET', ''],
    [302, 'GET', ''],
    [303, 'GET', ''],
    [307, 'POST', 'the body'],
    [308, 'POST', 'the body'],
  ])('of a POST with %s is followed by %s', async (status, method, body) => {
    redirects = { '/1': [status, '/2'] };
    await local.send('http://a.example/1', {
      method: 'POST',
      body: 'the body',
      headers: { 'content-type': 'text/plain', 'x-key': 'kept' },
    });
    expect(requests[1]).toMatchObject({ method, body, headers: { 'x-key': 'kept' } });
    expect(requests[1]?.headers['content-type']).toBe(method === 'POST' ? 'text/plain' : undefined);
  });

  it.each([
    ['to itself', { '/1': [302, '/1#again'] }, 1],
    ['in a circle', { '/1': [302, '/2'], '/2': [302, '/1'] }, 2],
    ['once too often', { '/1': [302, '/2'], '/2': [302, '/3'], '/3': [302, '/4'], '/4': [302, '/5'] }, 4],
  ] as [string, typeof redirects, number][])('that leads %s is refused', async (_, answers, asked) => {
    redirects = answers;
    const sent = local.send('http://a.example/1', { mostRedirects: 3 });
    await expect(sent).rejects.toMatchObject({ code: 'too_many_redirects', status: 502 });
    expect(requests).toHaveLength(asked);
  });
});
