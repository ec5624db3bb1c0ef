import { InvalidArgumentError } from 'commander';
import { nearestName } from '#platform/suggestions';
import { contexts } from '../../contexts.js';
import type { Pool } from './nginx-configuration.js';
import { servers } from './read-options.js';

/** The first part of the paths of a context, where it is not the name of the context alone. */
const roots: Readonly<Record<string, readonly string[]>> = {
  analytics: ['analytics', 'ingest'],
  catalog: ['catalog', 'stores'],
  tenants: [],
};

const prefixesOf = (context: string) => (roots[context] ?? [context]).map((root) => `/v1/${root}/`);

/** The contexts whose requests a pool may take. */
export const poolNames = contexts.map(({ name }) => name).filter((name) => prefixesOf(name).length > 0);

/** Parses a pool, as in `auth=api-1,api-2`; each option adds one. */
export function pools(text: string, before: ReadonlyMap<string, Pool> = new Map()): ReadonlyMap<string, Pool> {
  const [, name = '', list = ''] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
  if (!poolNames.includes(name)) {
    const meant = nearestName(name, poolNames);
    throw new InvalidArgumentError(
      `A pool has the name of a context${meant ? `, such as ${meant}` : ''}: ${poolNames.join(', ')}.`,
    );
  }
  if (before.has(name)) throw new InvalidArgumentError(`The pool ${name} is there twice: name all its servers in one.`);
  if (list === '') throw new InvalidArgumentError(`The pool ${name} needs a server, as in ${name}=api-1,api-2.`);
  return new Map([...before, [name, { prefixes: prefixesOf(name), servers: servers(list) }]]);
}
