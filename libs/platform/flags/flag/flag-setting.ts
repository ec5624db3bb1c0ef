import { createHash } from 'node:crypto';

export type Environment = 'development' | 'staging' | 'production';

/** An operator's setting of a flag. The narrowest rule wins: tenant, then environment, then everyone. */
export interface FlagSetting {
  /** For every tenant and environment that no list below names. */
  readonly enabled: boolean;
  /** The percentage of tenants for which an enabled flag is on, 0 to 100. */
  readonly percentage: number;
  readonly environmentsOn: readonly string[];
  readonly environmentsOff: readonly string[];
  readonly tenantsOn: readonly string[];
  readonly tenantsOff: readonly string[];
}

/** The subject of an evaluation. */
export interface FlagTarget {
  tenantId?: string | undefined;
  /** Distributes a percentage over something else than tenants, such as users. */
  targetingKey?: string | undefined;
}

/** Whether a flag is on for a target. If a tenant or environment is in both lists, off wins, because it is safer. */
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

/**
 * The position of a key for a flag, from 0 up to 100: the same in every process and after every
 * restart, so that a growing percentage only adds keys. Each flag distributes keys independently.
 */
function shareOf(flag: string, key: string): number {
  const digest = createHash('sha256').update(`${flag}\n${key}`).digest();
  return (digest.readUInt32BE() / 0x1_0000_0000) * 100;
}
