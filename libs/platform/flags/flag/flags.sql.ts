import { statement } from '#platform/database';
import type { FlagSetting } from './flag-setting.js';

export interface FlagRow extends FlagSetting {
  name: string;
  version: number;
  updatedAt: Date;
}

const columns = `name, enabled, percentage,
  environments_on as "environmentsOn", environments_off as "environmentsOff",
  tenants_on as "tenantsOn", tenants_off as "tenantsOff", version, updated_at as "updatedAt"`;

/** The whole table: one row for each flag that an operator has set. */
export const allFlags = statement<FlagRow>({
  name: 'flags.all',
  text: `select ${columns} from platform.flags order by name`,
  index: 'flags_pkey',
  unchecked: 'reads a small table',
});

/** Serialises changes of a flag, also while it has no row. */
export const lockFlag = statement<object, [name: string]>({
  name: 'flags.lock',
  text: "select pg_advisory_xact_lock(hashtextextended('platform.flags.' || $1, 0))",
  sample: ['test.flag'],
  unchecked: 'takes an advisory lock',
});

export const flagByName = statement<FlagRow, [name: string]>({
  name: 'flags.by-name',
  text: `select ${columns} from platform.flags where name = $1`,
  index: 'flags_pkey',
  sample: ['test.flag'],
  unchecked: 'reads a small table',
});

export const writeFlag = statement<
  FlagRow,
  [
    name: string,
    enabled: boolean,
    percentage: number,
    environmentsOn: readonly string[],
    environmentsOff: readonly string[],
    tenantsOn: readonly string[],
    tenantsOff: readonly string[],
  ]
>({
  name: 'flags.write',
  text: `insert into platform.flags
      (name, enabled, percentage, environments_on, environments_off, tenants_on, tenants_off)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (name) do update set
      enabled = excluded.enabled, percentage = excluded.percentage,
      environments_on = excluded.environments_on, environments_off = excluded.environments_off,
      tenants_on = excluded.tenants_on, tenants_off = excluded.tenants_off,
      version = excluded.version, updated_at = now()
    returning ${columns}`,
  sample: ['test.flag', true, 100, [], [], [], []],
  unchecked: 'writes to a small table',
});

export const clearFlag = statement<{ name: string }, [name: string]>({
  name: 'flags.clear',
  text: 'delete from platform.flags where name = $1 returning name',
  sample: ['test.flag'],
  unchecked: 'writes to a small table',
});
