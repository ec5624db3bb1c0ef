import { PartialType } from '@nestjs/swagger';
import { ArrayMaxSize, IsBoolean, IsIn, IsOptional, IsUUID } from 'class-validator';
import { FlagChangeDto } from '#platform/flags';
import { ArrayUnique, IsIntBetween, ListOf, MaxLength } from '#platform/http';
import { planNames } from '#platform/tenancy';

const environments = ['development', 'staging', 'production'];

/** For whom a flag is on. The narrowest rule wins: user, tenant, plan, environment, then everyone; off wins over on. */
class FlagRulesDto {
  /**
   * The percentage of tenants or users for which an enabled flag is on, 0 to 100; 100 when omitted. One that grows only adds.
   * @example 25
   */
  @IsIntBetween(0, 100)
  percentage!: number;

  /**
   * Over what the percentage distributes; `tenants` when omitted. For callers who are no user, such as keys that are not
   * personal, a percentage of users below 100 is off.
   * @example "tenants"
   */
  @IsIn(['tenants', 'users'])
  percentageOf!: 'tenants' | 'users';

  /**
   * Environments where it is on, whatever the value of `enabled`.
   * @example ["development"]
   */
  @IsIn(environments, { each: true })
  @ArrayUnique()
  environmentsOn!: string[];

  /**
   * Environments where it is off.
   * @example []
   */
  @IsIn(environments, { each: true })
  @ArrayUnique()
  environmentsOff!: string[];

  /**
   * Plans of tenants for which it is on, whatever the fields above.
   * @example ["pro"]
   */
  @IsIn(planNames, { each: true })
  @ArrayUnique()
  plansOn!: string[];

  /**
   * Plans for which it is off.
   * @example []
   */
  @IsIn(planNames, { each: true })
  @ArrayUnique()
  plansOff!: string[];

  /**
   * Ids of tenants for which it is on, whatever the fields above; at most 1,000.
   * @example ["0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1"]
   */
  @IsUUID('all', { each: true })
  @ArrayUnique()
  @ArrayMaxSize(1000)
  tenantsOn!: string[];

  /**
   * Ids of tenants for which it is off; at most 1,000.
   * @example []
   */
  @IsUUID('all', { each: true })
  @ArrayUnique()
  @ArrayMaxSize(1000)
  tenantsOff!: string[];

  /**
   * Ids of users for which it is on, whatever the other fields; at most 1,000.
   * @example []
   */
  @IsUUID('all', { each: true })
  @ArrayUnique()
  @ArrayMaxSize(1000)
  usersOn!: string[];

  /**
   * Ids of users for which it is off; at most 1,000.
   * @example []
   */
  @IsUUID('all', { each: true })
  @ArrayUnique()
  @ArrayMaxSize(1000)
  usersOff!: string[];
}

/**
 * An operator's setting of a flag. The narrowest rule wins: user, tenant, plan, environment, then everyone; off wins over on.
 * A flag of a route that is open to everyone takes no rules by user.
 */
export class FlagSettingDto extends PartialType(FlagRulesDto) {
  /**
   * Whether the flag is on for all that no list names.
   * @example true
   */
  @IsBoolean()
  enabled!: boolean;

  /**
   * Why it changes, for other operators. It is kept with the audit, so name no persons.
   * @example "a quarter of the stores try the tags"
   */
  @IsOptional()
  @MaxLength(200)
  reason?: string;
}

/** A flag with the setting in force. */
export class FlagDto extends FlagRulesDto {
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

/** A cursor step or page of the changes of a flag. */
export class FlagChangesDto extends ListOf(FlagChangeDto) {}
