import { generateKeyPairSync } from 'node:crypto';
import { platformTenant } from '#platform/tenancy';
import { VerifiedTokens } from './verified-tokens.js';

const verified = {
  principal: { kind: 'member', id: '1', name: 'Ada', permissions: new Set<string>() },
  expiresAt: 0,
  kid: 'key',
  key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey,
  tenant: platformTenant,
} as const;

describe('VerifiedTokens', () => {
  test.each([
    ['in number', 40_000, (i: number) => `token ${i}`],
    ['in bytes', 9_000, (i: number) => String(i).padEnd(4_000)],
  ])('is bounded %s, and holds the newest token', (_what, most, token) => {
    const tokens = new VerifiedTokens();
    for (let i = 0; i < 3 * most; i += 1) tokens.set(token(i), verified);
    const held = Array.from({ length: 3 * most }, (_, i) => tokens.get(token(i)) !== undefined);
    expect(held.filter(Boolean).length).toBeLessThanOrEqual(most);
    expect(held.at(-1)).toBe(true);
  });

  test.each([
    ['a moment ago', 0],
    ['long ago', 5_000],
  ])('deletes a token that was set %s', (_when, since) => {
    const tokens = new VerifiedTokens();
    tokens.set('token', verified);
    for (let i = 0; i < since; i += 1) tokens.set(String(i).padEnd(4_000), verified);
    expect(tokens.get('token')).toBe(verified);
    tokens.delete('token');
    expect(tokens.get('token')).toBeUndefined();
  });
});
