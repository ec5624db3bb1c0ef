import { statement } from '#platform/database';
import type { ChangeDto } from './changes.dto.js';

/** Changes from a position on, that of the position first. */
export const changesFrom = statement<ChangeDto, [position: number, limit: number]>({
  name: 'catalog.changes.from',
  index: 'changes_pkey',
  text: `select position, kind, slug as app, version, at from catalog.changes where position >= $1
    order by position limit $2`,
  sample: [10, 101],
});

/** The newest changes, the last first. */
export const newestChanges = statement<ChangeDto, [limit: number]>({
  name: 'catalog.changes.newest',
  index: 'changes_pkey',
  text: `select position, kind, slug as app, version, at from catalog.changes order by position desc limit $1`,
  sample: [50],
});
