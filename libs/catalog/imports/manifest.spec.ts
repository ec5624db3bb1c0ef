import fc from 'fast-check';
import { BadPackage } from './bad-package.js';
import { readManifest } from './manifest.js';

const manifest = (fields: object) =>
  readManifest(Buffer.from(JSON.stringify({ name: 'a', version: '1.0.0', ...fields })));

it('reads the forms that npm documents', () => {
  expect(
    manifest({
      description: 'Does  one\nthing',
      keywords: 'Tree, fast',
      license: { type: 'MIT' },
      homepage: 'https://example.org',
      author: { name: 'Ada', email: 'ada@example.org' },
    }),
  ).toEqual({
    name: 'a',
    version: '1.0.0',
    summary: 'Does one thing',
    tags: ['tree', 'fast'],
    licence: 'MIT',
    homepage: 'https://example.org/',
    author: 'Ada',
  });
  expect(manifest({ licenses: [{ type: 'MIT' }, 'ISC'] }).licence).toBe('MIT OR ISC');
});

it("reads an author's name without the addresses", () => {
  expect(manifest({ author: 'Ada <ada@example.org> (https://ada.example)' }).author).toBe('Ada');
});

it.each(['javascript:alert(1)', 'file:///etc/passwd', '//example.org', 'no address'])(
  'drops the homepage %s',
  (homepage) => expect(manifest({ homepage }).homepage).toBeUndefined(),
);

it('cuts a long description by characters, not by code units', () => {
  const { summary } = manifest({ description: '🙂'.repeat(300) });
  expect(Array.from(summary)).toHaveLength(280);
  expect(summary.endsWith('🙂…')).toBe(true);
});

it.each([
  ['no JSON', '{"name": "a",', 'package.json is not valid JSON'],
  ['a list', '[]', 'package.json is not a JSON object'],
  ['no name', '{"version": "1.0.0"}', 'package.json has no valid name'],
  ['a name that is a path', '{"name": "../a", "version": "1.0.0"}', 'package.json has no valid name'],
  ['no version', '{"name": "a"}', 'package.json has no version'],
  ['a number for a name', '{"name": 1, "version": "1.0.0"}', 'name in package.json is not a text'],
  [
    'an object for a description',
    '{"name": "a", "version": "1", "description": {}}',
    'description in package.json is not a text',
  ],
  ['numbers for keywords', '{"name": "a", "version": "1", "keywords": [1]}', 'keywords in package.json is not a text'],
  [
    'U+0000',
    '{"name": "a", "version": "1", "description": "\\u0000"}',
    'description in package.json holds the character U+0000',
  ],
  [
    'half a surrogate pair',
    '{"name": "a", "version": "1", "author": "\\ud800"}',
    'author in package.json holds half a surrogate pair',
  ],
  ['Latin-1', Buffer.from('{"name": "\xe9"}', 'latin1'), 'package.json is not UTF-8'],
])('refuses a manifest with %s', (_, source, reason) => {
  expect(() => readManifest(Buffer.from(source as string))).toThrow(
    expect.objectContaining({ reason: { en: reason, fr: expect.any(String) } }),
  );
});

it('reads any manifest or refuses it with BadPackage', () => {
  const field = fc.constantFrom(
    'name',
    'version',
    'description',
    'keywords',
    'license',
    'licenses',
    'homepage',
    'author',
  );
  fc.assert(
    fc.property(fc.dictionary(field, fc.jsonValue()), (fields) => {
      try {
        manifest(fields);
      } catch (error) {
        expect(error).toBeInstanceOf(BadPackage);
      }
    }),
  );
});
