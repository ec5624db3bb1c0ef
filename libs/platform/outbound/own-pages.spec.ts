// Real: undici, HTTP, a server on 127.0.0.1. Faked: the network, which leads every address to that server.
import { type LocalOutbound, localOutbound } from '../../../test/support/local-outbound.js';

describe('pages of the own server that requests may read', () => {
  const own = { port: 3000, paths: /^\/v1\/stores\/[a-z0-9-]+\/changes\.atom$/ };
  const page = 'http://127.0.0.1:3000/v1/stores/wistant/changes.atom';
  let local: LocalOutbound;
  let requests: string[];
  let redirects: Record<string, string>;

  beforeEach(async () => {
    requests = [];
    redirects = {};
    local = await localOutbound((request, response) => {
      requests.push(request.url ?? '');
      const location = redirects[request.url ?? ''];
      response.writeHead(location ? 302 : 200, location ? { location } : {}).end('answered');
    });
    local.internet.host('public.example').host('inside.example', ['127.0.0.1']);
  });
  afterEach(() => local.close());

  const isRefused = async (url: string, how = {}) => {
    await expect(local.send(url, how)).rejects.toMatchObject({ code: 'destination_refused' });
  };

  it('are refused like the rest of the machine until they are admitted', async () => {
    await isRefused(page);
    local.outbound.admit(own);
    await expect(local.send(page)).resolves.toMatchObject({ status: 200 });
    expect(local.internet.connections).toEqual(['127.0.0.1:3000']);
  });

  it.each([
    ['another page', 'http://127.0.0.1:3000/dev/mails'],
    ['the home page', 'http://127.0.0.1:3000/'],
    ['the metrics', 'http://127.0.0.1:9464/metrics'],
    ['another port', 'http://127.0.0.1:3001/v1/stores/wistant/changes.atom'],
    ['a port that begins so', 'http://127.0.0.1:30001/v1/stores/wistant/changes.atom'],
    ['no port', 'http://127.0.0.1/v1/stores/wistant/changes.atom'],
    ['https', 'https://127.0.0.1:3000/v1/stores/wistant/changes.atom'],
    ['a query', `${page}?limit=1`],
    ['a fragment', `${page}#x`],
    ['more of a path', `${page}/x`],
    ['a path that leads elsewhere', 'http://127.0.0.1:3000/v1/stores/../../dev/mails/changes.atom'],
    ['an encoded path that leads elsewhere', 'http://127.0.0.1:3000/v1/stores/..%2f..%2fdev/changes.atom'],
    ['backslashes', 'http://127.0.0.1:3000\\v1\\stores\\wistant\\changes.atom'],
    ['a user', 'http://user:secret@127.0.0.1:3000/v1/stores/wistant/changes.atom'],
    ['a user with the address', 'http://127.0.0.1:3000@127.0.0.2:3000/v1/stores/wistant/changes.atom'],
    ['a line break', `${page}\n`],
    ['a name', 'http://localhost:3000/v1/stores/wistant/changes.atom'],
    ['a name of DNS', 'http://inside.example:3000/v1/stores/wistant/changes.atom'],
    ['a shorter address', 'http://127.1:3000/v1/stores/wistant/changes.atom'],
    ['a number', 'http://2130706433:3000/v1/stores/wistant/changes.atom'],
    ['octal numbers', 'http://0177.0.0.1:3000/v1/stores/wistant/changes.atom'],
    ['a dot at the end', 'http://127.0.0.1.:3000/v1/stores/wistant/changes.atom'],
    ['another loopback address', 'http://127.0.0.2:3000/v1/stores/wistant/changes.atom'],
    ['any address', 'http://0.0.0.0:3000/v1/stores/wistant/changes.atom'],
    ['IPv6', 'http://[::1]:3000/v1/stores/wistant/changes.atom'],
    ['IPv4 in IPv6', 'http://[::ffff:127.0.0.1]:3000/v1/stores/wistant/changes.atom'],
  ])('are no way to %s', async (_, url) => {
    local.outbound.admit(own);
    local.internet.host('localhost', ['127.0.0.1', '::1']);
    await isRefused(url);
    expect(requests).toEqual([]);
  });

  it('are read with GET alone', async () => {
    local.outbound.admit(own);
    await isRefused(page, { method: 'POST', body: '{}' });
    expect(requests).toEqual([]);
  });

  it('lead nowhere: their redirects are the answer', async () => {
    local.outbound.admit(own);
    for (const location of ['/dev/mails', 'http://127.0.0.1:9464/metrics', 'http://public.example/']) {
      redirects = { '/v1/stores/wistant/changes.atom': location };
      await expect(local.send(page)).resolves.toMatchObject({ status: 302, redirects: [] });
    }
    expect(new Set(requests)).toEqual(new Set(['/v1/stores/wistant/changes.atom']));
  });

  it('are not reached by a redirect', async () => {
    local.outbound.admit(own);
    redirects = { '/feed': page };
    await isRefused('http://public.example/feed');
    expect(requests).toEqual(['/feed']);
  });
});
