import { IsOptional, IsUUID } from 'class-validator';
import { IsId, IsSetBetween, ListOf } from '#platform/http';
import { PersonContentDto, PersonDto, PersonsQueryDto } from '../persons/person.dto.js';

/** Selects and sorts professors. */
export class ProfessorsQueryDto extends PersonsQueryDto {
  /** Only who teaches at the university with this id. */
  @IsOptional()
  @IsUUID()
  university?: string;

  /** Only who teaches the subject with this id. */
  @IsOptional()
  @IsUUID()
  subject?: string;
}

/** A professor, as admins write them. */
export class ProfessorContentDto extends PersonContentDto {
  /**
   * The subjects that they teach, at any universities; up to 200.
   * @example []
   */
  @IsSetBetween(0, 200)
  @IsId({ each: true })
  subjectIds!: string[];
}

/** A professor. */
export class ProfessorDto extends PersonDto {
  /** @example ['0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60'] */
  subjectIds!: string[];
}

/** A cursor step or page of professors. */
export class ProfessorsDto extends ListOf(ProfessorDto) {}
