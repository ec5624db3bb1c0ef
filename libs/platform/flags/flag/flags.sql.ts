import { advisoryLock, statement } from '#platform/database';
import type { FlagSetting } from './flag-setting.js';

export interface FlagRow extends FlagSetting {
  name: string;
  /** Of the latest change; empty where none was given. */
  reason: string;
  version: number;
  updatedAt: Date;
}

/** What a change writes: the field of a setting, its column, and its type. */
const written = [
  ['enabled', 'enabled', 'boolean'],
  ['percentage', 'percentage', 'smallint'],
  ['percentageOf', 'percentage_of', 'text'],
  ['environmentsOn', 'environments_on', 'text[]'],
  ['environmentsOff', 'environments_off', 'text[]'],
  ['plansOn', 'plans_on', 'text[]'],
  ['plansOff', 'plans_off', 'text[]'],
  ['tenantsOn', 'tenants_on', 'uuid[]'],
  ['tenantsOff', 'tenants_off', 'uuid[]'],
  ['usersOn', 'users_on', 'uuid[]'],
  ['usersOff', 'users_off', 'uuid[]'],
  ['reason', 'reason', 'text'],
] as const satisfies readonly (readonly [keyof FlagRow, string, string])[];
const each = (text: (field: string, column: string, type: string) => string) =>
  written.map(([field, column, type]) => text(field, column, type)).join(', ');

const columns = `name, ${each((field, column) => `${column} as "${field}"`)}, version, updated_at as "updatedAt"`;

/** The whole table: one row for each flag that an operator has set. */
export const allFlags = statement<FlagRow>('flags.all')`select ${columns} from platform.flags order by name`;

/** Serialises changes of a flag, also while it has no row. */
export const lockFlag = advisoryLock<[name: string]>('flags.lock', "'platform.flags.' || $1");

export const flagByName = statement<FlagRow, [name: string]>('flags.by-name')`
  select ${columns} from platform.flags where name = $1`;

/** @param setting as JSON: a setting with its reason */
export const writeFlag = statement<object, [name: string, setting: string]>('flags.write')`
  insert into platform.flags (name, ${each((_, column) => column)})
    select $1, ${each((field) => `"${field}"`)}
      from jsonb_to_record($2) as setting (${each((field, _, type) => `"${field}" ${type}`)})
    on conflict (name) do update
      set ${each((_, column) => `${column} = excluded.${column}`)}, version = excluded.version, updated_at = now()`;

export const clearFlag = statement<{ name: string }, [name: string]>('flags.clear')`
  delete from platform.flags where name = $1 returning name`;
