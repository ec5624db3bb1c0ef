import { statement } from '#platform/database';
import { type ChangeDto, MOST_CHANGES } from './changes.dto.js';

/**
 * Changes from a position on, that of the position first; at most one more than of an answer. For that limit, a constant, PostgreSQL
 * keeps the plan: see `MOST_ROWS` of lists.
 */
export const changesFrom = statement<ChangeDto, [position: number, limit: number]>('catalog.changes.from')`
  select * from (
      select position, kind, slug as app, version, at from catalog.changes where position >= $1
      order by position limit ${MOST_CHANGES + 1}) as changes limit $2`;

/** The newest changes, the last first: feed readers ask again every hour or so; a mirror reads the others, and misses nothing. */
export const newestChanges = statement<ChangeDto>('catalog.changes.newest')`
  select position, kind, slug as app, version, at from catalog.changes order by position desc limit 50`;
