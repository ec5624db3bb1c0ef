import { httpProblems } from '../http.errors.js';

/** The strong ETag of a resource's version, as in `"v3"`, or `"v3-x"` with a suffix. */
export function versionTag(version: number, suffix = ''): string {
  return suffix ? `"v${version}-${suffix}"` : `"v${version}"`;
}

/** The versions of a resource that a caller accepts; undefined where any will do. */
export type ExpectedVersions = readonly number[] | undefined;

/**
 * The versions that an If-Match header (RFC 9110 §13.1.1) names: a list of tags, or `*` for any. Weak tags and the
 * tags of no version never match.
 *
 * @throws Problem `precondition_required` (428) without the header
 * @throws Problem `etag_without_quotes` (400) where it has no quotes at all
 * @throws Problem `precondition_failed` (412) where none of its tags can match
 */
export function versionsOf(ifMatch: string | undefined): ExpectedVersions {
  if (ifMatch === undefined) throw httpProblems.precondition_required();
  if (ifMatch.trim() === '*') return undefined;
  if (!ifMatch.includes('"')) throw httpProblems.etag_without_quotes({ given: ifMatch.slice(0, 100) });
  const versions = ifMatch.split(',').flatMap((tag) => /^"v(\d{1,9})(?:-[\w-]+)?"$/.exec(tag.trim())?.[1] ?? []);
  if (versions.length === 0) throw httpProblems.precondition_failed();
  return versions.map(Number);
}

/**
 * Checks that a resource is still at a version that the caller accepts.
 *
 * @throws Problem `precondition_failed` (412), with the current ETag, when the resource has changed since
 */
export function assertVersion(expected: ExpectedVersions, current: number): void {
  if (expected && !expected.includes(current))
    throw httpProblems.precondition_failed({}, { headers: { etag: versionTag(current) } });
}
