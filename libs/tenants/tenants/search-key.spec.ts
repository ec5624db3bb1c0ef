import { containing, searchKey } from './search-key.js';

describe('what is searched', () => {
  test('wildcards of LIKE stand for themselves', () => {
    expect(containing(' 100%_a\\b ')).toBe('%100\\%\\_a\\\\b%');
  });

  test('a search does not run over from the name into the slug', () => {
    expect(searchKey('Café', 'cafe-bar')).toBe('cafe\ncafe-bar');
  });
});
