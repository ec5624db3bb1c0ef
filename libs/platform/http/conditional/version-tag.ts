import { httpProblems } from '../http.errors.js';

/** The strong ETag of a resource's version, as in `"v3"`. */
export function versionTag(version: number): string {
  return `"v${version}"`;
}

/**
 * The version that an If-Match header (RFC 9110 §13.1.1) names. `*` names none and weak tags never
 * match, so both are refused as if another version were named.
 *
 * @throws Problem `precondition_required` (428) without the header
 * @throws Problem `precondition_failed` (412) when it is not the tag of a version
 */
export function versionOf(ifMatch: string | undefined): number {
  if (ifMatch === undefined) throw httpProblems.precondition_required();
  const version = /^"v(\d{1,9})"$/.exec(ifMatch.trim())?.[1];
  if (version === undefined) throw httpProblems.precondition_failed();
  return Number(version);
}

/**
 * Checks that a resource is still at the version that the caller read.
 *
 * @throws Problem `precondition_failed` (412), with the current ETag, when the resource has changed since
 */
export function assertVersion(expected: number, current: number): void {
  if (expected !== current) throw httpProblems.precondition_failed({}, { headers: { etag: versionTag(current) } });
}
