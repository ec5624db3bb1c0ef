import { createHash } from 'node:crypto';

export type Environment = 'development' | 'staging' | 'production';

/** An operator's setting of a flag. The narrowest rule wins: user, tenant, plan, environment, then everyone. */
export interface FlagSetting {
  /** For all that no list below names. */
  readonly enabled: boolean;
  /** The percentage of tenants or users for which an enabled flag is on, 0 to 100. */
  readonly percentage: number;
  /** Over what the percentage distributes. A caller who is no user, such as a key, has no part in a percentage of users. */
  readonly percentageOf: 'tenants' | 'users';
  readonly environmentsOn: string[];
  readonly environmentsOff: string[];
  readonly plansOn: string[];
  readonly plansOff: string[];
  /** Ids, as are those of users. */
  readonly tenantsOn: string[];
  readonly tenantsOff: string[];
  readonly usersOn: string[];
  readonly usersOff: string[];
}

/** A setting that holds for everyone alike. */
export const unruled: Omit<FlagSetting, 'enabled'> = {
  percentage: 100,
  percentageOf: 'tenants',
  environmentsOn: [],
  environmentsOff: [],
  plansOn: [],
  plansOff: [],
  tenantsOn: [],
  tenantsOff: [],
  usersOn: [],
  usersOff: [],
};

/** The subject of an evaluation. A rule about what is left out does not apply. */
export interface FlagTarget {
  userId?: string | undefined;
  tenantId?: string | undefined;
  /** The plan of the tenant. */
  plan?: string | undefined;
  /** Distributes a percentage over something else than tenants and users. */
  targetingKey?: string | undefined;
}

/** Whether a flag is on for a target. What is in both lists of a kind is off, because that is safer. */
export function evaluate(name: string, setting: FlagSetting, environment: Environment, target: FlagTarget): boolean {
  const { userId, tenantId, plan } = target;
  return (
    ruled(userId, setting.usersOn, setting.usersOff) ??
    ruled(tenantId, setting.tenantsOn, setting.tenantsOff) ??
    ruled(plan, setting.plansOn, setting.plansOff) ??
    ruled(environment, setting.environmentsOn, setting.environmentsOff) ??
    isOnForShare(name, setting, target)
  );
}

/** Whether a rule tells of one user or another, which none can where no user is known. */
export function distinguishesUsers({ usersOn, usersOff, percentage, percentageOf }: FlagSetting): boolean {
  const inPart = percentageOf === 'users' && percentage > 0 && percentage < 100;
  return usersOn.length > 0 || usersOff.length > 0 || inPart;
}

function ruled(subject: string | undefined, on: readonly string[], off: readonly string[]): boolean | undefined {
  if (subject === undefined) return undefined;
  if (off.includes(subject)) return false;
  return on.includes(subject) ? true : undefined;
}

function isOnForShare(
  name: string,
  { enabled, percentage, percentageOf }: FlagSetting,
  { userId, tenantId, targetingKey = percentageOf === 'users' ? userId : tenantId }: FlagTarget,
): boolean {
  if (!enabled || percentage === 0) return false;
  if (percentage === 100) return true;
  return targetingKey !== undefined && shareOf(name, targetingKey) < percentage;
}

/**
 * The position of a key for a flag, from 0 up to 100: the same in every process and after every
 * restart, so that a growing percentage only adds keys. Each flag distributes keys independently.
 */
function shareOf(flag: string, key: string): number {
  const digest = createHash('sha256').update(`${flag}\n${key}`).digest();
  return (digest.readUInt32BE() / 0x1_0000_0000) * 100;
}
