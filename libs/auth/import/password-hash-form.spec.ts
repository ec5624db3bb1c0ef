import { acceptedHashes, refusedHashes } from '../../../test/support/password-hashes.js';
import { isPasswordHash } from './password-hash-form.js';

describe('isPasswordHash', () => {
  it.each(acceptedHashes)('accepts %s', (hash) => expect(isPasswordHash(hash)).toBe(true));
  it.each(refusedHashes)('refuses %s', (_, hash) => expect(isPasswordHash(hash)).toBe(false));
});
