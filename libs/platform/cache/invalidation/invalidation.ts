/** The channel on which processes tell each other what became void. */
export const CHANNEL = 'cache_invalidation';

/** PostgreSQL takes 8,000 bytes in a notification; a tag may be a hundred of them. */
export const MOST_TAGS = 50;

/** That answers with these tags became void. */
export interface Invalidation {
  /** UUIDv7, as of its row in the outbox. */
  readonly id: string;
  readonly tenantId: string;
  /** `MOST_TAGS` at most. */
  readonly tags: readonly string[];
}

/** How processes tell each other. */
export interface InvalidationMessage extends Invalidation {
  /** Whether the shared tier knows it too. */
  readonly shared: boolean;
}

/** What its row in the outbox holds. */
export type InvalidationPayload = Pick<Invalidation, 'tags'>;

/** The tags as the tiers know them, led by the tenant. */
export const tagsOf = ({ tenantId, tags }: Invalidation) => tags.map((tag) => `${tenantId} ${tag}`);
