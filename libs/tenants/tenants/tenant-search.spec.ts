import { containing, searchKey } from './tenant-search.js';

describe('the search of tenants', () => {
  test('escapes the wildcards of LIKE', () => {
    expect(containing(' 100%_a\\b ')).toBe('%100\\%\\_a\\\\b%');
  });

  test('separates name and slug by a line break', () => {
    expect(searchKey('Café', 'cafe-bar')).toBe('cafe\ncafe-bar');
  });
});
