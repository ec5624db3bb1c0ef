import { lockedRowOf, statement } from '#platform/database';
import type { YearChangesDto, YearDto } from './years.dto.js';

const columns = 'id, name, starts_on as "startsOn", ends_on as "endsOn", state, version';

type Written = [name: string, nameKey: string, startsOn: string, endsOn: string];

export const insertYear = statement<YearDto, [tenantId: string, id: string, ...Written]>('campus.years.insert')`
  insert into campus.years (tenant_id, id, name, name_key, starts_on, ends_on)
    values ($1, $2, $3, $4, $5, $6) returning ${columns}`;

export const lockYear = lockedRowOf<YearDto>('campus.years', columns);

/** It stays as it is until the transaction ends. */
export const keptYear = statement<Pick<YearDto, 'state'>, [id: string]>('campus.years.keep')`
  select state from campus.years where id = $1 for share`;

export const changeYear = statement<YearDto, [id: string, state: YearChangesDto['state'], ...Written]>(
  'campus.years.change',
)`
  update campus.years set state = $2, name = $3, name_key = $4, starts_on = $5, ends_on = $6, version = version + 1,
    updated_at = now() where id = $1 returning ${columns}`;

export const deleteYear = statement<object, [id: string]>('campus.years.delete')`
  delete from campus.years where id = $1`;

/** Whether a plan of passages into a year is being applied or undone, or was left in the middle of it. */
export const passagesAtWork = statement<{ atWork: boolean }, [id: string]>('campus.years.passages-at-work')`
  select exists (select from campus.passage_plans where to_year_id = $1 and state in ('applying', 'undoing')) as "atWork"`;
