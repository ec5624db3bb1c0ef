import { IsIn, IsOptional, IsUUID, ValidateIf } from 'class-validator';
import { IsId, IsNested, ListOf, ListQueryDto } from '#platform/http';
import { type Level, levels } from '../scopes/scope.js';

/** Selects rules. */
export class PassageRulesQueryDto extends ListQueryDto {
  /** Only those of the programme with this id. */
  @IsOptional()
  @IsUUID()
  programme?: string;
}

/** A programme and a level of it. */
export class PassagePlaceDto {
  /** @example '018f0000-0000-7000-8000-000000000009' */
  @IsId()
  programmeId!: string;

  /**
   * One of the levels of the programme.
   * @example 'L2'
   */
  @IsIn(levels)
  level!: Level;
}

/** Where students of a programme and level go in the next year. */
export class PassageRuleContentDto {
  /**
   * Where those who pass go; null where the cycle ends. Whoever passes year after year never comes back to a place.
   * @example { "programmeId": "018f0000-0000-7000-8000-000000000009", "level": "L2" }
   */
  @ValidateIf((_rule, value) => value !== null)
  @IsNested(() => PassagePlaceDto)
  pass!: PassagePlaceDto | null;

  /** Where those who repeat go; to the same place by default. */
  @IsOptional()
  @IsNested(() => PassagePlaceDto)
  repeat?: PassagePlaceDto;
}

/** The rule of a programme and level. */
export class PassageRuleDto extends PassagePlaceDto {
  /** Null where the cycle ends. */
  pass!: PassagePlaceDto | null;

  repeat!: PassagePlaceDto;
}

/** A cursor step or page of rules. */
export class PassageRulesDto extends ListOf(PassageRuleDto) {}
