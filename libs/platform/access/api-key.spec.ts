import { drawApiKey, hashSecret, parseApiKey, secretMatches, writeApiKey } from './api-key.js';

describe('an API key', () => {
  test('is written in one format and read back', () => {
    const parts = drawApiKey();
    expect(writeApiKey(parts)).toMatch(/^palier_op_[a-z2-7]{8}_[\w-]{43}$/);
    expect(parseApiKey(writeApiKey(parts))).toEqual(parts);
  });

  test('is never the same twice', () => {
    const drawn = Array.from({ length: 1_000 }, () => writeApiKey(drawApiKey()));
    expect(new Set(drawn).size).toBe(1_000);
  });

  test.each(['', 'palier_op_', 'palier_op_aaaaaaaa_short', `palier_op_AAAAAAAA_${'a'.repeat(43)}`, 'a'.repeat(4_000)])(
    'is not %j',
    (credential) => expect(parseApiKey(credential)).toBeUndefined(),
  );

  test('matches its own hash only, and nothing without a hash', () => {
    const { secret } = drawApiKey();
    expect(secretMatches(secret, hashSecret(secret))).toBe(true);
    expect(secretMatches(secret, hashSecret(drawApiKey().secret))).toBe(false);
    expect(secretMatches(secret, undefined)).toBe(false);
  });
});
