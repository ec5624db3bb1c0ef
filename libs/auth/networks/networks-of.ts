/** The size of a network: one client, one internet line, one site. */
export type NetworkSize = 'host' | 'line' | 'site';

export interface Network {
  /** As in `203.0.113.7`, `203.0.113.0/24` or `2001:db8:1::/48`. */
  readonly prefix: string;
  readonly size: NetworkSize;
}

/**
 * The networks that contain an address, the narrowest first; one client may own any of them as a whole.
 * For IPv4 the address (host) and its /24 (site); for IPv6 the /64 (host), the /56 (line) and the /48 (site).
 *
 * @param address as `clientOf` returns it: an IPv4 address or an IPv6 /64; anything else is a network of its own
 */
export function networksOf(address: string): readonly [Network, ...Network[]] {
  const host = { prefix: address, size: 'host' } as const;
  const v4 = /^(\d+\.\d+\.\d+)\.\d+$/.exec(address);
  if (v4) return [host, { prefix: `${v4[1]}.0/24`, size: 'site' }];
  const v6 = /^([\da-f]+:[\da-f]+:[\da-f]+):([\da-f]+)::\/64$/.exec(address);
  if (!v6) return [host];
  const line = Number.parseInt(v6[2] as string, 16) & 0xff00;
  return [
    host,
    { prefix: `${v6[1]}:${line.toString(16)}::/56`, size: 'line' },
    { prefix: `${v6[1]}::/48`, size: 'site' },
  ];
}

/** The widest network that contains an address: an IPv4 /24 or an IPv6 /48. */
export function siteOf(address: string): string {
  const networks = networksOf(address);
  return (networks.at(-1) ?? networks[0]).prefix;
}
