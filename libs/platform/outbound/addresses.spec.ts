// Real: undici, HTTP, a server on 127.0.0.1. Faked: the network, which leads every address to that server.
import { type LocalOutbound, localOutbound } from '../../../test/support/local-outbound.js';

describe('the address of a request', () => {
  let local: LocalOutbound;
  const refusal = { code: 'destination_refused', status: 422 };

  beforeEach(async () => {
    local = await localOutbound((request, response) => {
      const location = new URL(request.url ?? '', 'http://x').searchParams.get('to');
      response.writeHead(location ? 302 : 200, { connection: 'close', ...(location && { location }) }).end('answered');
    });
    local.internet.host('public.example').host('www.public.example');
  });
  afterEach(() => local.close());

  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0177.0.0.1/',
    'http://0x7f.1/',
    'http://127.1/',
    'http://127.0.0.1./',
    'http://%31%32%37.0.0.1/',
    'http://１２７．０．０．１/',
    'http://127。0。0。1/',
    'http://public.example@127.0.0.1/',
    'http://127.0.0.1#@public.example/',
    'http://127.0.0.1\\@public.example/',
    'http://0/',
    'http://[::]/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[::127.0.0.1]/',
    'http://[::ffff:0:127.0.0.1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[64:ff9b::10.0.0.1]/',
    'http://[64:ff9b:1::8.8.8.8]/',
    'http://[2002:7f00:1::]/',
    'http://[2001:0:53aa:64c:0:0:80ff:fffe]/',
  ])('%s is refused, since it is inside', async (url) => {
    await expect(local.send(url)).rejects.toMatchObject(refusal);
    expect(local.internet.connections).toEqual([]);
  });

  it.each([
    ['file:///etc/passwd'],
    ['gopher://public.example/'],
    ['ftp://public.example/'],
    ['data:text/plain,answered'],
    ['ws://public.example/'],
    ['//public.example/'],
    ['public.example'],
    [''],
    ['http://public.example:22/'],
    ['http://public.example:25/'],
    ['http://public.example:1023/'],
    ['https://public.example:0/'],
    ['http://public.example:65536/'],
  ])('%s is refused, since it is no web address', async (url) => {
    await expect(local.send(url)).rejects.toMatchObject(refusal);
    expect(local.internet.connections).toEqual([]);
  });

  it.each([
    ...['0.1.2.3', '10.1.2.3', '100.64.0.1', '100.100.100.200', '127.9.9.9', '169.254.169.254', '172.16.0.1'],
    ...['172.31.255.255', '192.0.0.192', '192.0.2.1', '192.88.99.1', '192.168.1.1', '198.18.0.1', '198.19.255.255'],
    ...['198.51.100.1', '203.0.113.1', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255'],
    ...['168.63.129.16', '::1', '::', 'fc00::1', 'fd00:ec2::254', 'fe80::1', 'fec0::1', 'ff02::1', '100::1'],
    ...['2001:db8::1', '3fff::1', '2001:2::1', '2001:10::1', '2001:20::1', '5f00::1', '4000::1', '::ffff:10.0.0.1'],
    ...['64:ff9b::a9fe:a9fe', '64:ff9b::ffff:1', 'fe80::1%eth0', 'not an address'],
  ])('a name that stands for %s is refused', async (address) => {
    local.internet.host('inside.example', [address]);
    await expect(local.send('http://inside.example/')).rejects.toMatchObject(refusal);
    expect(local.internet.connections).toEqual([]);
  });

  it.each([
    ...['1.1.1.1', '93.184.216.34', '100.63.255.255', '100.128.0.1', '172.32.0.1', '198.20.0.1', '223.255.255.255'],
    ...['2606:4700:4700::1111', '64:ff9b::101:101', '2a00:1450:4007:80e::2003'],
  ])('%s is reached', async (address) => {
    local.internet.host('public.example', [address]);
    await expect(local.send('http://public.example:8080/')).resolves.toMatchObject({ status: 200 });
    expect(local.internet.connections).toEqual([`${address}:8080`]);
  });

  it('of several that a name stands for is a public one', async () => {
    local.internet.host('both.example', ['10.0.0.1', '93.184.216.34', '::1', '2606:4700::1']).shut('93.184.216.34');
    await expect(local.send('http://both.example/')).resolves.toMatchObject({ status: 200 });
    expect(local.internet.connections).toEqual(['93.184.216.34:80', '2606:4700::1:80']);
  });

  it('of thousands that a name stands for is one of the first eight that may be reached', async () => {
    const addresses = Array.from({ length: 3000 }, (_, n) => `93.184.${n >> 8}.${n & 255}`);
    local.internet.host('many.example', ['10.0.0.1', ...addresses]);
    for (const address of addresses) local.internet.shut(address);
    await expect(local.send('http://many.example/')).rejects.toMatchObject({ code: 'host_unreachable' });
    expect(local.internet.connections).toEqual(addresses.slice(0, 8).map((address) => `${address}:80`));
  });

  it('is the one that was checked, whatever the name stands for a moment later', async () => {
    local.internet.host('rebinds.example', ['93.184.216.34'], ['127.0.0.1']);
    await expect(local.send('http://rebinds.example/')).resolves.toMatchObject({ status: 200 });
    await expect(local.send('http://rebinds.example/')).rejects.toMatchObject(refusal);
    expect(local.internet.connections).toEqual(['93.184.216.34:80']);
  });

  it.each([
    ['a literal', 'http://169.254.169.254/latest/meta-data/'],
    ['a name', 'http://inside.example/'],
    ['another protocol', 'file:///etc/passwd'],
    ['another port', 'http://public.example:22/'],
  ])('is checked again in a redirect, to %s', async (_, to) => {
    local.internet.host('inside.example', ['10.0.0.1']);
    const once = `http://public.example/?to=${encodeURIComponent(to)}`;
    await expect(local.send(once)).rejects.toMatchObject(refusal);
    const twice = `http://www.public.example/?to=${encodeURIComponent(once)}`;
    await expect(local.send(twice)).rejects.toMatchObject(refusal);
    expect(new Set(local.internet.connections)).toEqual(new Set(['93.184.216.34:80']));
  });

  it('is refused in the same words, whatever the reason', async () => {
    local.internet.host('inside.example', ['10.0.0.1']);
    const texts = [
      'http://inside.example/',
      'http://nobody.example/',
      'http://127.0.0.1/',
      'ftp://public.example/',
      'http://public.example:22/',
    ].map((url) => local.send(url).catch(({ code, status, detail }) => JSON.stringify({ code, status, detail })));
    expect(new Set(await Promise.all(texts)).size).toBe(1);
  });
});
