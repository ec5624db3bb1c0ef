/**
 * What one guesser has at hand: an IPv4 /24, since whoever has one address of it easily has others,
 * and an IPv6 /64, which is one client's line.
 *
 * @param address as `clientOf` tells it: an IPv4 address or an IPv6 /64
 */
export function addressPrefix(address: string): string {
  return address.replace(/^(\d+\.\d+\.\d+)\.\d+$/, '$1.0/24');
}
