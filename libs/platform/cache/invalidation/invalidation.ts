/** The channel of invalidations between processes. */
export const CHANNEL = 'cache_invalidation';

/** PostgreSQL limits a notification to 8,000 bytes, and a tag has up to 100. */
export const MOST_TAGS = 50;

/** Invalidates the answers with these tags. */
export interface Invalidation {
  /** UUIDv7, the same as that of its row in the outbox. */
  readonly id: string;
  readonly tenantId: string;
  /** At most `MOST_TAGS`. */
  readonly tags: readonly string[];
}

/** What other processes are told of an invalidation. */
export interface InvalidationMessage extends Invalidation {
  /** Whether the invalidation was carried out in the shared tier. */
  readonly shared: boolean;
}

/** The payload of its row in the outbox. */
export type InvalidationPayload = Pick<Invalidation, 'tags'>;

/** The tags of one caller begin so. */
const CALLER = 'user:';

/** The tag of what is kept of one caller: all answers of scope `user` have it, and no others. */
export const callerTag = (id: string) => CALLER + id;

/** The tag of answers that show several people, such as a list of members: the erasure of a person invalidates them. */
export const PEOPLE_TAG = 'people';

/** The tags of answers that several readers share: the shared tier holds no answer with another, and no id of a person. */
export const commonTags = (tags: readonly string[]) => tags.filter((tag) => !tag.startsWith(CALLER));

/** The tags as the tiers store them. */
export const ofTenant = (tenantId: string, tags: readonly string[]) => tags.map((tag) => `${tenantId} ${tag}`);
