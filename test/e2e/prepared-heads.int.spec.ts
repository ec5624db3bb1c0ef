// Real: two processes of one deployment, PREPARED_HEADS on in one and off in the other; raw TCP clients. Faked: nothing.
import { Tenants } from '#tenants';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { openWire } from '../support/wire.js';

const KEPT = '/v1/stores/heads/apps?limit=5';

const request = (headers = '', target = KEPT, line = 'GET') =>
  `${line} ${target} HTTP/1.1\r\nHost: palier.example\r\nX-Request-Id: same\r\n${headers}\r\n`;
const last = 'Connection: close\r\n';

/** Lines that differ by the moment, with their forms. */
const moments: readonly [line: RegExp, instead: string][] = [
  [/^Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/, 'Date: …'],
  [/^(cache-status: Palier; hit; ttl=)\d+$/, '$1…'],
];

/** An answer: its first line, the lines of its head in their order but for what differs by the moment, its body. */
function parsed(bytes: string) {
  const end = bytes.indexOf('\r\n\r\n');
  const [first, ...lines] = bytes.slice(0, end).split('\r\n');
  const head = lines.map((line) => moments.reduce((text, [form, instead]) => text.replace(form, instead), line));
  return { first, head, body: bytes.slice(end + 4) };
}

describe('prepared heads', () => {
  let on: TestApp;
  let off: TestApp;
  let both: string[];

  beforeAll(async () => {
    on = await startTestApp();
    const origins = ['https://shop.example'];
    await on.app.get(Tenants).create({ slug: 'heads', name: 'H', product: 'wistant', plan: 'enterprise', origins });
    // After the tenant, of which a running process hears a moment later.
    off = await startTestApp({ preparedHeads: 'off' }, on.database);
    both = [await on.listen(), await off.listen()];
    for (const url of both) {
      // The first fills, the second is a hit, and from then on the URL is known.
      for (const status of ['fwd=uri-miss', 'hit', 'hit']) {
        const answer = await fetch(`${url}${KEPT}`, { headers: { 'accept-encoding': 'identity' } });
        expect(answer.headers.get('cache-status')).toContain(status);
        await answer.arrayBuffer();
      }
    }
  });
  afterAll(async () => {
    await off.close();
    await on.close();
  });

  /** The answers of both processes to requests in one piece, of which the last closes. */
  async function answers(...requests: string[]) {
    const seen = [];
    for (const url of both) {
      const wire = await openWire(url);
      wire.send(requests.join(''));
      const all = (await wire.rest()).split(/(?=HTTP\/1\.1 )/).map(parsed);
      expect(all).toHaveLength(requests.length);
      seen.push(all);
    }
    return seen as [ReturnType<typeof parsed>[], ReturnType<typeof parsed>[]];
  }

  const sorted = (all: ReturnType<typeof parsed>[]) =>
    all.map(({ head, ...rest }) => ({ ...rest, head: head.toSorted() }));

  it('change where the lines of Node are', async () => {
    const [[text], [headers]] = await answers(request(), request(last));
    const ofNode = ['Date: …', 'Connection: keep-alive', 'Keep-Alive: timeout=75'];
    expect(text?.head.slice(0, 3)).toEqual(ofNode);
    expect(headers?.head.slice(-3)).toEqual(ofNode);
  });

  it.each<[string, string[], string[]]>([
    ['a page', [request()], ['200 OK']],
    ['a page of the same origin', [request('Origin: https://shop.example\r\n')], ['200 OK']],
    ['a page that the client has', [request('If-None-Match: *\r\n')], ['304 Not Modified']],
    ['HEAD', [request('', KEPT, 'HEAD')], ['200 OK']],
    ['a path without a route', [request('', '/nowhere')], ['404 Not Found']],
    ['HEAD of a path without a route', [request('', '/nowhere', 'HEAD')], ['404 Not Found']],
    [
      'requests in one piece',
      [
        request(),
        request('If-None-Match: *\r\n'),
        request('', KEPT, 'HEAD'),
        request('', '/health/live'),
        request('Accept-Language: fr\r\n', '/nowhere'),
        request(),
        request(),
      ],
      ['200 OK', '304 Not Modified', '200 OK', '200 OK', '404 Not Found', '200 OK', '200 OK'],
    ],
  ])('change no byte but by that, in answer to %s', async (_, requests, statuses) => {
    const [text, headers] = await answers(...requests, request(last));
    expect(text.map(({ first }) => first)).toEqual([...statuses, '200 OK'].map((status) => `HTTP/1.1 ${status}`));
    expect(sorted(text)).toEqual(sorted(headers));
  });

  it('change nothing where the connection ends with the answer', async () => {
    const [text, headers] = await answers(request(last));
    expect(text).toEqual(headers);
    expect(text[0]?.head).toContain('Connection: close');
  });
});
