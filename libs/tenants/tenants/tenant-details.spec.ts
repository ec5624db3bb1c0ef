import { searchKey } from './tenant-details.js';

test('the searched text of a tenant separates name and slug by a line break', () => {
  expect(searchKey('Café', 'cafe-bar')).toBe('cafe\ncafe-bar');
});
