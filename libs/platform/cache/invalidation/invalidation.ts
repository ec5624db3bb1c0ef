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

/** The payload of a notification on `CHANNEL`, as JSON. */
export interface InvalidationMessage extends Invalidation {
  /** Whether the invalidation was carried out in the shared tier. */
  readonly shared: boolean;
}

/** The payload of its row in the outbox. */
export type InvalidationPayload = Pick<Invalidation, 'tags'>;

/** The tags as the tiers store them, prefixed with the tenant. */
export const tagsOf = ({ tenantId, tags }: Invalidation) => tags.map((tag) => `${tenantId} ${tag}`);
