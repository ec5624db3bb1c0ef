import { callerTag, PEOPLE_TAG } from '#platform/cache';

/** The tags of the cached answers that depend on these users: what is kept of each, and the lists of members. */
export function memberTags(...userIds: readonly string[]): string[] {
  return [PEOPLE_TAG, ...userIds.map(callerTag)];
}
