import { normalNetworks } from './tenant-networks.js';

test.each([
  ['10.20.30.40/16', '10.20.0.0/16'],
  ['10.20.30.40/32', '10.20.30.40/32'],
  ['192.168.129.1/17', '192.168.128.0/17'],
  ['FD12:3456:0:0:1::ABCD/48', 'fd12:3456::/48'],
  ['fd12:3456:7890::1/36', 'fd12:3456:7000::/36'],
  ['::1/128', '::1/128'],
])('the network %s is stored as %s', (given, stored) => expect(normalNetworks([given])).toEqual([stored]));

test('a network that is given in two forms is kept once, at its first place', () => {
  const given = ['fd12::1/48', '10.0.0.0/8', 'FD12::/48', '10.1.2.3/8', '10.0.0.0/9'];
  expect(normalNetworks(given)).toEqual(['fd12::/48', '10.0.0.0/8', '10.0.0.0/9']);
});
