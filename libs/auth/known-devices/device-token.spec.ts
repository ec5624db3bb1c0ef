import { newId } from '#platform/ids';
import { newDeviceToken, readDeviceToken } from './device-token.js';

const userId = newId();

it('is read back as written', () => {
  const { text, hash } = newDeviceToken(userId);
  expect(readDeviceToken(text)).toEqual({ userId, hash });
});

it('is different each time', () => {
  expect(newDeviceToken(userId).text).not.toBe(newDeviceToken(userId).text);
});

it.each(['', 'nonsense', 'A'.repeat(65), `${'A'.repeat(63)}=`, `${'A'.repeat(63)}\n`])('is not %j', (text) => {
  expect(readDeviceToken(text)).toBeUndefined();
});
