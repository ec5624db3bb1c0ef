import { statement } from '#platform/database';
import { day, declareList, uuid } from '#platform/lists';
import type { RecordRow } from '../changes/record-kind.js';
import { declareRows } from '../changes/record-rows.sql.js';
import { dataKey } from '../journals/journals.sql.js';
import type { AddictionDto } from './addictions.dto.js';

export interface AddictionRow extends RecordRow, Omit<AddictionDto, 'name' | 'motivation'> {
  readonly version: number;
  readonly id: string;
  /** Sealed, as the motivation is. */
  readonly name: Buffer | null;
  readonly motivation: Buffer | null;
}

const columns = `id, version, position, kind, name, start, goal_days as "goalDays", daily_cost_minor as "dailyCostMinor",
    currency, daily_minutes as "dailyMinutes", motivation, ${dataKey} as "dataKey", created_at as "createdAt",
    updated_at as "updatedAt"`;

/** The addictions of the person in force. */
export const addictionList = declareList<AddictionRow, 'start'>({
  name: 'journal.addictions',
  columns,
  from: 'journal.addictions',
  sorts: { start: { keys: [day('start', 'start'), uuid('id', 'id')] } },
});

export const addictionRows = declareRows<AddictionRow>('addictions', columns);

/** Writes addictions, in JSON with the sealed texts in base64. */
export const writeAddictions = statement<AddictionRow, [tenantId: string, userId: string, rows: string]>(
  'journal.addictions.write',
)`
  insert into journal.addictions (tenant_id, user_id, id, version, position, kind, start, goal_days, daily_cost_minor,
      currency, daily_minutes, name, motivation)
    select $1, $2, id, version, position, kind, start, "goalDays", "dailyCostMinor", currency, "dailyMinutes",
      decode(name, 'base64'), decode(motivation, 'base64')
    from jsonb_to_recordset($3) as r (id uuid, version integer, position integer, kind text, start date, "goalDays" integer,
      "dailyCostMinor" integer, currency text, "dailyMinutes" integer, name text, motivation text)
    on conflict (tenant_id, user_id, id) do update set version = excluded.version, position = excluded.position,
      kind = excluded.kind, start = excluded.start, goal_days = excluded.goal_days,
      daily_cost_minor = excluded.daily_cost_minor, currency = excluded.currency, daily_minutes = excluded.daily_minutes,
      name = excluded.name, motivation = excluded.motivation, updated_at = now()
    returning ${columns}`;
