import { ArrayMaxSize, IsBoolean, IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { ArrayUnique, ListOf } from '#platform/http';

const environments = ['development', 'staging', 'production'];

/** An operator's setting of a flag. The narrowest rule wins: tenant, then environment, then everyone; off wins over on. */
export class FlagSettingDto {
  /**
   * Whether the flag is on for tenants and environments that no list names.
   * @example true
   */
  @IsBoolean()
  enabled!: boolean;

  /**
   * The percentage of tenants for which an enabled flag is on, 0 to 100; 100 when omitted.
   * @example 25
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100)
  percentage?: number;

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
   * Ids of tenants for which it is on, whatever the other fields; at most 1,000.
   * @example ["0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1"]
   */
  @IsOptional()
  @IsUUID('all', { each: true })
  @ArrayUnique()
  @ArrayMaxSize(1000)
  tenantsOn?: string[];

  /**
   * Ids of tenants for which it is off, whatever the other fields; at most 1,000.
   * @example []
   */
  @IsOptional()
  @IsUUID('all', { each: true })
  @ArrayUnique()
  @ArrayMaxSize(1000)
  tenantsOff?: string[];
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

  /** @example ["development"] */
  environmentsOn!: string[];

  /** @example [] */
  environmentsOff!: string[];

  /** @example ["0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1"] */
  tenantsOn!: string[];

  /** @example [] */
  tenantsOff!: string[];

  /**
   * Grows with each change; 0 while no operator has set the flag. The ETag holds it.
   * @example 3
   */
  version!: number;
}

/** A cursor step or page of the flags. */
export class FlagsDto extends ListOf(FlagDto) {}
