// Real: undici, HTTP, a server on 127.0.0.1. Faked: the network, which leads every address to that server.
import type { ServerResponse } from 'node:http';
import { type LocalOutbound, localOutbound } from '../../../test/support/local-outbound.js';
import { until } from '../../../test/support/until.js';

describe('networks that a tenant may reach', () => {
  let local: LocalOutbound;
  let waiting: ServerResponse[];

  beforeEach(async () => {
    waiting = [];
    local = await localOutbound((request, response) => {
      if (request.url === '/slow') waiting.push(response);
      else response.end('answered');
    });
    local.internet.host('intranet.example', ['10.1.2.3']).host('public.example');
  });
  afterEach(() => local.close());

  it.each([
    ['http://intranet.example/', '10.0.0.0/8'],
    ['http://10.1.2.3:8080/', '10.1.2.3/32'],
    ['http://10.1.2.3:8080/', '10.1.2.3'],
    ['http://10.1.2.3:8080/', '::ffff:10.1.2.3'],
    ['http://[fd12::1]/', 'fd12::1'],
    ['http://[::ffff:10.1.2.3]/', '10.0.0.0/8'],
    ['http://[fd12::1]/', 'fd00::/8'],
    ['http://[fd12::1]/', '10.0.0.0/8,fd12::/64'],
    ['http://public.example/', '10.0.0.0/8'],
  ])('%s is reached with %s', async (url, networks) => {
    await expect(local.send(url, { networks: networks.split(',') })).resolves.toMatchObject({ status: 200 });
  });

  it.each([
    ['http://intranet.example/', '10.0.0.0/16'],
    ['http://127.0.0.1/', '10.0.0.0/8'],
    ['http://intranet.example/', '10.1.2.4'],
    ['http://[fd12::1]/', 'fd12::2'],
    ['http://[fd12::1]/', '10.0.0.0/8'],
    ['http://[64:ff9b::10.1.2.3]/', '10.0.0.0/8'],
    ['http://intranet.example:25/', '10.0.0.0/8'],
  ])('%s is refused with %s', async (url, networks) => {
    const refused = local.send(url, { networks: networks.split(',') });
    await expect(refused).rejects.toMatchObject({ code: 'destination_refused' });
    expect(local.internet.connections).toEqual([]);
  });

  it('are no way for another tenant, even while a connection into them is open', async () => {
    const first = local.send('http://intranet.example/slow', { networks: ['10.0.0.0/8'] });
    await until(() => waiting.length === 1);
    for (const networks of [undefined, [], ['10.9.0.0/16']]) {
      const other = local.send('http://intranet.example/', { networks });
      await expect(other).rejects.toMatchObject({ code: 'destination_refused' });
    }
    waiting[0]?.end('answered');
    await expect(first).resolves.toMatchObject({ status: 200 });
    await expect(local.send('http://intranet.example/')).rejects.toMatchObject({ code: 'destination_refused' });
    expect(local.internet.connections).toEqual(['10.1.2.3:80']);
  });

  describe('of a request that goes by http into them alone', () => {
    const how = (networks: readonly string[] = []) => ({ networks, httpInNetworksOnly: true });

    it.each([
      ['http://public.example/', '10.0.0.0/8'],
      ['http://93.184.216.34:8080/', '10.0.0.0/8'],
      ['http://public.example/', ''],
    ])('%s is refused with %j', async (url, networks) => {
      await local.send(url);
      const before = [...local.internet.connections];
      const refused = local.send(url, how(networks ? [networks] : []));
      await expect(refused).rejects.toMatchObject({ code: 'destination_refused' });
      expect(local.internet.connections).toEqual(before);
    });

    it.each([
      ['http://intranet.example/', '10.0.0.0/8', '10.1.2.3:80'],
      ['http://public.example/', '93.184.216.0/24', '93.184.216.34:80'],
      ['http://both.example/', '10.0.0.0/8', '10.1.2.3:80'],
    ])('%s is reached with %s', async (url, network, connection) => {
      local.internet.host('both.example', ['93.184.216.34', '10.1.2.3']);
      await expect(local.send(url, how([network]))).resolves.toMatchObject({ status: 200 });
      expect(local.internet.connections).toEqual([connection]);
    });

    it('https reaches public hosts', async () => {
      for (const networks of [[], ['10.0.0.0/8']]) {
        // The server of this spec has no TLS: the connection was made.
        await expect(local.send('https://public.example/', how(networks))).rejects.toMatchObject({
          code: 'tls_failed',
        });
      }
      expect(local.internet.connections).toEqual(['93.184.216.34:443', '93.184.216.34:443']);
    });
  });

  it('are refused when they are not in CIDR form', async () => {
    const networks = ['10.0.0.0/33'];
    await expect(local.send('http://public.example/', { networks })).rejects.toThrow(/CIDR/i);
  });

  it('share no connections, while public hosts do', async () => {
    const connections = async (url: string, networks: readonly string[]) => {
      const before = local.internet.connections.length;
      for (const _ of 'four') await local.send(url, { networks });
      return local.internet.connections.length - before;
    };
    expect(await connections('http://public.example/', [])).toBeLessThan(4);
    expect(await connections('http://intranet.example/', ['10.0.0.0/8'])).toBe(4);
  });
});
