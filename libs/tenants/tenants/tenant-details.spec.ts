import { searchKey } from './tenant-search.js';

test('the searched text of a tenant separates name and slug by a line break', () => {
  expect(searchKey('Café', 'cafe-bar')).toBe('cafe\ncafe-bar');
});
