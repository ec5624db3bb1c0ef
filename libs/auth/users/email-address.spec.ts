import fc from 'fast-check';
import { isEmailAddress, normaliseEmail } from './email-address.js';

it.each([
  'camille@example.org',
  ' Camille.Roux+velo@Example.ORG ',
  'élodie@exemple.fr',
  'иван@почта.рф',
  'a@xn--bcher-kva.example',
  'o’brien@example.co.uk',
  `${'a'.repeat(64)}@example.org`,
])('accepts %j', (address) => expect(isEmailAddress(address)).toBe(true));

it.each([
  '',
  'camille',
  'camille@',
  '@example.org',
  'camille@localhost',
  'camille@example',
  'a b@example.org',
  'a@b@example.org',
  '"a"@example.org',
  'a@-example.org',
  'a@example-.org',
  'a@example..org',
  'a@example.org\nBcc: b@example.org',
  'a@exam\u200bple.org',
  `${'a'.repeat(65)}@example.org`,
  `a@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(63)}`,
])('refuses %j', (address) => expect(isEmailAddress(address)).toBe(false));

it('does not normalise a text that is far too long, which would take a minute', () => {
  const normalize = jest.spyOn(String.prototype, 'normalize');
  const taken = isEmailAddress(`a${'\u0301\u0316'.repeat(5000)}@example.org`);
  const composed = normalize.mock.calls.length;
  normalize.mockRestore();
  expect([taken, composed]).toEqual([false, 0]);
});

it('is the same address in any case and Unicode form', () => {
  expect(normaliseEmail(' ÉLODIE@Exemple.FR'.normalize('NFD'))).toBe('élodie@exemple.fr'.normalize('NFC'));
});

it('does not change when it is normalised again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(normaliseEmail(normaliseEmail(text))).toBe(normaliseEmail(text));
    }),
  );
});
