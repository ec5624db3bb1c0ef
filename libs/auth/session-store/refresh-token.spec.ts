import fc from 'fast-check';
import { newId } from '#platform/ids';
import { firstSecrets, formatRefreshToken, parseRefreshToken } from './refresh-token.js';

const token = () => ({ userId: newId(), sessionId: newId(), ...firstSecrets() });

describe('a refresh token', () => {
  it('has 107 characters that fit a header and a cookie, and is parsed as it was formatted', () => {
    const issued = token();
    const text = formatRefreshToken(issued);
    expect(text).toMatch(/^[A-Za-z0-9_-]{107}$/);
    expect(parseRefreshToken(text)).toEqual(issued);
  });

  it('has one spelling', () => {
    const text = formatRefreshToken(token());
    const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const spellings = [...last].filter((c) => parseRefreshToken(text.slice(0, -1) + c)?.secret);
    // The last character carries four bits of the secret: 16 of the 64 characters give other tokens, 48 give none.
    expect(spellings).toHaveLength(16);
  });

  it('is not parsed from text of another form', () => {
    for (const text of ['', 'a', `${formatRefreshToken(token())}A`, ' '.repeat(107), 'é'.repeat(107)]) {
      expect(parseRefreshToken(text)).toBeUndefined();
    }
    fc.assert(fc.property(fc.string(), (text) => parseRefreshToken(text) === undefined));
  });
});
