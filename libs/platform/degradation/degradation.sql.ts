import { statement } from '#platform/database';
import type { DegradationDto } from './degradation.dto.js';
import type { Level } from './sensors/sensed-level.js';

export interface DegradationRow extends Omit<DegradationDto, 'level' | 'cause'> {
  level: Level;
  /** Milliseconds until then, by the clock of the database. */
  endsInMs: number | null;
}

export const presentDegradation = statement<DegradationRow>('degradation.present')`
  select level, reason, since, hold, ends_at as "endsAt",
      (extract(epoch from ends_at - now()) * 1000)::float8 as "endsInMs"
    from platform.degradation where the_only`;

export const setDegradation = statement<
  { before: Level },
  [level: number, reason: string, hold: boolean, seconds: number | null]
>('degradation.set')`
  with before as (select level from platform.degradation where the_only for update)
    update platform.degradation as d set level = $1, reason = $2, hold = $3, ends_at = now() + make_interval(secs => $4),
      since = case when d.level = $1 then d.since else now() end
    from before where d.the_only returning before.level as before`;

/** No row where another process has ended it, or somebody set a level meanwhile. */
export const endDegradation = statement<{ before: Level; reason: string; at: Date }>('degradation.end')`
  with ended as (
      select level, reason, ends_at from platform.degradation where the_only and ends_at <= now() for update
    )
    update platform.degradation as d set level = 0, reason = '', hold = false, ends_at = null, since = ended.ends_at
    from ended where d.the_only returning ended.level as before, ended.reason, ended.ends_at as at`;
