import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { ListOf, ListQueryDto } from '#platform/http';
import { type Level, levels } from '../scopes/scope.js';
import { NewUniversityDto, PlaceChangesDto, UniversityDto } from '../structure/structure.dto.js';

/** Selects the subjects of a programme. */
export class SubjectsQueryDto extends ListQueryDto {
  /**
   * The programme that has them.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f'
   */
  @IsUUID()
  programme!: string;

  /**
   * Only those of this level.
   * @example 'L1'
   */
  @IsOptional()
  @IsIn(levels)
  level?: Level;
}

/** A subject to create. */
export class NewSubjectDto extends NewUniversityDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  @IsUUID()
  programmeId!: string;

  /**
   * One of the programme’s.
   * @example 'L1'
   */
  @IsIn(levels)
  level!: Level;
}

/** What changes of a subject: its level never does. */
export class SubjectChangesDto extends PlaceChangesDto {}

/** A subject of one level of a programme. */
export class SubjectDto extends UniversityDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  universityId!: string;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60' */
  ufrId!: string;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61' */
  programmeId!: string;

  /** @example 'L1' */
  @ApiProperty({ enum: levels })
  level!: Level;
}

/** A cursor step or page of subjects. */
export class SubjectsDto extends ListOf(SubjectDto) {}
