import { functionsOf, migration } from '#platform/database';

/**
 * Partitions by a column of times, and partitions behind the present one, for rows that come late; and subjects of such rows
 * that are ids of users.
 */
export const PlatformPartitionsByTime1763700008200 = migration(
  functionsOf('platform/database/catalogue/partitions.sql'),
  functionsOf('platform/database/catalogue/declare-table.sql'),
);
