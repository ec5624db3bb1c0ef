import ipaddr from 'ipaddr.js';
import { readLines } from '#platform/lines';
import { analyticsProblems } from '../analytics.errors.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** In bytes. */
const LONGEST_LINE = 1_000;
const BITS = { ipv4: 32, ipv6: 128 };

/** The country of an address, by the longest of the networks that it is in. */
export class Countries {
  /** By family and length of the prefix: the countries by prefix. */
  private readonly networks = { ipv4: new Map<number, Prefixes>(), ipv6: new Map<number, Prefixes>() };
  /** Lengths that occur, the longest first. */
  private readonly lengths: { ipv4: number[]; ipv6: number[] } = { ipv4: [], ipv6: [] };

  /**
   * Reads lines `network,country`, such as `2001:db8::/32,FR`. A first line `network,…` is a heading.
   *
   * @throws Problem `bad_countries` (400), what reading the bytes throws
   */
  static async read(bytes: AsyncIterable<Buffer>): Promise<Countries> {
    const countries = new Countries();
    let number = 0;
    for await (const line of readLines(bytes, LONGEST_LINE)) {
      number += 1;
      if (line?.trim() === '' || (number === 1 && line?.startsWith('network,'))) continue;
      const [network = '', country = ''] = line?.trim().split(',', 2) ?? [];
      if (!ipaddr.isValidCIDR(network) || !/^[A-Z]{2}$/.test(country))
        throw analyticsProblems.bad_countries({ number });
      countries.add(ipaddr.parseCIDR(network), country);
    }
    for (const family of ['ipv4', 'ipv6'] as const)
      countries.lengths[family] = [...countries.networks[family].keys()].sort((a, b) => b - a);
    return countries;
  }

  /** An ISO 3166-1 code; null for an address in none of the networks. */
  of(address: Address): string | null {
    const family = address.kind();
    const number = numberOf(address);
    for (const length of this.lengths[family]) {
      const country = this.networks[family].get(length)?.get(number >> BigInt(BITS[family] - length));
      if (country) return country;
    }
    return null;
  }

  private add([address, length]: [Address, number], country: string): void {
    const ofFamily = this.networks[address.kind()];
    const prefixes = ofFamily.get(length) ?? new Map<bigint, string>();
    ofFamily.set(length, prefixes.set(numberOf(address) >> BigInt(BITS[address.kind()] - length), country));
  }
}

type Prefixes = Map<bigint, string>;

const numberOf = (address: Address) => BigInt(`0x${Buffer.from(address.toByteArray()).toString('hex')}`);
