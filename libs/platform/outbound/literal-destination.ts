import { isIP } from 'node:net';
import { destinationOf } from './destination.js';
import { isInside, isReachable, networksOf } from './reachable-address.js';

/**
 * Whether requests to a URL can ever be sent, as far as the URL alone tells: its port, and its host where that is an IP
 * address. A name is not resolved, since it may stand for another address later.
 *
 * @param networks addresses and CIDR ranges that may be reached besides public addresses
 * @param httpInNetworksOnly whether http reaches nothing but these
 */
export function mayLeadOutside(url: URL, networks: readonly string[], httpInNetworksOnly: boolean): boolean {
  try {
    destinationOf(url);
  } catch {
    return false;
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) === 0) return true;
  const isAllowed = httpInNetworksOnly && url.protocol === 'http:' ? isInside : isReachable;
  return isAllowed(host, networksOf(networks));
}
