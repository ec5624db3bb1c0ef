import fc from 'fast-check';
import { anyCharacter } from '../../../test/support/any-character.js';
import { ownSlug, unforeseenSlug, wantedSlug } from './slugs.js';

it.each([
  ['@nestjs/common', 'nestjs-common'],
  ['lodash.get', 'lodash-get'],
  ['Élan Vital', 'elan-vital'],
  ['Œuvre', 'oeuvre'],
  ['_private_', 'private'],
  ['日本', 'app'],
])('the wanted slug of %s is %s', (name, slug) => expect(wantedSlug(name)).toBe(slug));

it('gives the same own slug to the same source, and different ones to different sources', () => {
  expect(ownSlug('a.b', 'npm:a.b')).toBe(ownSlug('a.b', 'npm:a.b'));
  expect(ownSlug('a.b', 'npm:a.b')).not.toBe(ownSlug('a.b', 'npm:a-b'));
});

it('makes slugs that the table accepts from any name', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 214 }), (name) => {
      for (const slug of [wantedSlug(name), ownSlug(name, `npm:${name}`), unforeseenSlug(name)]) {
        expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(slug.length).toBeLessThanOrEqual(100);
      }
    }),
  );
});
