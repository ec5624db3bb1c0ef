import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
/** An address and how many of its bits count. */
export type Network = [Address, number];

/**
 * Networks as settings and tenants write them; an address alone is a network of its own.
 *
 * @throws Error when one is neither an IP address nor in CIDR form
 */
export function networksOf(ranges: readonly string[]): Network[] {
  return ranges.map((range) => {
    if (range.includes('/')) return ipaddr.parseCIDR(range);
    const address = ipaddr.process(range);
    return [address, address.kind() === 'ipv4' ? 32 : 128];
  });
}

/** All that IANA has given out to the public; the rest is special or not given out. */
const publicIpv6 = ipaddr.IPv6.parseCIDR('2000::/3');
/** IPv4 behind a translator (RFC 6052). That of local translators, 64:ff9b:1::/48, is never public. */
const translated = ipaddr.IPv6.parseCIDR('64:ff9b::/96');
/** Looks public, but is the host of a virtual machine of Azure, which tells it secrets. */
const hostOfAzure = ipaddr.IPv4.parseCIDR('168.63.129.16/32');

/**
 * Whether a request may go to an address: to a public one of a single host, or to one inside the given networks. An IPv4
 * address in the form of IPv6 counts as the IPv4 address that it leads to, or is refused with its kind.
 */
export function isReachable(address: string, networks: readonly Network[]): boolean {
  return isIP(address) !== 0 && (isPublic(ipaddr.process(address)) || isInside(address, networks));
}

/** Whether an address is inside one of the networks. */
export function isInside(address: string, networks: readonly Network[]): boolean {
  return isIP(address) !== 0 && networks.some((network) => isWithin(ipaddr.process(address), network));
}

function isPublic(address: Address): boolean {
  if (isWithin(address, translated)) return isPublic(new ipaddr.IPv4(address.toByteArray().slice(12)));
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' ? !isWithin(address, hostOfAzure) : isWithin(address, publicIpv6);
}

function isWithin(address: Address, [network, bits]: Network): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}
