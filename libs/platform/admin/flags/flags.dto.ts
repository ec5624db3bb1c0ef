import { ArrayMaxSize, IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Max, Min } from 'class-validator';
import type { FlagChange } from '#platform/flags';
import { ArrayUnique, ListOf, MaxLength } from '#platform/http';
import { planNames } from '#platform/tenancy';

const environments = ['development', 'staging', 'production'];

/**
 * An operator's setting of a flag. The narrowest rule wins: user, tenant, plan, environment, then everyone; off wins over on.
 * A flag of a route that is open to everyone takes no rules by user.
 */
export class FlagSettingDto {
  /**
   * Whether the flag is on for all that no list names.
   * @example true
   */
  @IsBoolean()
  enabled!: boolean;

  /**
   * The percentage of tenants or users for which an enabled flag is on, 0 to 100; 100 when omitted. One that grows only adds.
   * @example 25
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100)
  percentage?: number;

  /**
   * Over what the percentage distributes; `tenants` when omitted. For callers who are no user, such as keys that are not
   * personal, a percentage of users below 100 is off.
   * @example "tenants"
   */
  @IsOptional()
  @IsIn(['tenants', 'users'])
  percentageOf?: 'tenants' | 'users';

  /**
   * Environments where it is on, whatever the value of `enabled`.
   * @example ["development"]
   */
  @IsOptional()
  @IsIn(environments, { each: true })
  @ArrayUnique()
  environmentsOn?: string[];

  /**
   * Environments where it is off.
   * @example []
   */
  @IsOptional()
  @IsIn(environments, { each: true })
  @ArrayUnique()
  environmentsOff?: string[];

  /**
   * Plans of tenants for which it is on, whatever the fields above.
   * @example ["pro"]
   */
  @IsOptional()
  @IsIn(planNames, { each: true })
  @ArrayUnique()
  plansOn?: string[];

  /**
   * Plans for which it is off.
   * @example []
   */
  @IsOptional()
  @IsIn(planNames, { each: true })
  @ArrayUnique()
  plansOff?: string[];

  /**
   * Ids of tenants for which it is on, whatever the fields above; at most 1,000.
   * @example ["0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1"]
   */
  @IsOptional()
  @IsUUID('all', { each: true })
  @ArrayUnique()
  @ArrayMaxSize(1000)
  tenantsOn?: string[];

  /**
   * Ids of tenants for which it is off; at most 1,000.
   * @example []
   */
  @IsOptional()
  @IsUUID('all', { each: true })
  @ArrayUnique()
  @ArrayMaxSize(1000)
  tenantsOff?: string[];

  /**
   * Ids of users for which it is on, whatever the other fields; at most 1,000.
   * @example []
   */
  @IsOptional()
  @IsUUID('all', { each: true })
  @ArrayUnique()
  @ArrayMaxSize(1000)
  usersOn?: string[];

  /**
   * Ids of users for which it is off; at most 1,000.
   * @example []
   */
  @IsOptional()
  @IsUUID('all', { each: true })
  @ArrayUnique()
  @ArrayMaxSize(1000)
  usersOff?: string[];

  /**
   * Why it changes, for other operators. It is kept with the audit, so name no persons.
   * @example "a quarter of the stores try the tags"
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  reason?: string;
}

/** A flag with the setting in force. */
export class FlagDto {
  /** @example "catalog.tags" */
  name!: string;

  /**
   * What it turns on, in English.
   * @example "The tags of a store, with their counts."
   */
  about!: string;

  /**
   * Whether it is on while no operator has set it.
   * @example true
   */
  byDefault!: boolean;

  /** @example true */
  enabled!: boolean;

  /** @example 25 */
  percentage!: number;

  /** @example "tenants" */
  percentageOf!: 'tenants' | 'users';

  /** @example ["development"] */
  environmentsOn!: string[];

  /** @example [] */
  environmentsOff!: string[];

  /** @example ["pro"] */
  plansOn!: string[];

  /** @example [] */
  plansOff!: string[];

  /** @example ["0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1"] */
  tenantsOn!: string[];

  /** @example [] */
  tenantsOff!: string[];

  /** @example [] */
  usersOn!: string[];

  /** @example [] */
  usersOff!: string[];

  /**
   * The reason for the latest change; empty where none was given.
   * @example "a quarter of the stores try the tags"
   */
  reason!: string;

  /**
   * Grows with each change; 0 while no operator has set the flag. The ETag holds it.
   * @example 3
   */
  version!: number;
}

/** A cursor step or page of the flags. */
export class FlagsDto extends ListOf(FlagDto) {}

/** One change of a flag, as the audit tells it. */
export class FlagChangeDto {
  /** @example "0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f" */
  id!: string;

  at!: Date;

  /**
   * `operator`, `command` (the command line) or `member`.
   * @example "command"
   */
  actorKind!: FlagChange['actorKind'];

  /**
   * The id of the operator or key; the name of the system's user at the command line.
   * @example "palier"
   */
  actorId!: string;

  /**
   * `cleared` where the default came into force again.
   * @example "set"
   */
  change!: 'set' | 'cleared';

  /**
   * Empty where none was given.
   * @example "a quarter of the stores try the tags"
   */
  reason!: string;

  /**
   * The setting after the change, with the number of tenants and users in each list; null once it was cleared.
   * @example { "enabled": true, "percentage": 25, "percentageOf": "tenants", "plansOn": "pro", "usersOff": 0 }
   */
  setting!: Record<string, string | number | boolean | null> | null;
}

/** A cursor step or page of the changes of a flag. */
export class FlagChangesDto extends ListOf(FlagChangeDto) {}
