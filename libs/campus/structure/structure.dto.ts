import { ApiProperty, OmitType } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsUUID, Matches } from 'class-validator';
import { IsSetBetween, Length } from '#platform/http';
import { lineForm, lineWords } from '../one-line.js';
import { type Level, levels } from '../scopes/scope.js';
import { YearDto } from '../years/years.dto.js';

/** A university to create. */
export class NewUniversityDto {
  /**
   * 1 to 200 characters, which no other beside it has, whatever case and accents: the first 150 tell names apart.
   * @example 'Université de Rennes'
   */
  @Length(1, 200)
  @Matches(lineForm, { context: lineWords })
  name!: string;
}

/** What changes of a university or a UFR. */
export class PlaceChangesDto extends NewUniversityDto {
  /**
   * Whether it is archived: it stays readable, and nothing new is made in it.
   * @example false
   */
  @IsBoolean()
  archived!: boolean;
}

/** A UFR to create. */
export class NewUfrDto extends NewUniversityDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  @IsUUID()
  universityId!: string;
}

/** What changes of a programme. */
export class ProgrammeChangesDto extends PlaceChangesDto {
  /**
   * How rosters name it: 1 to 50 characters, which no other programme of the university has.
   * @example 'INFO'
   */
  @Length(1, 50)
  @Matches(lineForm, { context: lineWords })
  code!: string;

  /**
   * 1 to 6; one that subjects or enrolments have cannot be left out.
   * @example ['L1', 'L2', 'L3']
   */
  @IsSetBetween(1, levels.length)
  @IsIn(levels, { each: true })
  levels!: Level[];
}

/** A programme to create. */
export class NewProgrammeDto extends OmitType(ProgrammeChangesDto, ['archived']) {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60' */
  @IsUUID()
  ufrId!: string;
}

/** A university. */
export class UniversityDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /** @example 'Université de Rennes' */
  name!: string;

  /** Whether nothing new is made in it. */
  archived!: boolean;

  /**
   * One more with each change.
   * @example 1
   */
  version!: number;
}

/** A part of a university that teaches and does research. */
export class UfrDto extends UniversityDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  universityId!: string;
}

/** A programme of a UFR. */
export class ProgrammeDto extends UfrDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60' */
  ufrId!: string;

  /** @example 'INFO' */
  code!: string;

  /**
   * In their order.
   * @example ['L1', 'L2', 'L3']
   */
  @ApiProperty({ enum: levels, isArray: true })
  levels!: Level[];
}

/** A programme, in its UFR. */
export class ListedProgrammeDto extends OmitType(ProgrammeDto, ['universityId', 'ufrId']) {}

/** A UFR with its programmes, in its university. */
export class ListedUfrDto extends OmitType(UfrDto, ['universityId']) {
  /** By name. */
  programmes!: ListedProgrammeDto[];
}

/** A university with its UFRs. */
export class ListedUniversityDto extends UniversityDto {
  /** By name. */
  ufrs!: ListedUfrDto[];
}

/** All universities of the tenant with their UFRs and programmes, and the academic years. What is archived is marked. */
export class StructureDto {
  /** By name. */
  universities!: ListedUniversityDto[];

  /** The earliest first. */
  years!: YearDto[];
}
