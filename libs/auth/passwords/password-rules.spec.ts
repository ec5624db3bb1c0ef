import fc from 'fast-check';
import { readCommonPasswords, weaknesses } from './password-rules.js';

let common: ReadonlySet<string>;
beforeAll(async () => {
  common = await readCommonPasswords();
});

const about = ['m.dupont@exemple.fr', 'Marie Dupont', 'Atelier Lumière', 'atelier-lumiere', 'Vélo'];
const codesOf = (password: string) => weaknesses(password, about, common).map(({ code }) => code);

it.each([
  'quatre chevaux mangent des poires',
  'correct horse battery staple',
  'Tr0ub4dor&3 et un peu plus',
  '🐎🔋📎🍐🎺🎻🥁🪗🪕🎷🎸🎹🪘🪇🪈',
  'ponctuation, rien d’autre !',
  'mon vélo est le plus beau',
  'x'.repeat(3) + 'une phrase de plus de cent caractères '.repeat(3),
])('accepts %j', (password) => expect(codesOf(password)).toEqual([]));

it.each([
  ['too short', 'sept ânes gris', 'too_short'],
  ['of 14 characters once composed, of 21 before', `${'e\u0301'.repeat(7)}zkwpqam`, 'too_short'],
  ['too long', 'a b'.repeat(43), 'too_long'],
  ['of a leak', 'q1w2e3r4t5y6u7i8', 'common'],
  ['of a leak with an ending', 'Football2024!!!!', 'common'],
  ['repeated', 'abcabcabcabcabcabc', 'common'],
  ['of a leak, twice', 'superman superman ', 'common'],
  ['of one character', 'aaaaaaaaaaaaaaaa', 'common'],
  ['in a row', '1234567890123456', 'common'],
  ['in a row downwards', 'zyxwvutsrqponmlkj', 'common'],
  ['of a French keyboard', 'azertyuiopqsdfgh', 'common'],
  ['of an English keyboard', 'qwertyuiopasdfghjkl', 'common'],
  ['that is the address', 'M.Dupont@Exemple.fr', 'about_you'],
  ['with little more than the local part', 'moi, m.dupont !!', 'about_you'],
  ['with little more than the name', 'Marie-Dupont-2024!', 'about_you'],
  ['with little more than the tenant, decomposed', '1 atelier LUMIE\u0300RE !', 'about_you'],
  ['with little more than the tenant, without its accents', 'lumiere atelier lumiere', 'about_you'],
  ['with little more than the product, again and again', 'vélo vélo vélo 1!', 'about_you'],
])('refuses one %s', (_why, password, code) => expect(codesOf(password)).toContain(code));

it('ignores words about the user that are shorter than four characters', () => {
  expect(weaknesses('deux léos dans un bateau', ['léo', 'a@b.fr'], common)).toEqual([]);
});

it('counts characters, not bytes', () => {
  expect(codesOf('é'.repeat(128))).not.toContain('too_long');
  expect(codesOf('é'.repeat(129))).toEqual(['too_long']);
});

it('finds exactly the texts with fewer than 15 characters too short', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (password) => {
      const length = [...password.normalize('NFC')].length;
      expect(codesOf(password).includes('too_short')).toBe(length < 15);
    }),
  );
});
