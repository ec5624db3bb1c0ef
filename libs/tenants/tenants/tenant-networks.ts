import { isIPv4, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The form of a network: an address and the length of its prefix, as in `10.20.0.0/16` or `fd12:3456::/48`. */
export const networkForm = /^[0-9A-Fa-f.:]+\/(0|[1-9][0-9]{0,2})$/;

/** The characters of the longest network: an IPv6 address whose end is written as IPv4, and its prefix. */
export const longestNetwork = 49;

/** A shorter prefix holds so many networks that it would be a switch between all and none. */
const shortestPrefix = { ipv4: 8, ipv6: 16 };

/** IPv4 as IPv6 writes it. Such an address is compared as IPv4, so a network of them would allow nothing. */
const mapped = { address: ipaddr.IPv6.parse('::ffff:0:0'), prefix: 96 };

/**
 * Why a text is not accepted as a network: it has another form, its prefix is too short, or it holds IPv4-mapped
 * addresses. Undefined for one that is accepted.
 */
export function networkFault(text: string): 'form' | 'wide' | 'mapped' | undefined {
  const [host = '', length] = text.split('/');
  const prefix = Number(length);
  // The parser would also take octets in octal and hexadecimal, and zones.
  if (!networkForm.test(text) || !(isIPv4(host) ? prefix <= 32 : isIPv6(host) && prefix <= 128)) return 'form';
  const address = ipaddr.parse(host);
  if (prefix < shortestPrefix[address.kind()]) return 'wide';
  const holdsMapped = address instanceof ipaddr.IPv6 && address.match(mapped.address, Math.min(prefix, mapped.prefix));
  return holdsMapped ? 'mapped' : undefined;
}

/**
 * The networks in their one form, in lower case and without host bits, each once, in the given order.
 *
 * @param networks those in which `networkFault` finds none
 */
export function normalNetworks(networks: readonly string[]): string[] {
  return [...new Set(networks.map(normal))];
}

function normal(network: string): string {
  const [address, prefix] = ipaddr.parseCIDR(network);
  const kind = address.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  return `${kind.networkAddressFromCIDR(network)}/${prefix}`;
}
