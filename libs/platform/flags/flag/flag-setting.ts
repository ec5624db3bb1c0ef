import { shareOf } from './share.js';

export type Environment = 'development' | 'staging' | 'production';

/** What an operator decided on a flag. The narrower decision wins: tenant, then environment, then everyone. */
export interface FlagSetting {
  /** For everyone whom no list below names. */
  readonly enabled: boolean;
  /** Which share of tenants an enabled flag is on for, 0 to 100. */
  readonly percentage: number;
  readonly environmentsOn: readonly string[];
  readonly environmentsOff: readonly string[];
  readonly tenantsOn: readonly string[];
  readonly tenantsOff: readonly string[];
}

/** Whom a flag is asked for. */
export interface FlagTarget {
  tenantId?: string | undefined;
  /** Spreads a percentage over something else than tenants, such as users. */
  targetingKey?: string | undefined;
}

/** Where a list names both, off wins: turning off is what one does in a hurry. */
export function evaluate(name: string, setting: FlagSetting, environment: Environment, target: FlagTarget): boolean {
  const { tenantId, targetingKey = tenantId } = target;
  if (tenantId !== undefined && setting.tenantsOff.includes(tenantId)) return false;
  if (tenantId !== undefined && setting.tenantsOn.includes(tenantId)) return true;
  if (setting.environmentsOff.includes(environment)) return false;
  if (setting.environmentsOn.includes(environment)) return true;
  if (!setting.enabled || setting.percentage === 0) return false;
  if (setting.percentage === 100) return true;
  return targetingKey !== undefined && shareOf(name, targetingKey) < setting.percentage;
}
