import { functionsOf, migration } from '#platform/database';

/**
 * The upkeep of append-only tables, which are range-partitioned by their UUIDv7 and so by time.
 * `partitions` of its declaration is all that a table needs besides its default partition.
 */
export const PlatformPartitions1763700000100 = migration(functionsOf('platform/database/catalogue/partitions.sql'));
