import { addressPrefix } from './address-prefix.js';

it.each([
  ['203.0.113.7', '203.0.113.0/24'],
  ['2001:db8:1:2::/64', '2001:db8:1:2::/64'],
  ['unknown', 'unknown'],
])('takes %s for one of %s', (address, prefix) => {
  expect(addressPrefix(address)).toBe(prefix);
});
