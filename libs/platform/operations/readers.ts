import { actsFor, type Caller } from '#platform/access';
import type { OperationReader } from './operation.js';

/** For `foundBy`: whose own operations, the permissions held, and the places; `*` stands for all. */
export type ReaderValues = readonly [self: string, permissions: string, places: string];

/** The places of the tenant in force in which a caller may begin operations, as `Operations.start` names them; null for all. */
export type PlacesOf = (caller: Caller) => Promise<readonly string[] | null>;

/**
 * The condition that an operation is found: by who began it; and where it is the tenant's, by those who may begin one for each of
 * its places, or for what they are part of. As a case, of which the planner expects half of the rows: it would expect few of the
 * condition, and sort them instead of reading them in the order of an index.
 */
export const foundBy = (
  value: () => string,
): string => `case when coalesce(user_id, begun_by) = nullif(${value()}, '')::uuid
  or user_id is null and array['*', cancel_permission] && ${value()}::text[]
    and (scope is null or not exists (select from unnest(string_to_array(scope, ',')) as place
      where not array['*', place, split_part(place, '/', 1)] && ${value()}::text[])) then true else false end`;

/** The values of a reader for `foundBy`. */
export async function readerValues(reader: OperationReader, placesOf: PlacesOf): Promise<ReaderValues> {
  if (reader.kind === undefined) return [reader.userId ?? '', '{*}', '{*}'];
  const places = (await placesOf(reader)) ?? ['*'];
  return [actsFor(reader), arrayOf([...reader.permissions]), arrayOf(places)];
}

/** In an order of its own, so that equal readers have equal cursors. */
const arrayOf = (all: readonly string[]): string => `{${all.toSorted().join(',')}}`;
