import { Settings } from '#platform/config';
import { createServer } from '../server/server.js';
import type { Client } from './client.js';

/** The client that a server makes of a request with these headers. */
async function seen(
  headers: Record<string, string>,
  settings: Partial<Settings> = {},
  remoteAddress = '192.0.2.1',
): Promise<Client> {
  const server = createServer(Object.assign(new Settings(), settings));
  server.get('/', (request) => request.server.clientOf(request.raw));
  const answer = await server.inject({ url: '/', headers, remoteAddress });
  await server.close();
  return answer.json();
}

const proxied = { trustedProxies: ['192.0.2.0/24'], regionHeader: 'CF-IPCountry' };

describe('the client of a request', () => {
  it('is an address and what its User-Agent says', async () => {
    expect(await seen({ 'user-agent': 'Firefox/140' })).toEqual({ address: '192.0.2.1', device: 'Firefox/140' });
    expect(await seen({ 'user-agent': '' })).toMatchObject({ device: '' });
  });

  it('has a User-Agent of 200 characters without control characters', async () => {
    expect((await seen({ 'user-agent': `a\t\u0085b${'c'.repeat(300)}` })).device).toBe(`a b${'c'.repeat(197)}`);
  });

  it('has the address and the region that a trusted proxy sends', async () => {
    const headers = { 'x-forwarded-for': '2001:db8::7', 'cf-ipcountry': 'FR', 'user-agent': '' };
    expect(await seen(headers, proxied)).toEqual({ address: '2001:db8:0:0::/64', device: '', region: 'FR' });
  });

  const forwarded = async (header: string, trustedProxies: string[], peer?: string) =>
    (await seen({ 'x-forwarded-for': header }, { trustedProxies }, peer)).address;
  const office = '198.51.100.7';

  it.each([
    ['no proxy is trusted', office, []],
    ['the peer is not one of the proxies', office, ['198.51.100.0/24', '192.0.2.2']],
    ['the range ends before it', office, ['192.0.2.2/31']],
    ['the last entry is not an address', `${office}, nonsense`, ['192.0.2.1']],
    ['there is a port', `${office}:4711`, ['192.0.2.1']],
    ['the header is empty', '', ['192.0.2.1']],
  ])('has the address of the peer where %s', async (_, header, trustedProxies) => {
    expect(await forwarded(header, trustedProxies)).toBe('192.0.2.1');
  });

  it.each([
    ['the last hop that is not one of our proxies', `203.0.113.9, ${office}`, ['192.0.2.1']],
    ['the last hop before several of our proxies', `203.0.113.9, ${office}, 10.0.0.2`, ['192.0.2.1', '10.0.0.0/8']],
    ['the hop after an invalid entry that the client sent', `nonsense, ${office}`, ['192.0.2.1']],
    ['the first hop where all are our proxies', `${office}, 10.0.0.2`, ['192.0.2.1', '198.51.100.0/24', '10.0.0.0/8']],
    ['a hop in a list without spaces', `203.0.113.9,${office},10.0.0.2`, ['192.0.2.1', '10.0.0.0/8']],
  ])('has the address of %s', async (_, header, trustedProxies) => {
    expect(await forwarded(header, trustedProxies)).toBe(office);
  });

  it.each([
    ['IPv4 mapped into IPv6', '::ffff:192.0.2.1', ['192.0.2.1'], office],
    ['one IPv6 address', '2001:db8::1', ['2001:db8::1'], office],
    ['another IPv6 address than the one trusted', '2001:db8::2', ['2001:db8::1'], '2001:db8:0:0::/64'],
    ['an IPv6 range', '2001:db8::2', ['2001:db8::/32'], office],
    ['a range of the other family', '2001:db8::2', ['0.0.0.0/0'], '2001:db8:0:0::/64'],
  ])('trusts a proxy by its address: %s', async (_, peer, trustedProxies, address) => {
    expect(await forwarded(office, trustedProxies, peer)).toBe(address);
  });

  it('has an IPv4 address that a proxy forwards as IPv6, and an IPv6 address as its /64', async () => {
    expect(await forwarded('::ffff:198.51.100.7', ['192.0.2.1'])).toBe(office);
    expect(await forwarded('2001:db8:1:2:3::4', ['192.0.2.1'])).toBe('2001:db8:1:2::/64');
  });

  it.each([
    ['no proxy is trusted', 'FR', { regionHeader: 'CF-IPCountry' }],
    ['the peer is not a trusted proxy', 'FR', { ...proxied, trustedProxies: ['198.51.100.1'] }],
    ['no header is configured', 'FR', { trustedProxies: proxied.trustedProxies }],
    ['it holds a forbidden character', '<b>', proxied],
    ['it is too long', 'F'.repeat(33), proxied],
    ['it is empty', '', proxied],
  ])('has no region where %s', async (_, region, settings) => {
    expect(await seen({ 'cf-ipcountry': region }, settings)).not.toHaveProperty('region');
  });
});
