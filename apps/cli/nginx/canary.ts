import { InvalidArgumentError } from 'commander';
import { servers } from './read-options.js';

/** The processes of a new version, and how many of a hundred clients they answer. */
export interface Canary {
  readonly servers: readonly string[];
  readonly percent: number;
}

/** Parses a canary, as in `api-3,api-4=5`. */
export function canary(text: string, before?: Canary): Canary {
  if (before) throw new InvalidArgumentError('There is one canary: name all its servers in one, as in api-3,api-4=5.');
  const [, list, number] = /^([^=]+)=(\d{1,3})$/.exec(text) ?? [];
  if (!list || Number(number) > 100)
    throw new InvalidArgumentError(
      'Write the servers of the canary and the percentage of the clients that they answer, from 0 to 100, as in api-3=5.',
    );
  return { servers: servers(list), percent: Number(number) };
}

/**
 * Splits the clients by a hash of their address. The part of the canary begins at the same end whatever its size, so that nobody
 * changes back while it grows.
 */
export function sidesOf({ percent }: Canary): string {
  return `  # The address of the client, also where another proxy is in front. A false one in this header only chooses a side.
  map $http_x_forwarded_for $palier_client {
    default $remote_addr;
    ~^(?<palier_first>[^,]+) $palier_first;
  }
  # A client stays where it is while the part of the canary grows.
  split_clients $palier_client $palier_side {
    ${percent}% canary;
    * others;
  }

`;
}
