import { advisoryLock, statement } from '#platform/database';
import type { DegradationChangeDto } from '../degradation.dto.js';

type Values = [at: Date, process: string | null, before: number, after: number, cause: string, reason: string];
const insert = 'insert into platform.degradation_changes (at, process, level_before, level_after, cause, reason)';

/** Serialises the changes that several processes see. */
export const lockChanges = advisoryLock('degradation.changes.lock', "'platform.degradation_changes'");

export const writeChange = statement<object, Values>('degradation.changes.write')`
  ${insert} values ($1, $2, $3, $4, $5, $6)`;

/**
 * No row where another process wrote the same change within so many seconds: every process sees what all share, and one
 * writes it. Some write late, once the database is back, and the times may then be in any order.
 */
export const writeSensedChange = statement<{ id: string }, [...Values, within: number]>(
  'degradation.changes.write-sensed',
)`
  ${insert}
    select $1::timestamptz, $2::text, $3::smallint, $4::smallint, $5::text, $6::text where not exists (
      select from platform.degradation_changes
      where at between $1::timestamptz - make_interval(secs => $7) and $1::timestamptz + make_interval(secs => $7)
        and process is not distinct from $2 and level_before = $3 and level_after = $4 and cause = $5
    ) returning id`;

/** The latest first. */
export const lastChanges = statement<DegradationChangeDto, [most: number]>('degradation.changes.last')`
  select at, process, level_before as before, level_after as after, cause, reason
    from platform.degradation_changes order by at desc, id desc limit $1`;
