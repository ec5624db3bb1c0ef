import type { Problem } from '#platform/problems';
import { assertVersion, type ExpectedVersions } from './version-tag.js';

/**
 * Says why a change found no row at a version that the caller accepts.
 *
 * @param row the one that it was for, as it is now; undefined where there is none
 * @throws Problem `precondition_failed` (412), with the current ETag, for another version; else `notFound`
 */
export function refuseChange(
  row: { readonly version: number } | undefined,
  expected: ExpectedVersions,
  notFound: Problem,
): never {
  if (row) assertVersion(expected, row.version);
  throw notFound;
}
