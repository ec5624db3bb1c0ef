import { randomUUID } from 'node:crypto';
import { drawApiKey } from '#platform/access';
import { newId } from '#platform/ids';
import { keyKinds, parseKey, shownPart, writeKey } from './key-text.js';

const tenantId = newId();

describe("a member's key", () => {
  test.each(keyKinds)('that is %s is written in one format and read back', (kind) => {
    const sign = { secret: 'sk', publishable: 'pk', personal: 'uk' }[kind];
    const parts = { kind, tenantId, ...drawApiKey() };
    const text = writeKey(parts);
    expect(text).toMatch(new RegExp(`^palier_${sign}_[a-z2-7]{34}_[\\w-]{43}$`));
    expect(parseKey(text)).toEqual(parts);
    expect(text.startsWith(`${shownPart(parts)}_`)).toBe(true);
    expect(shownPart(parts)).not.toContain(parts.secret);
  });

  test('can carry any tenant id', () => {
    const extremes = ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];
    for (const id of [...extremes, ...Array.from({ length: 500 }, () => randomUUID())]) {
      expect(parseKey(writeKey({ kind: 'secret', tenantId: id, ...drawApiKey() }))?.tenantId).toBe(id);
    }
  });

  const tenant = 'a'.repeat(26);
  const secret = 'a'.repeat(43);
  test.each([
    '',
    'palier_sk_',
    `palier_op_${tenant}abcdefgh_${secret}`,
    `palier_xk_${tenant}abcdefgh_${secret}`,
    `palier_sk_${tenant}abcdefg_${secret}`,
    `palier_sk_${tenant}abcdefghi_${secret}`,
    `palier_sk_${tenant}ABCDEFGH_${secret}`,
    `palier_sk_${tenant}abcdefgh_${secret}a`,
    `palier_sk_${tenant}abcdefgh_${secret}\n`,
    // 129 bits.
    `palier_sk_${'7'.repeat(26)}abcdefgh_${secret}`,
    'a'.repeat(4_000),
  ])('is not %j', (credential) => expect(parseKey(credential)).toBeUndefined());
});
