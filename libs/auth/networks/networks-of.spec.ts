import { networksOf, siteOf } from './networks-of.js';

it.each([
  ['203.0.113.7', ['host 203.0.113.7', 'site 203.0.113.0/24']],
  ['2001:db8:1:a2f3::/64', ['host 2001:db8:1:a2f3::/64', 'line 2001:db8:1:a200::/56', 'site 2001:db8:1::/48']],
  ['2001:db8:1:7::/64', ['host 2001:db8:1:7::/64', 'line 2001:db8:1:0::/56', 'site 2001:db8:1::/48']],
  ['unknown', ['host unknown']],
])('finds %s in %j', (address, networks) => {
  expect(networksOf(address).map(({ size, prefix }) => `${size} ${prefix}`)).toEqual(networks);
  expect(networks.at(-1)).toContain(siteOf(address));
});
