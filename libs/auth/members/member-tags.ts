import { callerTag } from '#platform/cache';

/** The tag of the answers that list members. */
export const MEMBERS_TAG = 'members';

/** The tags of the cached answers that depend on these users: what is kept of each, and the lists of members. */
export function memberTags(...userIds: readonly string[]): string[] {
  return [MEMBERS_TAG, ...userIds.map(callerTag)];
}
