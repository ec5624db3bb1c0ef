import { newId } from '#platform/ids';
import { makeToken, parseToken } from './secret-token.js';

const id = newId();

it('is read back as written', () => {
  const { text, hash } = makeToken(id);
  expect(parseToken(text)).toEqual({ id, hash });
});

it('is different each time', () => {
  expect(makeToken(id).text).not.toBe(makeToken(id).text);
});

it.each(['', 'nonsense', 'A'.repeat(65), `${'A'.repeat(63)}=`, `${'A'.repeat(63)}\n`])('is not %j', (text) => {
  expect(parseToken(text)).toBeUndefined();
});
