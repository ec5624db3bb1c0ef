import { Settings } from '#platform/config';
import { createServer } from '../server/server.js';
import { type Client, clientOf } from './client.js';

/** What a server says of the client that sends this. */
async function seen(headers: Record<string, string>, settings: Partial<Settings> = {}): Promise<Client> {
  const server = createServer(Object.assign(new Settings(), settings));
  server.get('/', (request) => clientOf(request));
  const answer = await server.inject({ url: '/', headers, remoteAddress: '192.0.2.1' });
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

  it('has the address and the region that a trusted proxy says', async () => {
    const headers = { 'x-forwarded-for': '2001:db8::7', 'cf-ipcountry': 'FR', 'user-agent': '' };
    expect(await seen(headers, proxied)).toEqual({ address: '2001:db8:0:0::/64', device: '', region: 'FR' });
  });

  it.each([
    ['nobody is trusted', 'FR', { regionHeader: 'CF-IPCountry' }],
    ['the peer is no proxy', 'FR', { ...proxied, trustedProxies: ['198.51.100.1'] }],
    ['no header is named', 'FR', { trustedProxies: proxied.trustedProxies }],
    ['it is no word', '<b>', proxied],
    ['it is too long', 'F'.repeat(33), proxied],
    ['it is empty', '', proxied],
  ])('has no region where %s', async (_, region, settings) => {
    expect(await seen({ 'cf-ipcountry': region }, settings)).not.toHaveProperty('region');
  });
});
