import fc from 'fast-check';
import { newId } from '#platform/ids';
import { packedExpiry, packedRegion, packSession, unpackSession } from './packed-session.js';
import { beginChain } from './refresh-chain.js';
import { firstSecrets } from './refresh-token.js';

const browser =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const of = {
  tenantId: newId(),
  userId: newId(),
  id: newId(),
  role: 'editor',
  name: 'Été',
} as const;
const times = { lastSeenAt: new Date(1_763_683_200_123), expiresAt: new Date(1_766_275_200_456) };

describe('a packed session', () => {
  it('is unpacked as it was packed, whatever its texts are', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 });
    fc.assert(
      fc.property(fc.record({ device: text, address: text, region: text }), ({ region, ...seen }) => {
        const chain = beginChain(firstSecrets());
        const packed = { ...seen, ...(region && { region }), ...times };
        const bytes = packSession(packed, chain);
        expect(unpackSession(bytes, of)).toEqual({ session: { ...of, ...packed }, chain });
        expect(packedRegion(bytes)).toBe(region);
        expect(packedExpiry(bytes)).toBe(times.expiresAt.getTime());
      }),
    );
  });

  it('takes 94 bytes and its texts', () => {
    const seen = { device: browser, address: '2001:db8:1:2::/64', region: 'FR', ...times };
    expect(packSession(seen, beginChain(firstSecrets()))).toHaveLength(94 + browser.length + 17 + 2);
  });
});
